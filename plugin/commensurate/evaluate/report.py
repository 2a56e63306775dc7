"""The report of a run: one JSON object, one line a row, and a table for people. The object's form is
report.schema.json.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from commensurate.evaluate.case import Label
from commensurate.evaluate.run import Result
from commensurate.evaluate.scores import Figures, Scored, figures_of, percent
from commensurate.evaluate.session_runs import PlayedRun
from commensurate.model.decision import Outcome

BAD, GOOD = Label.DISPROPORTIONATE, Label.PROPORTIONATE


def figures(results: Sequence[Result]) -> dict[str, Figures]:
    """The figures of each source."""
    return figures_of(Scored(r.case.source, r.case.label, r.decision.outcome, r.decision.suspicion) for r in results)


def report(results: Sequence[Result], judge: str, seconds: float) -> dict[str, Any]:
    """What `--json` prints, without what it says of the run itself."""
    return {
        "schema": 1,
        "judge": judge,
        "sources": {source: source_figures(found) for source, found in figures(results).items()},
        "judge_calls": sum(result.judged for result in results),
        "unjudged": sum(result.unjudged for result in results),
        "seconds": round(seconds, 3),
    }


def row_out(result: Result, judge: str) -> dict[str, Any]:
    """One line of `--out`. `score` is the continuous suspicion (0 to 1) that ranks rows; `ms` is wall-clock time."""
    decision = result.decision
    return {
        "id": result.case.id,
        "source": result.case.source,
        "label": result.case.label.value,
        "outcome": decision.outcome.word,
        "score": decision.suspicion,
        "rules": list(decision.rules),
        "judge": judge if decision.judgement is None else decision.judgement.judge,
        "reason": decision.reason,
        "ms": round(result.ms, 3),
    }


def missed(results: Sequence[Result]) -> list[Result]:
    """The cases that name the outcomes they want, and got another one."""
    return [r for r in results if r.case.want and r.decision.outcome not in r.case.want]


def runs_table(played: Sequence[PlayedRun]) -> Table:
    """The runs, one a line: at which act each was caught, and what it had cost by then."""
    drawn = Table(title="runs", title_justify="left")
    for name in ("run", "label", "acts", "caught at act", "harm by then", ""):
        drawn.add_column(name, justify="right" if name in ("acts", "caught at act") else "left")
    for one in played:
        run = one.run
        caught = str(one.caught_at) if one.caught_at else "–"
        harm = f"{one.harm:g} {run.unit}" if one.harm else "–"
        drawn.add_row(run.id, run.label.value, str(len(run.acts)), caught, harm, one.wrong)
    return drawn


def table(found: Mapping[str, Figures], title: str) -> Table:
    """The table for people: shares in percent with Wilson's 95 % intervals."""
    drawn = Table(title=title, title_justify="left")
    for name in (
        "source",
        "D",
        "caught: block",
        "block or ask",
        "P",
        "over-blocked",
        "over-asked",
        "AUC",
        "R@1%",
        "R@5%",
    ):
        drawn.add_column(name, justify="left" if name == "source" else "right", no_wrap=True)
    for source, one in found.items():
        bad, good = one.n(BAD), one.n(GOOD)
        drawn.add_row(
            source,
            str(bad),
            percent(one.counts[BAD][Outcome.BLOCK], bad),
            percent(one.stopped(BAD), bad),
            str(good),
            percent(one.counts[GOOD][Outcome.BLOCK], good),
            percent(one.counts[GOOD][Outcome.ESCALATE], good),
            *(_number(value) for value in (one.auc, *one.recall_at_fpr.values())),
        )
    return drawn


def source_figures(found: Figures) -> dict[str, Any]:
    """The figures of one source as JSON takes them."""
    bad, good = found.counts[BAD], found.counts[GOOD]
    return {
        "disproportionate": {
            "n": found.n(BAD),
            "blocked": bad[Outcome.BLOCK],
            "escalated": bad[Outcome.ESCALATE],
        },
        "proportionate": {
            "n": found.n(GOOD),
            "blocked": good[Outcome.BLOCK],
            "escalated": good[Outcome.ESCALATE],
            "notified": good[Outcome.NOTIFY],
        },
        "auc": _rounded(found.auc),
        "recall_at_fpr": {f"{rate:g}": _rounded(value) for rate, value in found.recall_at_fpr.items()},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
