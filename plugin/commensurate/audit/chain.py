"""The hash chain of the audit log: how a record is sealed to the one before, and how a break is found. Pure.

Each record's hash covers all of its other fields and the hash of the record before it, so that a body that was
altered, a record that was taken out, put in, doubled or moved breaks a link that `verify` names. What a chain alone
cannot show is a tail that was cut off, or a whole log that was written anew: for that, keep the hash of the newest
record (`anchor`) somewhere the agent cannot write, and hand it to `verify`.
"""

import hashlib
from collections.abc import Iterable, Mapping

from commensurate.audit.redact import redact
from commensurate.errors import ChainBroken
from commensurate.model.frozen import canonical
from commensurate.model.record import Record

GENESIS = "0" * 64
"""What stands as `previous` in the first record."""


def seal(previous: tuple[int, str] | None, *, at: float, kind: str, session: str, body: Mapping[str, object]) -> Record:
    """Make the next record. `previous` is sequence and hash of the newest one, None for an empty log.

    Secrets in `body` are redacted here, so that no store can forget it. `at` is seconds since the epoch, UTC.
    """
    sequence, before = previous if previous is not None else (0, GENESIS)
    text = canonical(redact(body))
    draft = Record(sequence + 1, float(at), kind, session, text, before, "")
    return Record(draft.sequence, draft.at, kind, session, text, before, link(draft))


def link(record: Record) -> str:
    """The hash that a record must carry: sha256 (64 hex digits) over all of its other fields."""
    exact = [record.sequence, record.at, record.kind, record.session, record.body, record.previous]
    return hashlib.sha256(canonical(exact).encode()).hexdigest()


def verify(records: Iterable[Record], anchor: str = "") -> tuple[int, str]:
    """Check every link. Returns sequence and hash of the newest record, (0, GENESIS) for an empty log.

    Raises ChainBroken at the first link that does not hold. With `anchor`, a hash that was kept elsewhere, a log in
    which that record no longer stands is broken too: its tail was cut off, or it was written anew.
    """
    sequence, newest, met = 0, GENESIS, not anchor
    for record in records:
        _check(record, sequence, newest)
        sequence, newest = record.sequence, record.hash
        met = met or newest == anchor
    if not met:
        raise ChainBroken(
            f"after record {sequence}: the anchored record {anchor} is gone; the tail was cut or rewritten"
        )
    return sequence, newest


def _check(record: Record, sequence: int, newest: str) -> None:
    expected = sequence + 1
    if record.sequence > expected:
        gone = (
            f"record {expected}" if record.sequence == expected + 1 else f"records {expected} to {record.sequence - 1}"
        )
        raise ChainBroken(f"record {expected}: missing ({gone} gone; the next is {record.sequence})")
    if record.sequence < expected:
        what = "stands twice" if record.sequence == sequence else "is out of order"
        raise ChainBroken(f"record {record.sequence}: {what} (it follows record {sequence})")
    if link(record) != record.hash:
        raise ChainBroken(f"record {record.sequence}: altered (its content does not have the hash that it carries)")
    if record.previous != newest:
        raise ChainBroken(f"record {record.sequence}: not linked to record {sequence} (one of them was replaced)")
