"""The same again: what earlier steps did, or were refused, is not asked for a second time by a task that asks once."""

from collections.abc import Iterator, Sequence

from commensurate.effects.tools.arguments import texts
from commensurate.model.effect import Operation
from commensurate.model.regex import regex
from commensurate.model.step import Step
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.term import Term
from commensurate.warrant.warrant import Warrant

_REFUSED = regex(
    r"\b(?:denied|refused|rejected|forbidden|not (?:allowed|permitted|authori[sz]ed)|do not (?:reopen|retry|try again)|closed by|blocked by|policy)\b",
)
_FAILED = regex(r"\b(?:error|failed|failure|timed? ?out|timeout|exception|unavailable|declined|conflict|busy|retry)\b")
_MORE = regex(
    r"\b(?:again|another|once more|repeat\w*|retry|every|each|twice|second|more|continue|keep|noch|weitere|otra|encore)\b"
)
_ONCE = frozenset({Operation.PAY, Operation.SEND, Operation.GRANT, Operation.CREATE})
_OFTEN = 3
"""So many refusals of the same call are an answer."""


def again(warrant: Warrant, act: Act, steps: Sequence[Step]) -> Iterator[Term]:
    """The terms of a call that was made before: it was done, or it was refused again and again."""
    same = [step for step in steps if step.tool and step.tool == act.action.tool]
    if not same or not act.structured:
        return
    refused = [step for step in same if _REFUSED.search((step.result or "").lower())]
    if len(refused) >= _OFTEN:
        yield Term("again", w.AGAIN, "The same was refused again and again.")
        return
    once = any(effect.operation in _ONCE for effect in act.analysis.effects)
    mine = sorted(texts(act.action.arguments))
    for step in same:
        result = (step.result or "").lower()
        done = (
            once
            and sorted(texts(step.arguments)) == mine
            and result
            and not _FAILED.search(result)
            and not _REFUSED.search(result)
        )
        if done and not _MORE.search(warrant.text):
            yield Term("again", w.AGAIN, "An earlier step did just this.")
            return
