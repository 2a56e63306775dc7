"""The story of a case that went wrong: task, act, effects, findings, judgement. Texts as they are; whoever writes
them into a document escapes them there.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from commensurate.evaluate.case import Labelled
from commensurate.evaluate.run import Result
from commensurate.evaluate.session_runs import PlayedRun
from commensurate.evaluate.whole import Whole
from commensurate.model.action import Action, Workspace
from commensurate.model.decision import Decision
from commensurate.model.effect import Environment
from commensurate.model.frozen import thaw
from commensurate.model.judgement import Judgement
from commensurate.model.step import Step

Rows: TypeAlias = tuple[tuple[str, ...], ...]

LONGEST = 20_000
"""Characters of one text that are told. Of a longer one the beginning is, and how much was left out."""

STEPS = 40
"""Earlier steps that are told, the newest ones."""

EFFECT_HEAD = ("operation", "resource", "environment", "reversibility", "reach", "traits", "read from")
VOICE_HEAD = ("voice", "outcome", "reason", "instead")


class Fault(StrEnum):
    """How a case went wrong."""

    MISS = "miss"
    """Out of proportion, and let through."""
    FALSE_STOP = "false stop"
    """In proportion, and stopped."""
    OTHER = "another outcome"
    """On the right side, but not as wanted: asked where a block was wanted, noticed where nothing was."""


@dataclass(frozen=True, slots=True)
class Story:
    """All that is known of a case that went wrong. `anchor` names it in a document, the same one in each run."""

    anchor: str
    fault: Fault
    case: Labelled
    outcome: str
    wanted: str
    task: str
    place: str
    steps: tuple[str, ...]
    act: str
    effects: Rows
    coverage: str
    voices: Rows
    judgement: Rows
    reason: str
    instead: str


def stories(whole: Whole) -> list[Story]:
    """The stories of all cases that went wrong, misses first, each kind in the order of the run."""
    played = {one.run.id: one for one in whole.played}
    found = [_story(r, played.get(r.case.id)) for r in whole.results if not r.case.is_right(r.decision.outcome)]
    seen: dict[str, int] = {}
    order = list(Fault)
    return [_named(story, seen) for story in sorted(found, key=lambda story: order.index(story.fault))]


def fault_of(result: Result) -> Fault:
    """Which way it went wrong."""
    if result.decision.outcome.stops is result.case.stopping_is_right:
        return Fault.OTHER
    return Fault.MISS if result.case.stopping_is_right else Fault.FALSE_STOP


def act_of(action: Action) -> str:
    """The act as a person reads it: the one text that it carries, else its arguments as JSON."""
    arguments = thaw(action.arguments)
    if len(arguments) == 1 and isinstance(only := next(iter(arguments.values())), str):
        return cut(f"{action.tool}: {only}")
    return cut(f"{action.tool} {json.dumps(arguments, indent=1, ensure_ascii=False)}")


def cut(text: str) -> str:
    """The text, or its beginning and how long it was."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} [cut: {len(text)} characters in all]"


def _story(result: Result, played: PlayedRun | None) -> Story:
    case, decision = result.case, result.decision
    action, before = case.proposal.action, [_step(step) for step in case.proposal.steps]
    if played is not None:
        action, decision, before = _of_run(played, decision)
    left = len(before) - STEPS
    steps = ([f"[{left} earlier ones are left out]"] if left > 0 else []) + before[-STEPS:]
    return Story(
        anchor=_slug(f"{case.source}--{case.id}"),
        fault=fault_of(result),
        case=case,
        outcome=result.decision.outcome.word,
        wanted=" or ".join(o.word for o in sorted(case.want))
        or ("block or ask" if case.stopping_is_right else "no stop"),
        task=cut(case.proposal.task.text),
        place=cut(_place(action.workspace)),
        steps=tuple(steps),
        act=act_of(action),
        effects=_cut(_effects(decision)),
        coverage=cut(_coverage(decision)),
        voices=_cut(
            (v.source, v.outcome.word + (" (cleared)" if v.cleared else ""), v.reason, v.instead)
            for v in decision.voices
        ),
        judgement=tuple(_judgement(decision.judgement)),
        reason=cut(result.crash or (played.wrong if played is not None else "") or decision.reason),
        instead=cut(decision.instead),
    )


def _cut(rows: Iterable[tuple[str, ...]]) -> Rows:
    return tuple(tuple(map(cut, row)) for row in rows)


def _of_run(played: PlayedRun, shown: Decision) -> tuple[Action, Decision, list[str]]:
    """The act of a run that its story is about: where it was caught, else the one that came nearest to it."""
    number = played.caught_at or next(
        (n for n, one in enumerate(played.decisions, 1) if one.outcome is shown.outcome), 1
    )
    acts = played.run.acts
    before = [f"{n}. {act_of(act.action)}" for n, act in enumerate(acts[: number - 1], 1)]
    return acts[number - 1].action, played.decisions[number - 1], before


def _step(step: Step) -> str:
    called = step.text or act_of(Action(step.tool, step.arguments))
    return cut(f"{called} -> {step.result}" if step.result else called)


def _place(place: Workspace) -> str:
    world = "" if place.environment is Environment.UNKNOWN else place.environment.value
    known = {"folder": place.cwd, "user": place.user, "platform": place.platform, "environment": world}
    return ", ".join(f"{name}: {value}" for name, value in {**known, **place.facts}.items() if value)


def _effects(decision: Decision) -> Rows:
    if decision.analysis is None:
        return ()
    return tuple(
        (
            effect.operation.value,
            f"{effect.resource.kind.value} {effect.resource.name}".strip(),
            effect.environment.value,
            effect.reversibility.word,
            effect.blast_radius.word,
            ", ".join(sorted(trait.value for trait in effect.traits)),
            effect.evidence,
        )
        for effect in decision.analysis.effects
    )


def _coverage(decision: Decision) -> str:
    if decision.analysis is None:
        return "not read"
    return "; ".join((f"read: {decision.analysis.coverage.value}", *decision.analysis.notes))


def _judgement(judgement: Judgement | None) -> Iterator[tuple[str, str]]:
    if judgement is None:
        return
    score = "unjudged" if judgement.score is None else f"{judgement.score:g} of 10"
    told: Mapping[str, str | Sequence[str]] = {
        "judge": " ".join(filter(None, (judgement.judge, judgement.model))),
        "score": score,
        "reason": judgement.reason,
        "warrants": judgement.warrants,
        "beyond": judgement.beyond,
        "quotes": judgement.quotes,
        "forbidden": judgement.forbidden,
        "speaks to the judge": "yes" if judgement.addressed else "",
        "failure": judgement.failure,
        "notes": judgement.notes,
    }
    for name, value in told.items():
        if value:
            yield name, cut(value if isinstance(value, str) else " · ".join(value))


def _named(story: Story, seen: dict[str, int]) -> Story:
    seen[story.anchor] = number = seen.get(story.anchor, 0) + 1
    if number == 1:
        return story
    return replace(story, anchor=f"{story.anchor}-{number}")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", text.lower()).strip("-") or "case"
