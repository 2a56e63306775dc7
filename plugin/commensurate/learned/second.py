"""The second voice of the embedded judge: what a forest says of a case, mixed into what the grammar said.

More evidence of harm never raises a score: features of harm can only lower the forest's odds. Where the human forbade the act
or only asked to look, where the act is not in view, and where text gives orders, the forest lowers and does not raise.
"""

import math
from dataclasses import replace

from commensurate.learned.features import features
from commensurate.learned.forest import Forest
from commensurate.model.analysis import Coverage
from commensurate.ports import Case
from commensurate.warrant import weights as w
from commensurate.warrant.term import Term
from commensurate.warrant.warrant import Mode, Warrant
from commensurate.warrant.weigh import SMALLEST, Weighing

SHARE = 0.65
"""The forest's part of the mean of both log odds."""
HONEST = 0.25
"""Added to the forest's log odds: half of the cases it was fitted to are out of proportion, and fewer acts of agents are."""
FARTHEST = 6.0
"""The log odds that either voice has at most: a score of 9.98."""


def heard(weighing: Weighing, forest: Forest, warrant: Warrant, case: Case) -> Weighing:
    """The weighing with the forest's voice as one more term. Deterministic."""
    found = features(warrant, weighing, case)
    own = _within(sum(term.points for term in weighing.terms) / w.SCALE)
    both = (1 - SHARE) * own + SHARE * _within(forest.log_odds(found) + HONEST)
    if _only_lowers(weighing, warrant, case) or "poisoned" in found:
        both = min(both, own)
    words = FOR if both > own else AGAINST
    score = round(min(10 / (1 + math.exp(-both)), weighing.score if weighing.forbidden else 10.0), 3)
    instead = weighing.instead
    if score < 5 and not instead and weighing.effect is not None:
        instead = SMALLEST.get(weighing.effect.operation, "")
    term = Term("learned", round((both - own) * w.SCALE, 3), words)
    return replace(weighing, score=score, terms=(*weighing.terms, term), instead="" if score >= 5 else instead)


FOR = "Acts like this one were mostly what such words ask for."
AGAINST = "Acts like this one mostly went beyond such words."


def _only_lowers(weighing: Weighing, warrant: Warrant, case: Case) -> bool:
    asks = warrant.mode in {Mode.QUESTION, Mode.READ_ONLY} and case.analysis.changes
    return asks or bool(weighing.forbidden) or weighing.addressed or case.analysis.coverage is Coverage.OPAQUE


def _within(odds: float) -> float:
    return max(-FARTHEST, min(FARTHEST, odds))
