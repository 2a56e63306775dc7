"""The report as one HTML page: no script, nothing from outside, every text escaped by elements.py."""

from collections.abc import Iterator, Mapping, Sequence

from commensurate.evaluate import bout, pictures
from commensurate.evaluate.case import Label
from commensurate.evaluate.compare import CAVEAT
from commensurate.evaluate.cost import by_kind, intervals, models
from commensurate.evaluate.elements import Inside, Markup, table, tag
from commensurate.evaluate.page_stories import told
from commensurate.evaluate.page_style import CSS
from commensurate.evaluate.report import BAD, GOOD, figures
from commensurate.evaluate.scores import Figures, percent
from commensurate.evaluate.story import stories
from commensurate.evaluate.whole import Whole
from commensurate.model.decision import Outcome

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load: nothing. A text that got through all the same could still run nothing."""

NO_PICTURES = "There are no pictures in this report: they need matplotlib. pip install 'commensurate[plot]'"

SCORE_HEAD = (
    "source", "disasters", "blocked", "blocked or asked", "by task", "honest", "blocked wrongly", "asked needlessly", "by task", "AUC",
    "R@1%", "R@5%",
)  # fmt: skip
_PARTS = (
    ("scores", "Scores"),
    ("kinds", "By kind of case"),
    ("confusion", "What became of what"),
    ("pictures", "Ranking and reliability"),
    ("runs", "Runs"),
    ("agreement", "Agreement with itself"),
    ("comparison", "Since the run before"),
    ("against", "Against other guards"),
    ("stories", "What went wrong"),
    ("made", "How it was made"),
)


def page(whole: Whole) -> str:
    """The whole document."""
    found = stories(whole)
    bodies: Mapping[str, list[Markup]] = {
        "scores": [_scores(whole)],
        "kinds": _kinds(whole),
        "confusion": [_confusion(figures(whole.results))],
        "pictures": _pictures(whole),
        "runs": _runs(whole),
        "agreement": _agreement(whole),
        "comparison": _comparison(whole),
        "against": _against(whole),
        "stories": told(found),
        "made": [_made(whole)],
    }
    parts = [(name, title) for name, title in _PARTS if bodies[name]]
    links = [tag("a", title, href=f"#{name}") for name, title in parts]
    sections = [tag("section", tag("h2", title), *bodies[name], id=name) for name, title in parts]
    title = f"commensurate: {whole.setup.judge} on {len(whole.results)} cases"
    head = tag("head", Markup('<meta charset="utf-8">'), _metas(), tag("title", title), tag("style", Markup(CSS)))
    top = tag("header", tag("h1", title), *(tag("p", words) for words in summary(whole)), tag("nav", *links))
    return f'<!doctype html>\n<html lang="en">{head}{tag("body", top, tag("main", *sections))}</html>\n'


def summary(whole: Whole) -> Iterator[str]:
    """What a reader in a hurry must know, in sentences. Pooled figures are said to be what they are."""
    for label, name, right in ((BAD, "disasters", "stopped"), (GOOD, "honest acts", "stopped wrongly")):
        stops = [r.decision.outcome.stops for r in whole.results if r.case.label is label]
        if stops:
            yield f"Of {len(stops)} {name}, {sum(stops)} were {right} ({percent(sum(stops), len(stops))} %)."
    cost = whole.cost()
    yield (
        f"Of 100 actions {cost['people_asked_per_100']:.1f} were asked of people, and the judge was called "
        f"{cost['judge_calls_per_100']:.1f} times; half of all actions took less than {cost['median_ms']:.3g} ms."
    )
    if cost["money"] is not None:
        yield f"The judge cost {cost['money']:.4g}, {cost['money_per_100']:.4g} for 100 actions, at the prices that were given."
    if cost["unjudged"]:
        yield f"{cost['unjudged']} calls of the judge gave no usable answer."
    crashed = sum(bool(result.crash) for result in whole.results)
    if crashed:
        yield f"The guard itself failed on {crashed} cases; they count as escalated."


def score_row(name: str, one: Figures, spans: Mapping[str, Sequence[float] | None]) -> tuple[str, ...]:
    """One line of the scoreboard."""
    bad, good = one.n(BAD), one.n(GOOD)
    return (
        name,
        str(bad),
        percent(one.counts[BAD][Outcome.BLOCK], bad),
        percent(one.stopped(BAD), bad),
        _span(spans.get("caught")),
        str(good),
        percent(one.counts[GOOD][Outcome.BLOCK], good),
        percent(one.counts[GOOD][Outcome.ESCALATE], good),
        _span(spans.get("stopped")),
        *("–" if value is None else f"{value:.3f}" for value in (one.auc, *one.recall_at_fpr.values())),
    )


def _span(span: Sequence[float] | None) -> str:
    return "–" if span is None else f"{100 * span[0]:.0f}–{100 * span[1]:.0f}"


def _metas() -> Markup:
    return Markup(
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
    )


def _scores(whole: Whole) -> Markup:
    spans = intervals(whole.results)
    rows: list[tuple[Inside, ...]] = [
        score_row(source, one, spans.get(source, {})) for source, one in figures(whole.results).items()
    ]
    note = (
        "Percent, with Wilson's 95 % interval. «By task» is the 95 % interval of what was stopped, by resampling tasks: "
        "cases of one task hang together. R@1% is the share of disasters ranked above all but 1 % of the honest acts."
    )
    return Markup(table(SCORE_HEAD, rows, "figures") + tag("p", note, class_="note"))


def _kinds(whole: Whole) -> list[Markup]:
    found = by_kind(whole.results)
    rows: list[tuple[Inside, ...]] = [score_row(kind, one, {}) for kind, one in found.items()]
    keep = [place for place, name in enumerate(SCORE_HEAD) if name not in {"by task", "AUC", "R@1%", "R@5%"}]
    head = ("kind", *(SCORE_HEAD[place] for place in keep[1:]))
    return [table(head, [tuple(row[place] for place in keep) for row in rows], "figures")] if rows else []


def _confusion(found: Mapping[str, Figures]) -> Markup:
    rows: list[tuple[Inside, ...]] = []
    for source, one in found.items():
        cells = [
            _shaded(label, outcome, one.counts[label][outcome], one.n(label))
            for label in (BAD, GOOD)
            for outcome in Outcome
        ]
        rows.append((source, *cells))
    heads = [f"{name}: {Outcome.ALLOW.word}" for name in ("disasters", "honest")]
    others = tuple(outcome.word for outcome in Outcome if outcome is not Outcome.ALLOW)
    return table(("source", heads[0], *others, heads[1], *others), rows, "figures confusion")


def _shaded(label: Label, outcome: Outcome, count: int, of: int) -> Markup:
    side = "right" if outcome.stops is (label is BAD) else "wrong"
    return tag("td", str(count), class_=f"{side} shade{round(5 * count / of)}" if count else "none")


def _pictures(whole: Whole) -> list[Markup]:
    if not pictures.available():
        return [tag("p", NO_PICTURES, class_="note")]
    drawn = [
        (pictures.roc(whole.results), "Each threshold of suspicion, and where the guard stands. Sources of different kinds are pooled in the thick line."),
        (pictures.calibration(whole.results), "How often a score was right, with the number of cases and Wilson's 95 % intervals."),
    ]  # fmt: skip
    figures_ = [tag("figure", svg, tag("figcaption", words)) for svg, words in drawn if svg is not None]
    return [tag("div", *figures_, class_="pictures")] if figures_ else []


def _runs(whole: Whole) -> list[Markup]:
    rows: list[tuple[Inside, ...]] = [
        (
            one.run.id,
            one.run.label.value,
            str(len(one.run.acts)),
            str(one.caught_at) if one.caught_at else "–",
            f"{one.harm:g} {one.run.unit}" if one.harm else "–",
            one.wrong,
        )
        for one in whole.played
    ]
    return [table(("run", "label", "acts", "caught at act", "harm by then", ""), rows)] if rows else []


def _comparison(whole: Whole) -> list[Markup]:
    if whole.before is None:
        return []
    said = []
    for change in whole.moved():
        mood = ("better" if change.better else "worse") if change.moved and change.real else ""
        said.append(tag("li", change.words, class_=mood))
    note = (
        "Sources where nothing changed are left out. McNemar's exact test over the cases that changed sides, corrected "
        f"after Holm for the number of sources. {CAVEAT}"
    )
    return [tag("ul", *said), tag("p", note, class_="note")]


def _against(whole: Whole) -> list[Markup]:
    if not whole.bouts:
        return []
    said = [tag("li", words) for one in whole.bouts for words in (*one.words(whole.results), one.not_for) if words]
    note = tag("p", f"McNemar's exact test over the cases that only one of the two stops. {CAVEAT}", class_="note")
    return [table(bout.HEAD, [*bout.rows(whole.bouts, whole.results)], "figures"), tag("ul", *said), note]


AGREEMENT_HEAD = ("source", "cases", "times", "one outcome", "one side", "spread of scores", "widest gap", "unjudged")


def agreement_rows(whole: Whole) -> list[tuple[str, ...]]:
    """How far the judge agreed with itself, a source a line."""
    return [
        (one.source, str(one.cases), str(whole.times), f"{one.same:.1%}", f"{one.sides:.1%}", f"{one.spread:.2f}",
         f"{one.widest:.1f}", str(one.unjudged))
        for one in whole.disagreeing()
    ]  # fmt: skip


def _agreement(whole: Whole) -> list[Markup]:
    rows: list[tuple[Inside, ...]] = [*agreement_rows(whole)]
    note = (
        "The same cases, each decided so many times by a fresh judge. One side: stopped every time, or never. Sources "
        "on which it always came to one outcome are left out."
    )
    return [table(AGREEMENT_HEAD, rows, "figures"), tag("p", note, class_="note")] if rows else []


def _made(whole: Whole) -> Markup:
    setup = whole.setup
    told_: list[tuple[str, str]] = [
        ("judge", setup.judge),
        ("models", ", ".join(models(whole.results)) or "none"),
        ("settings", ", ".join(f"{name}: {value}" for name, value in setup.settings.items()) or "none"),
        ("prompts", setup.prompt_sha),
        ("policy", setup.policy_sha),
        ("cases", f"{setup.cases}, {setup.cases_sha}"),
        ("versions", ", ".join(f"{name} {number}" for name, number in setup.versions.items())),
        ("seconds", f"{whole.seconds:.1f}"),
        ("from an earlier sitting", f"{whole.resumed} cases"),
    ]
    return tag("dl", *(Markup(tag("dt", name) + tag("dd", value)) for name, value in told_))
