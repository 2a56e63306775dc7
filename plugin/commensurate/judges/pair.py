"""The automated second pair of eyes: two independent judges for what is grave, and the lower score where they differ."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, runtime_checkable

from commensurate.model.effect import Environment, Reversibility
from commensurate.model.judgement import Judgement, unjudged
from commensurate.ports import Case, Judge

DISAGREE = 3.0
"""Points of score between two judges from which on they are said to disagree, where at least one would stop the act. A
human then decides: see CONTESTED."""

PASSES = 5.0
"""From here on a score speaks for the act (prompts/judge.md)."""

CONTESTED = 3.9
"""The most that a contested judgement counts for: under 4, only what can be taken back at no cost goes on without a human."""

Condition = Callable[[Case], bool]


def grave(case: Case) -> bool:
    """Production, or not to be taken back: what asks for a second pair of eyes."""
    return any(
        effect.changes
        and (effect.environment is Environment.PRODUCTION or effect.reversibility is Reversibility.IRREVERSIBLE)
        for effect in case.analysis.effects
    )


@runtime_checkable
class Closing(Protocol):
    """A judge that holds something open."""

    def close(self) -> None:
        """Let go of it."""
        ...


class PairJudge:
    """Asks the second judge where `condition` holds and the first would let the action pass.

    What the first would stop, a second cannot pass, so it is not asked. A second judge that is down leaves the action
    unjudged: two pairs of eyes were asked for.
    """

    def __init__(self, first: Judge, second: Judge, condition: Condition = grave) -> None:
        self._first, self._second, self._condition = first, second, condition

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self._first.name}+{self._second.name}"

    def judge(self, case: Case) -> Judgement:
        """Weigh one case."""
        first = self._first.judge(case)
        return combine(first, self._second.judge(case)) if self._needs_second(case, first) else first

    async def ajudge(self, case: Case) -> Judgement:
        """Weigh one case without blocking the event loop."""
        first = await self._first.ajudge(case)
        return combine(first, await self._second.ajudge(case)) if self._needs_second(case, first) else first

    def close(self) -> None:
        """Let go of what either judge holds: connections."""
        for judge in (self._first, self._second):
            if isinstance(judge, Closing):
                judge.close()

    def _needs_second(self, case: Case, first: Judgement) -> bool:
        return first.score is not None and first.score > CONTESTED and self._condition(case)


def combine(first: Judgement, second: Judgement) -> Judgement:
    """The stricter of two judgements, and every caution of both. Where they disagree, a human decides."""
    tokens_in, tokens_out = first.tokens_in + second.tokens_in, first.tokens_out + second.tokens_out
    judge = f"{first.judge}+{second.judge}"
    if first.score is None or second.score is None:
        down = first if first.score is None else second
        missing = unjudged(judge, f"two judges were asked for, and {down.judge} said nothing: {down.failure}")
        return replace(
            missing, tokens_in=tokens_in, tokens_out=tokens_out, prompt_sha=first.prompt_sha, brief_sha=first.brief_sha
        )
    lower, other = (first, second) if first.score <= second.score else (second, first)
    score = min(first.score, second.score)
    notes = [*lower.notes, *other.notes]
    far_apart = abs(first.score - second.score) >= DISAGREE and min(first.score, second.score) < PASSES
    if far_apart:
        notes.append(f"two judges disagree: {first.judge} says {first.score:g}, {second.judge} says {second.score:g}")
        score = min(score, CONTESTED)
    return replace(
        lower,
        judge=judge,
        score=score,
        contested=far_apart,
        forbidden=lower.forbidden or other.forbidden,
        addressed=lower.addressed or other.addressed,
        claims_read_only=lower.claims_read_only or other.claims_read_only,
        quotes=tuple(quote for quote in lower.quotes if quote in other.quotes) or lower.quotes,
        act_words=lower.act_words if other.act_words else (),
        object_words=lower.object_words if other.object_words else (),
        instead=lower.instead or other.instead,
        confidence=min(lower.confidence, other.confidence),
        not_shown=max(lower.not_shown, other.not_shown),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        notes=tuple(dict.fromkeys(notes)),
    )
