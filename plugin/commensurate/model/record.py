"""One line of the hash-chained audit log."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """A link of the chain: `hash` covers everything else, `previous` is the hash of the link before.

    `at` is seconds since the epoch, UTC. `body` is canonical JSON with secrets already redacted.
    """

    sequence: int
    at: float
    kind: str
    session: str
    body: str
    previous: str
    hash: str
