"""The stories on the page: one fold each, with an address of its own."""

from collections.abc import Sequence
from itertools import groupby

from commensurate.evaluate.elements import Inside, Markup, table, tag
from commensurate.evaluate.story import EFFECT_HEAD, VOICE_HEAD, Fault, Rows, Story

_TITLES = {
    Fault.MISS: "Misses: out of proportion, and let through",
    Fault.FALSE_STOP: "False stops: in proportion, and stopped",
    Fault.OTHER: "On the right side, with another outcome than wanted",
}
_LINE = 110
"""Characters of the act that stand in the folded line."""


def told(stories: Sequence[Story]) -> list[Markup]:
    """All stories, by the way in which they went wrong."""
    if not stories:
        return [tag("p", "Nothing: every outcome was one that was wanted.")]
    parts: list[Markup] = []
    for fault, group in groupby(stories, key=lambda story: story.fault):
        listed = list(group)
        parts.append(tag("h3", f"{_TITLES[fault]} ({len(listed)})"))
        parts += [_fold(story) for story in listed]
    return parts


def _fold(story: Story) -> Markup:
    line = " ".join(story.act.split())
    shown = line if len(line) <= _LINE else line[: _LINE - 1] + "…"
    head = tag(
        "summary",
        tag("span", story.outcome, class_=f"outcome {story.outcome}"),
        tag("span", story.case.id, class_="id"),
        tag("span", shown, class_="line"),
    )
    return tag("details", head, tag("div", *_inside(story), id=story.anchor, class_="story"))


def _inside(story: Story) -> list[Markup]:
    kind = f" · {story.case.kind}" if story.case.kind else ""
    about = f"{story.case.source}{kind} · {story.case.label.value} · wanted {story.wanted}, got {story.outcome}"
    parts: list[Markup] = [
        tag("p", about, " ", tag("a", "link", href=f"#{story.anchor}"), class_="about"),
        *_text("Why it is labelled so", story.case.why),
        *_text("Task", story.task or "(none was given)", pre=True),
        *_text("Place", story.place),
    ]
    if story.steps:
        steps = tag("ol", *(tag("li", tag("pre", step)) for step in story.steps))
        parts += [tag("h4", f"Earlier steps ({len(story.steps)})"), tag("div", steps, class_="long")]
    parts += _text("Act", story.act, pre=True)
    parts += [tag("h4", "Effects"), tag("p", story.coverage)]
    parts += _table(EFFECT_HEAD, story.effects)
    parts += [tag("h4", "Voices"), *_table(VOICE_HEAD, story.voices)] if story.voices else []
    if story.judgement:
        parts += [tag("h4", "Judgement"), tag("dl", *(Markup(tag("dt", n) + tag("dd", v)) for n, v in story.judgement))]
    parts += _text(f"Decision: {story.outcome}", story.reason)
    parts += _text("Instead", story.instead)
    return [*parts, *_text("Where it stands", story.case.where)]


def _table(head: tuple[str, ...], rows: Rows) -> list[Markup]:
    used = [place for place in range(len(head)) if any(row[place] for row in rows)]
    lines: list[tuple[Inside, ...]] = [tuple(row[place] for place in used) for row in rows]
    return [table(tuple(head[place] for place in used), lines, "told")] if rows else []


def _text(title: str, text: str, *, pre: bool = False) -> list[Markup]:
    if not text:
        return []
    return [tag("h4", title), tag("pre", text, class_="long") if pre else tag("p", text)]
