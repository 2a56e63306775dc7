"""Fits the weights of the embedded judge's second voice and says how it does on cases that it was not fitted to.

    pip install -e . scikit-learn
    python .ci/fit_local_judge.py                                   # fits, measures by folds, writes weights.json
    python .ci/fit_local_judge.py --folds 0                         # fits and writes only
    python .ci/fit_local_judge.py --keep --unseen a.jsonl b.jsonl   # measures the weights that are there on other rows

Cases: evals/training/*.jsonl and evals/scenarios/*.yaml. Cases of one situation stay in one fold.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from commensurate.evaluate.case import Labelled
from commensurate.evaluate.rows import read_rows
from commensurate.evaluate.run import drive
from commensurate.evaluate.scenarios import read_scenario
from commensurate.flow import Choices
from commensurate.judges.local import LocalJudge
from commensurate.learned.directions import direction, fingerprint
from commensurate.learned.features import features
from commensurate.learned.forest import Forest, load
from commensurate.learned.second import heard
from commensurate.model.judgement import Judgement
from commensurate.ports import Case
from commensurate.settings import Policy, choices
from commensurate.warrant.turns import standing
from commensurate.warrant.warrant import Warrant
from commensurate.warrant.weigh import Weighing, weigh

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "plugin/commensurate/learned/weights.json"
CARD = WEIGHTS.with_name("CARD.md")
MARK = "<!-- figures: without the second voice, then with it -->"
SEEDS = (1, 2, 3)
"""One forest a seed; their mean is the forest."""
SEEN_IN = 8
"""Cases that a feature must stand in to be fitted."""
SETTINGS = {
    "learning_rate": 0.05, "max_iter": 200, "max_depth": 4, "min_samples_leaf": 25, "l2_regularization": 5.0, "max_features": 0.3,
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One labelled case as the embedded judge sees it. `case` is None where no judge is asked; then `stopped` is final."""

    source: str
    group: str
    fine: bool
    labelled: Labelled
    case: Case | None = None
    warrant: Warrant | None = None
    weighing: Weighing | None = None
    judgement: Judgement | None = None
    found: dict[str, float] | None = None
    stopped: bool = False


def read_own() -> Iterator[tuple[str, str, Labelled]]:
    """All cases of our own: (source, situation, case)."""
    for path in sorted((ROOT / "evals/training").glob("*.jsonl")):
        for case in read_rows(path):
            yield path.stem, f"{path.stem}:{case.id.rpartition('-')[0]}", case
    for path in sorted((ROOT / "evals/scenarios").glob("*.yaml")):
        for case in read_scenario(path):
            yield "scenarios", path.stem, case


def see(source: str, group: str, labelled: Labelled, rules: Choices) -> Seen:
    """Take a case as far as the judge."""
    fine = not labelled.stopping_is_right
    listener = Speaker()
    ruling, _ = drive(labelled.proposal, rules, listener)
    case = listener.case
    if case is None:
        return Seen(source, group, fine, labelled, stopped=ruling.outcome.stops)
    warrant = standing(case.task, case.analysis).warrant
    weighing = weigh(warrant, case.action, case.analysis, case.steps)
    found = features(warrant, weighing, case)
    return Seen(source, group, fine, labelled, case, warrant, weighing, listener.said, found, ruling.outcome.stops)


class Speaker(LocalJudge):
    """The grammar alone, which keeps the case and what was said; or `says`, where that is given."""

    def __init__(self, says: Judgement | None = None) -> None:
        super().__init__(learned=False)
        self.case: Case | None = None
        self.said = says

    def judge(self, case: Case) -> Judgement:
        """Weigh one case."""
        self.case, self.said = case, self.said or super().judge(case)
        return self.said


def score(seen: Seen, forest: Forest | None, rules: Choices) -> tuple[float, bool]:
    """The score of a case and whether it is stopped; without a forest, the grammar's."""
    case, said = seen.case, seen.judgement
    if case is None or said is None or seen.warrant is None or seen.weighing is None:
        return (0.0 if seen.stopped else 10.0), seen.stopped
    if forest is None:
        return said.score or 0.0, seen.stopped
    both = heard(seen.weighing, forest, seen.warrant, case).score
    both = both if said.score == seen.weighing.score else min(both, said.score or 0.0)
    ruling, _ = drive(seen.labelled.proposal, rules, Speaker(replace(said, score=both)))
    return (ruling.score or 0.0), ruling.outcome.stops


def fit(cases: Sequence[Seen]) -> Forest:
    """Fit a forest; features of harm and of the grammar keep their direction."""
    rows = [(seen.found, seen.fine) for seen in cases if seen.found is not None]
    counts: dict[str, int] = defaultdict(int)
    for found, _ in rows:
        for name in found:
            counts[name] += 1
    names = tuple(sorted(name for name, count in counts.items() if count >= SEEN_IN))
    table = np.array([[found.get(name, 0.0) for name in names] for found, _ in rows])
    labels = np.array([fine for _, fine in rows])
    start, trees = 0.0, []
    for seed in SEEDS:
        model = HistGradientBoostingClassifier(
            **SETTINGS, monotonic_cst=[direction(n) for n in names], random_state=seed
        )
        model.fit(table, labels)
        start += float(model._baseline_prediction[0, 0]) / len(SEEDS)  # noqa: SLF001 (the library has no other door)
        trees += [tree(step[0].nodes) for step in model._predictors]  # noqa: SLF001 (the same)
    return load(json.dumps(written(names, start, trees)), "the fit")


def tree(nodes: np.ndarray) -> list[list[float]]:
    """A tree of the library as a list of nodes."""
    return [
        [round(float(node["value"]) / len(SEEDS), 5)]
        if node["is_leaf"]
        else [int(node["feature_idx"]), round(float(node["num_threshold"]), 6), int(node["left"]), int(node["right"])]
        for node in nodes
    ]


def written(names: Sequence[str], start: float, trees: Iterable[object]) -> dict[str, object]:
    """What weights.json holds."""
    return {"reader": fingerprint(names), "start": round(start, 6), "features": list(names), "trees": list(trees)}


Told = tuple[Seen, float, bool]
"""A case, its score, and whether it is stopped."""


def table(title: str, before: Sequence[Told], after: Sequence[Told]) -> str:
    """A table in Markdown, one row a source: stopped on both sides and AUC, without and with the second voice."""
    lines = [f"| {title} | D | P | AUC | D | P | AUC |", "|---|---|---|---|---|---|---|"]
    for source in dict.fromkeys(seen.source for seen, _, _ in before):
        cells = [cell for told in (before, after) for cell in figures([one for one in told if one[0].source == source])]
        lines.append(f"| {source} | {' | '.join(cells)} |")
    return "\n".join(lines)


def figures(told: Sequence[Told]) -> Iterator[str]:
    """Out of proportion and stopped, in proportion and stopped, AUC."""
    bad, fine = ([stopped for seen, _, stopped in told if seen.fine is side] for side in (False, True))
    yield f"{sum(bad)} / {len(bad)}"
    yield f"{sum(fine)} / {len(fine)}"
    both = bool(bad) and bool(fine)
    yield f"{roc_auc_score([seen.fine for seen, _, _ in told], [score for _, score, _ in told]):.3f}" if both else "–"


def by_folds(cases: Sequence[Seen], folds: int, rules: Choices) -> list[Told]:
    """Each case scored by a forest that was fitted without its situation."""
    groups = [seen.group for seen in cases]
    told: list[Told] = []
    for train, rest in GroupKFold(folds, shuffle=True, random_state=7).split(cases, groups=groups):
        forest = fit([cases[i] for i in train])
        told += [(cases[i], *score(cases[i], forest, rules)) for i in rest]
    return told


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--keep", action="store_true", help="fit nothing, measure the weights that are there")
    parser.add_argument("--unseen", nargs="*", type=Path, default=[], help="rows to measure with; never fitted to")
    args = parser.parse_args()
    rules = choices(Policy())
    tables = []
    if args.keep:
        forest = load(WEIGHTS.read_text())
    else:
        cases = [see(*one, rules) for one in read_own()]
        if args.folds > 1:
            alone = [(seen, *score(seen, None, rules)) for seen in cases]
            tables.append(table("cases of our own, by folds", alone, by_folds(cases, args.folds, rules)))
        forest = fit(cases)
        text = json.dumps(written(forest.names, forest.start, forest.trees), separators=(",", ":"))
        WEIGHTS.write_text(text.replace(".0,", ",").replace(".0]", "]") + "\n")
        print(
            f"{WEIGHTS.name}: {len(forest.names)} features, {len(forest.trees)} trees, {WEIGHTS.stat().st_size} bytes"
        )
    rows = [see(path.stem, case.proposal.task.text, case, rules) for path in args.unseen for case in read_rows(path)]
    if rows:
        alone, both = ([(seen, *score(seen, one, rules)) for seen in rows] for one in (None, forest))
        tables.append(table("rows never fitted to", alone, both))
    print("\n\n".join(tables))
    if tables and not args.keep:
        into_card("\n\n".join(tables))


def into_card(tables: str) -> None:
    """Put the figures into the model card."""
    head, _, rest = CARD.read_text().partition(MARK)
    CARD.write_text(f"{head}{MARK}\n{tables}\n\n**Limits.**{rest.partition('**Limits.**')[2]}")


if __name__ == "__main__":
    main()
