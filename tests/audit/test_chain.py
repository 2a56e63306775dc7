"""The hash chain: what was touched is found, and named."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.audit.chain import GENESIS, link, seal, verify
from commensurate.errors import ChainBroken
from commensurate.model.record import Record


def chain(length: int) -> list[Record]:
    records: list[Record] = []
    for number in range(length):
        newest = (records[-1].sequence, records[-1].hash) if records else None
        records.append(seal(newest, at=1000.5 + number, kind="decision", session="s", body={"n": number}))
    return records


def test_an_empty_log_holds() -> None:
    """Nothing can be missing from nothing, as far as the chain knows."""
    assert verify([]) == (0, GENESIS)


def test_a_log_that_nobody_touched_holds() -> None:
    """Sequence and hash of the newest record come back, to be kept as an anchor."""
    records = chain(5)
    assert verify(iter(records)) == (5, records[-1].hash)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", 0.0), ("kind", "outcome"), ("session", "t"), ("body", '{"n":9}'), ("body", '{"n": 2}'),
        ("previous", GENESIS), ("hash", GENESIS),
    ],
)  # fmt: skip
def test_a_record_that_was_altered_is_named(name: str, value: object) -> None:
    """Every field is covered."""
    records = chain(5)
    records[2] = replace(records[2], **{name: value})  # type: ignore[arg-type]
    with pytest.raises(ChainBroken, match=r"^record 3: altered"):
        verify(records)


def test_a_record_that_was_altered_and_sealed_again_breaks_the_next_link() -> None:
    """Whoever can compute a hash still has to do it for all that follow."""
    records = chain(5)
    forged = replace(records[2], body='{"n":9}')
    records[2] = replace(forged, hash=link(forged))
    with pytest.raises(ChainBroken, match=r"^record 4: not linked to record 3"):
        verify(records)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ([0, 1, 3, 4], "record 3: missing"),
        ([1, 2, 3, 4], "record 1: missing"),
        ([0, 4], r"record 2: missing \(records 2 to 4 gone"),
        ([0, 2, 1, 3], "record 2: missing"),
        ([0, 1, 1, 2], "record 2: stands twice"),
        ([0, 1, 2, 0], "record 1: is out of order"),
    ],
)
def test_a_record_that_is_missing_moved_or_doubled_is_named(order: list[int], said: str) -> None:
    """The first broken link, by its sequence."""
    records = chain(5)
    with pytest.raises(ChainBroken, match=f"^{said}"):
        verify(records[index] for index in order)


def test_a_tail_that_was_cut_off_shows_only_against_an_anchor() -> None:
    """A chain alone cannot know how long it was."""
    records = chain(5)
    anchor = records[-1].hash
    assert verify(records[:3])[0] == 3
    with pytest.raises(ChainBroken, match="after record 3"):
        verify(records[:3], anchor)
    assert verify([*records, seal((5, anchor), at=1.0, kind="x", session="", body={})], anchor)[0] == 6


@given(st.integers(1, 6), st.data())
def test_any_single_changed_character_of_a_body_is_found(length: int, data: st.DataObject) -> None:
    """Property: one flipped character, one broken chain."""
    records = chain(length)
    index = data.draw(st.integers(0, length - 1))
    body = records[index].body
    place = data.draw(st.integers(0, len(body) - 1))
    other = "0" if body[place] != "0" else "1"
    records[index] = replace(records[index], body=body[:place] + other + body[place + 1 :])
    with pytest.raises(ChainBroken, match=f"^record {index + 1}: altered"):
        verify(records)


def test_a_body_is_canonical_json_whatever_it_holds() -> None:
    """Sorted, ASCII, without numbers that JSON does not have."""
    body = {"ü": "\ud800", "a": [1.5, None, True], "nan": float("nan")}
    record = seal(None, at=1, kind="x", session="", body=body)
    assert record.body == '{"a":[1.5,null,true],"nan":"nan","\\u00fc":"\\ud800"}'
    assert json.loads(record.body)["a"] == [1.5, None, True]
