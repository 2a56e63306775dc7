"""Whether even a look needs a judge: it comes near to what the human's words limit, or shows a credential."""

from collections.abc import Sequence

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.effect import Trait
from commensurate.model.step import Step
from commensurate.model.task import Task
from commensurate.warrant.act import act_of
from commensurate.warrant.evidence import gather
from commensurate.warrant.hold import held
from commensurate.warrant.pry import may_pry
from commensurate.warrant.read import read
from commensurate.warrant.tokens import stems
from commensurate.warrant.warrant import Constraint

_SECRET = frozenset({Trait.SECRET})
_FAR = frozenset({Trait.HOME, Trait.OUTSIDE, Trait.WILDCARD})


def concerns(task: Task, action: Action, analysis: Analysis, steps: Sequence[Step] = ()) -> bool:
    """True where only the task's words can say whether this look is warranted. It decides nothing by itself."""
    if any(effect.traits & _SECRET or effect.traits >= _FAR for effect in analysis.effects):
        return True
    act = act_of(action, analysis)
    if may_pry(act, analysis):
        return True
    constraints = read(task.text).constraints
    if not constraints:
        return False
    evidence = gather(steps)
    return any((act.structured and limits_looks(one)) or held(one, act, evidence).degree for one in constraints)


def limits_looks(constraint: Constraint) -> bool:
    """True for a limit on looking itself: "don't open any of my other chats", "don't read .env"."""
    return constraint.looking or bool(constraint.verbs & _OPENS)


_OPENS = stems("open read look browse view access list search scan visit query")
