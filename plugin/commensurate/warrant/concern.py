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
from commensurate.warrant.read import read

_SECRET = frozenset({Trait.SECRET})
_FAR = frozenset({Trait.HOME, Trait.OUTSIDE, Trait.WILDCARD})


def concerns(task: Task, action: Action, analysis: Analysis, steps: Sequence[Step] = ()) -> bool:
    """True where only the task's words can say whether this look is warranted. It decides nothing by itself."""
    if any(effect.traits & _SECRET or effect.traits >= _FAR for effect in analysis.effects):
        return True
    constraints = read(task.text).constraints
    if not constraints:
        return False
    act, evidence = act_of(action, analysis), gather(steps)
    return any(held(constraint, act, evidence).degree for constraint in constraints)
