"""A case as the messages that a judge model is sent. Pure: equal cases give equal messages.

The system message is static, so that a provider's prompt cache serves it. The user message holds one JSON document:
every string of the case, the human's too, stands in it as a JSON string (see plain.py), so nothing can end the
field that it stands in. What does not fit is cut in the open: steps from the oldest, long results and long actions
in their middle. `not_shown` counts what was cut of the action and of the human's words: no judge can vouch for it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from commensurate.judges.plain import as_json
from commensurate.judges.prompts import PLACE, Prompts
from commensurate.model.analysis import Analysis
from commensurate.model.effect import Effect, Trait
from commensurate.model.finding import Finding
from commensurate.model.frozen import canonical, thaw
from commensurate.model.step import Step
from commensurate.ports import Case
from commensurate.warrant.turns import standing

CHARACTERS_A_TOKEN = 4
"""An estimate that holds for English prose and code; other scripts take more tokens, which budgets leave room for."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of a case is shown, in tokens. The shares of the words and of the action are parts of `tokens`."""

    tokens: int = 24_000
    words_share: float = 0.4
    action_share: float = 0.4
    effects: int = 60
    """How many effects are listed, the gravest first; the rest is counted."""
    evidence: int = 400
    """Characters of evidence shown for one effect or finding."""

    def characters(self, share: float) -> int:
        """A share of the budget in characters."""
        return int(self.tokens * CHARACTERS_A_TOKEN * share)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a judge model is sent. `sha` names the messages; `not_shown` is in characters."""

    messages: tuple[Mapping[str, str], ...]
    sha: str
    case_sha: str
    not_shown: int
    steps_not_shown: int = 0
    tokens: int = field(default=0)
    """An estimate."""


def brief_of(case: Case, prompts: Prompts, budget: Budget | None = None) -> Brief:
    """Write the messages for a case."""
    budget = budget or Budget()
    words, words_cut = _words(case.task.words, case.task.later, budget.characters(budget.words_share))
    action, action_cut = _action(case, budget.characters(budget.action_share))
    document: dict[str, Any] = {"human_words": words, "provenance": str(case.task.provenance)}
    limits = list(dict.fromkeys(limit.words for limit in standing(case.task, case.analysis).warrant.constraints))
    if limits:
        document["limits_that_a_grammar_found_in_them"] = [cut(words, budget.evidence)[0] for words in limits[:40]]
    document["action"] = action
    document["not_shown"] = f"{words_cut + action_cut} characters"
    document["readers"] = _readers(case.analysis, budget)
    if case.findings:
        document["rules_that_spoke"] = [_finding(f, budget) for f in case.findings]
    left = budget.tokens * CHARACTERS_A_TOKEN - len(as_json(document))
    document["earlier_steps_newest_first"], missing = _steps(case.steps, max(left, 0))
    if missing:
        document["older_steps_not_shown"] = missing
    user = prompts.brief.replace(PLACE, as_json(document))
    messages = ({"role": "system", "content": prompts.system}, {"role": "user", "content": user})
    return Brief(
        messages=messages,
        sha=_sha(list(messages)),
        case_sha=case_sha(case),
        not_shown=words_cut + action_cut,
        steps_not_shown=missing,
        tokens=sum(len(m["content"]) for m in messages) // CHARACTERS_A_TOKEN,
    )


def case_sha(case: Case) -> str:
    """sha256 of what the host handed over: words, provenance, action, steps. Better readers do not change it."""
    steps = [[s.tool, s.arguments, s.result, s.text] for s in case.steps]
    return _sha([case.task.words, list(case.task.later), case.task.provenance, case.action.digest, steps])


def static_share(brief: Brief, prompts: Prompts) -> float:
    """The part of the messages, 0 to 1, that is the same for every case and stands first: what a prompt cache serves."""
    total = sum(len(m["content"]) for m in brief.messages)
    return (len(prompts.system) + prompts.brief.index(PLACE)) / total


def cut(text: str, length: int) -> tuple[str, int]:
    """At most about `length` characters: two thirds head, one third tail, the cut stated. And how many went."""
    if len(text) <= length:
        return text, 0
    head, tail = length * 2 // 3, length // 3
    gone = len(text) - head - tail
    return f"{text[:head]} …[{gone} characters cut here]… {text[len(text) - tail :]}", gone


def _sha(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _words(words: str, later: Sequence[str], length: int) -> tuple[list[str], int]:
    """All of the human's messages; where they are too many to show, each gets an equal part."""
    messages = [words, *later]
    if sum(map(len, messages)) <= length:
        return messages, 0
    cuts = [cut(message, max(length // len(messages), 200)) for message in messages]
    return [text for text, _ in cuts], sum(gone for _, gone in cuts)


def _action(case: Case, length: int) -> tuple[dict[str, Any], int]:
    action, place = case.action, case.action.workspace
    arguments = thaw(action.arguments)
    text = json.dumps(arguments, ensure_ascii=False)
    shown, gone = (arguments, 0) if len(text) <= length else cut(text, length)
    hints = {
        name: getattr(action.annotations, name) for name in ("read_only", "destructive", "idempotent", "open_world")
    }
    told: dict[str, Any] = {
        "tool": action.tool,
        "arguments": shown,
        "agent": action.agent,
        "cwd": place.cwd,
        "home": place.home,
        "folders_of_the_task": list(place.roots),
        "user": place.user,
        "platform": place.platform,
        "declared_environment": "" if place.environment == "unknown" else str(place.environment),
        "told_by_the_host": dict(place.facts),
        "the_tool_says_of_itself": action.description[:2000],
        "the_tools_own_hints": {name: value for name, value in hints.items() if value is not None},
    }
    return {name: value for name, value in told.items() if value or name in ("tool", "arguments")}, gone


def _readers(analysis: Analysis, budget: Budget) -> dict[str, Any]:
    gravest = sorted(analysis.effects, key=lambda e: (e.changes, e.reversibility, e.blast_radius), reverse=True)
    shown = [_effect(e, budget) for e in gravest[: budget.effects]]
    told: dict[str, Any] = {"understood": str(analysis.coverage), "effects": shown}
    if len(gravest) > budget.effects:
        told["more_effects"] = len(gravest) - budget.effects
    if analysis.notes:
        told["notes"] = [cut(note, budget.evidence)[0] for note in analysis.notes[: budget.effects]]
    return told


def _effect(effect: Effect, budget: Budget) -> dict[str, Any]:
    told: dict[str, Any] = {
        "does": "tell the human" if Trait.CLAIMS in effect.traits else str(effect.operation),
        "to": str(effect.resource.kind),
        "name": cut(effect.resource.name, budget.evidence)[0],
        "count": effect.resource.count,
        "environment": "" if effect.environment == "unknown" else str(effect.environment),
        "reversibility": effect.reversibility.word if effect.changes else "",
        "reach": effect.blast_radius.word if effect.changes else "",
        "also": sorted(effect.traits),
        "read_from": cut(effect.evidence, budget.evidence)[0],
    }
    return {name: value for name, value in told.items() if value not in ("", None, [])}


def _finding(finding: Finding, budget: Budget) -> dict[str, str]:
    return {"rule": finding.rule, "says": cut(finding.reason, budget.evidence)[0]}


def _steps(steps: Sequence[Step], length: int) -> tuple[list[dict[str, Any]], int]:
    """Newest first. One step may take half of what is left, so that a long result cannot push all others out."""
    shown: list[dict[str, Any]] = []
    for ago, step in enumerate(reversed(steps), 1):
        if length < 200:
            return shown, len(steps) - ago + 1
        share = max(length // 2, 200)
        told = {"steps_ago": ago, **_step(step, share)}
        shown.append(told)
        length -= len(as_json(told))
    return shown, 0


def _step(step: Step, length: int) -> dict[str, Any]:
    told: dict[str, Any] = {"tool": step.tool}
    if step.arguments:
        text = json.dumps(thaw(step.arguments), ensure_ascii=False)
        told["arguments"] = thaw(step.arguments) if len(text) <= length // 2 else cut(text, length // 2)[0]
    told["result"] = cut(step.result, length)[0]
    told["text"] = cut(step.text, length)[0]
    return {name: value for name, value in told.items() if value}
