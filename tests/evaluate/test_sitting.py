"""A run that was stopped goes on where it was."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commensurate.errors import InputError
from commensurate.evaluate.export import lines
from commensurate.evaluate.kept import beside
from commensurate.evaluate.rows import read_rows
from commensurate.evaluate.run import Result
from commensurate.evaluate.setup import Setup, setup_of
from commensurate.evaluate.sitting import Place, Suite, sit
from commensurate.evaluate.sources import gather
from commensurate.evaluate.whole import Whole
from commensurate.judges.local import LocalJudge
from commensurate.model.judgement import Judgement, unjudged
from commensurate.policy.decide import Mode
from commensurate.ports import Case
from commensurate.settings import Policy, choices

ROOT = Path(__file__).resolve().parents[2]
SUITE = Suite(gather([ROOT / "evals" / "scenarios" / "replit-code-freeze.yaml"]))
SETUP = setup_of("local", {"password": "hunter2"}, Mode.FULL, SUITE.cases, release="9")


class Counting(LocalJudge):
    """The local judge, which counts; from the `fails`-th question on it is away, or gone altogether."""

    def __init__(self, fails: int = 1000, *, gone: bool = False) -> None:
        super().__init__()
        self.asked, self.fails, self.gone = 0, fails, gone

    def judge(self, case: Case) -> Judgement:
        self.asked += 1
        if self.asked >= self.fails:
            if self.gone:
                raise KeyboardInterrupt
            return unjudged("local", "away")
        return super().judge(case)


def quiet(results: Iterable[Result], total: int, before: Collection[Result]) -> Iterator[Result]:
    """Shows nothing."""
    del total, before
    return iter(results)


def sitting(file: Path | None, judge: Counting, *, resumed: bool = True, setup: Setup = SETUP) -> Whole:
    return sit(SUITE, choices(Policy()), judge, setup, place=Place(file, resumed), threads=1, shown=quiet)


def rows(file: Path) -> list[dict[str, object]]:
    found = [json.loads(line) for line in file.read_text().splitlines()]
    for row in found:
        row.pop("ms")
    return found


def told(whole: Whole) -> list[tuple[object, ...]]:
    return [
        (r.case.id, r.decision.outcome, r.decision.score, r.decision.rules, r.decision.reason) for r in whole.results
    ]


def test_a_run_that_was_stopped_in_the_middle_goes_on(tmp_path: Path) -> None:
    """What was decided is on disk, is not asked again, and the whole is the same as in one go."""
    file, once = tmp_path / "out.jsonl", tmp_path / "once.jsonl"
    whole, first = sitting(once, Counting()), Counting(4, gone=True)
    with pytest.raises(KeyboardInterrupt):
        sitting(file, first)
    done = len(rows(file))
    assert 0 < done < len(SUITE.cases)
    second = Counting()
    resumed = sitting(file, second)
    assert resumed.resumed == done
    assert first.asked - 1 + second.asked == whole.document()["judge_calls"] == resumed.document()["judge_calls"]
    assert rows(file) == rows(once)
    assert told(resumed) == told(whole)


def test_a_finished_run_is_not_asked_again(tmp_path: Path) -> None:
    """Resumed once more, nothing happens."""
    file, judge = tmp_path / "out.jsonl", Counting()
    sitting(file, Counting())
    before = file.read_bytes()
    assert sitting(file, judge).resumed == len(SUITE.cases)
    assert (judge.asked, file.read_bytes()) == (0, before)


def test_what_nobody_judged_is_asked_again(tmp_path: Path) -> None:
    """An outage is no answer; the order of the rows is that of the cases all the same."""
    file, once = tmp_path / "out.jsonl", tmp_path / "once.jsonl"
    sitting(once, Counting())
    assert sitting(file, Counting(3)).document()["unjudged"] > 0
    assert sitting(file, Counting()).document()["unjudged"] == 0
    assert rows(file) == rows(once)


def test_a_line_that_was_cut_off_is_decided_again(tmp_path: Path) -> None:
    """The machine stopped while it was written."""
    file = tmp_path / "out.jsonl"
    sitting(file, Counting())
    whole = rows(file)
    file.write_text(file.read_text()[:-40])
    assert sitting(file, Counting()).resumed == len(SUITE.cases) - 1
    assert rows(file) == whole


@pytest.mark.parametrize("name", ["judge", "prompt_sha", "policy_sha"])
def test_another_judge_prompt_or_policy_is_another_run(tmp_path: Path, name: str) -> None:
    """Two runs do not become one."""
    file = tmp_path / "out.jsonl"
    sitting(file, Counting())
    with pytest.raises(InputError, match=f"another run: {name}"):
        sitting(file, Counting(), setup=replace(SETUP, **{name: "other"}))


def test_rows_without_their_setup_are_not_gone_on_with(tmp_path: Path) -> None:
    """Nobody knows what made them."""
    file = tmp_path / "out.jsonl"
    sitting(file, Counting())
    beside(file).unlink()
    with pytest.raises(InputError, match="made with"):
        sitting(file, Counting())


def test_a_label_that_changed_is_another_suite(tmp_path: Path) -> None:
    """What was decided may stand, what it was held to does not."""
    file = tmp_path / "out.jsonl"
    sitting(file, Counting())
    file.write_text(file.read_text().replace('"label": "proportionate"', '"label": "disproportionate"'))
    with pytest.raises(InputError, match="another label"):
        sitting(file, Counting())


def test_out_without_resume_starts_anew(tmp_path: Path) -> None:
    """Nothing of the old file is left."""
    file, judge = tmp_path / "out.jsonl", Counting()
    file.write_text("something else\n")
    assert sitting(file, judge, resumed=False).resumed == 0
    assert judge.asked
    assert len(rows(file)) == len(SUITE.cases)


def test_no_secret_of_the_settings_is_kept(tmp_path: Path) -> None:
    """The file beside the rows is handed around like them."""
    file = tmp_path / "out.jsonl"
    sitting(file, Counting())
    assert "hunter2" not in beside(file).read_text() + json.dumps(SETUP.plain())


def test_exported_cases_are_the_cases(tmp_path: Path) -> None:
    """Read again as rows, they propose and want the same."""
    file = tmp_path / "rows.jsonl"
    cases = gather([ROOT / "evals" / "scenarios"])
    file.write_text(lines(cases))
    again = list(read_rows(file))
    assert [(c.key, c.proposal, c.label, c.want) for c in again] == [
        (c.key, c.proposal, c.label, c.want) for c in cases
    ]
