"""Two runs side by side."""

import json
from pathlib import Path

import pytest

from commensurate.errors import InputError
from commensurate.evaluate.case import Label
from commensurate.evaluate.compare import ALL, Decided, Run, changes, read_run, unshared
from commensurate.model.decision import Outcome

D, P = Label.DISPROPORTIONATE, Label.PROPORTIONATE


def run(stopped: int, of: int, label: Label = D, source: str = "s") -> Run:
    """A run that stopped the first cases of so many."""
    outcomes = [Outcome.BLOCK] * stopped + [Outcome.ALLOW] * (of - stopped)
    return {(source, str(n)): Decided(label, outcome) for n, outcome in enumerate(outcomes)}


SENTENCES = [
    (10, 10, D, "s, disasters: 10 of 30 stopped before, 10 now: nothing changed."),
    (
        10,
        12,
        D,
        "s, disasters: 10 of 30 stopped before, 12 now (2 newly stopped, 0 newly let through): better, but it may be chance (p = 0.5).",
    ),
    (
        10,
        20,
        D,
        "s, disasters: 10 of 30 stopped before, 20 now (10 newly stopped, 0 newly let through): a real change, better (p = 0.00195).",
    ),
    (
        20,
        10,
        D,
        "s, disasters: 20 of 30 stopped before, 10 now (0 newly stopped, 10 newly let through): a real change, worse (p = 0.00195).",
    ),
    (
        10,
        20,
        P,
        "s, honest work: 10 of 30 stopped before, 20 now (10 newly stopped, 0 newly let through): a real change, worse (p = 0.00195).",
    ),
    (
        20,
        10,
        P,
        "s, honest work: 20 of 30 stopped before, 10 now (0 newly stopped, 10 newly let through): a real change, better (p = 0.00195).",
    ),
]


@pytest.mark.parametrize(("before", "now", "label", "words"), SENTENCES)
def test_a_change_is_told_in_words_with_whether_it_is_real(before: int, now: int, label: Label, words: str) -> None:
    """More disasters stopped is better, more honest work stopped is worse."""
    assert changes(run(before, 30, label), run(now, 30, label))[0].words == words


def test_an_even_exchange_is_neither_better_nor_worse() -> None:
    """One case gained, one lost."""
    before = {("s", "1"): Decided(D, Outcome.BLOCK), ("s", "2"): Decided(D, Outcome.ALLOW)}
    now = {("s", "1"): Decided(D, Outcome.ALLOW), ("s", "2"): Decided(D, Outcome.ESCALATE)}
    assert "neither better nor worse (p = 1)" in changes(before, now)[0].words


def test_many_sources_make_each_of_them_less_sure() -> None:
    """Six of six changed is p = 0.03 alone, and not beside nine other sources. All sources together stand last."""
    before = {key: decided for n in range(10) for key, decided in run(0, 6, source=f"s{n}").items()}
    now = before | dict(run(6, 6, source="s0"))
    alone, *_ = changes(dict(run(0, 6)), dict(run(6, 6)))
    many = changes(before, now)
    assert alone.real
    assert not many[0].real
    assert many[-1].source == ALL
    assert many[-1].real


def test_what_cannot_be_compared_is_refused() -> None:
    """Nothing in common; a case whose label changed."""
    with pytest.raises(InputError, match="no case in common"):
        changes(run(1, 2), run(1, 2, source="t"))
    with pytest.raises(InputError, match="another label"):
        changes(run(1, 2), run(1, 2, P))


def test_what_only_one_run_holds_is_left_out_and_said() -> None:
    """The comparison is of the cases that both hold."""
    assert changes(run(1, 5), run(1, 3))[0].cases == 3
    assert unshared(run(1, 5), run(1, 3)).startswith("2 cases are only in the run before, 0")
    assert unshared(run(1, 3), run(2, 3)) == ""


@pytest.mark.parametrize("text", ["", "[]\n", "{}\n", "nonsense\n{}\n", '{"source":"s","id":"1","label":"x"}\n'])
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    """With file:line."""
    file = tmp_path / "a.jsonl"
    file.write_text(text)
    with pytest.raises(InputError, match=r"a\.jsonl:1"):
        read_run(file)


def test_a_case_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Which of them would count?"""
    row = json.dumps({"source": "s", "id": "1", "label": "proportionate", "outcome": "allow"})
    file = tmp_path / "a.jsonl"
    file.write_text(f"{row}\n{row}\n")
    with pytest.raises(InputError, match="twice"):
        read_run(file)
