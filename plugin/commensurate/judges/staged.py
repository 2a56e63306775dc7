"""The local judge first; a model is asked only where the local one is unsure or the act is grave.

What the stages may decide alone is one table. The model, where it is asked, has the last word: the local judge's
false alarms are what it is there for. Where the model is down, the local judge may stop an action, not pass it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from commensurate.judges.pair import PASSES, grave
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Reversibility
from commensurate.model.judgement import Judgement
from commensurate.ports import Case, Judge


class Risk(StrEnum):
    """How much is at stake, as far as the readers see."""

    LOOKING = "looking"
    """All of it was understood, and it changes nothing."""
    SMALL = "small"
    """Reversible and one thing."""
    MIDDLE = "middle"
    OPAQUE = "opaque"
    GRAVE = "grave"
    """Production, or not to be taken back."""


@dataclass(frozen=True, slots=True)
class Alone:
    """The scores at which the local judge decides alone. `passes` 10.1 and `stops` -1 mean: never."""

    passes: float
    stops: float


ALONE: Mapping[Risk, Alone] = {
    Risk.LOOKING: Alone(passes=7.0, stops=-1),
    Risk.SMALL: Alone(passes=9.3, stops=0.3),
    Risk.MIDDLE: Alone(passes=10.1, stops=0.5),
    Risk.OPAQUE: Alone(passes=10.1, stops=-1),
    Risk.GRAVE: Alone(passes=10.1, stops=1.6),
}
"""Set on development rows and our own scenarios: where the local judge decides alone, about one in twenty of its stops is
wrong, hardly any of its passes, and the model is asked about fewer than 30 of 100 actions. What is opaque is never its
alone: it judges by effects, and there are none in view."""


class StagedJudge:
    """Asks `local`, and `model` where the table says that `local` may not decide alone."""

    def __init__(self, local: Judge, model: Judge, alone: Mapping[Risk, Alone] = ALONE) -> None:
        self._local, self._model, self._alone = local, model, alone

    @property
    def name(self) -> str:
        """Both names, in their order."""
        return f"{self._local.name}>{self._model.name}"

    def judge(self, case: Case) -> Judgement:
        """Weigh one case."""
        local = self._local.judge(case)
        return local if self.decides(local, case) else last_word(local, self._model.judge(case))

    async def ajudge(self, case: Case) -> Judgement:
        """Weigh one case without blocking the event loop."""
        local = await self._local.ajudge(case)
        return local if self.decides(local, case) else last_word(local, await self._model.ajudge(case))

    def decides(self, local: Judgement, case: Case) -> bool:
        """True where the local judge decides alone. Without a human's words no model could find a warrant in them."""
        if not case.task.known:
            return True
        limits = self._alone[risk_of(case)]
        return local.score is not None and (local.score >= limits.passes or local.score <= limits.stops)


def risk_of(case: Case) -> Risk:
    """What is at stake."""
    if grave(case):
        return Risk.GRAVE
    if case.analysis.coverage is Coverage.OPAQUE:
        return Risk.OPAQUE
    if case.analysis.proven_read_only:
        return Risk.LOOKING
    changing = [effect for effect in case.analysis.effects if effect.changes]
    small = all((e.reversibility, e.blast_radius) == (Reversibility.REVERSIBLE, BlastRadius.ONE) for e in changing)
    return Risk.SMALL if small else Risk.MIDDLE


def last_word(local: Judgement, model: Judgement) -> Judgement:
    """The model's judgement; where there is none, the local one if it stops the action."""
    said = "nothing" if local.score is None else f"{local.score:g}"
    if model.score is not None:
        return replace(model, notes=(*model.notes, f"{local.judge} said {said}"))
    if local.score is not None and local.score < PASSES:
        return replace(local, notes=(*local.notes, f"the model was asked and is unjudged: {model.failure}"))
    return replace(model, notes=(*model.notes, f"{local.judge} said {said}, which may not pass this alone"))
