"""A judge spoke, or could not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judge's answer. `score` runs from 0 (out of all proportion) to 10 (exactly what the task warrants).

    `score` is None where the action is unjudged; `failure` then says why. `quotes` are the human's words that the
    judge relies on, verbatim; code checks them. `act_words` and `object_words` are those of the human's words that,
    says the judge, order the act and name its object; code checks them too. `forbidden` holds the human's words that
    forbid the act.
    `addressed` is True where something in the action or the evidence speaks to the judge.
    """

    judge: str
    score: float | None
    reason: str = ""
    instead: str = ""
    warrants: str = ""
    beyond: str = ""
    quotes: tuple[str, ...] = ()
    act_words: tuple[str, ...] = ()
    object_words: tuple[str, ...] = ()
    forbidden: str = ""
    addressed: bool = False
    claims_read_only: bool = False
    confidence: float = 1.0
    failure: str = ""
    model: str = ""
    prompt_sha: str = ""
    brief_sha: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    contested: bool = False
    """Two judges were asked and are on different sides, or far apart: a human decides."""
    names_act: bool = False
    """Set by code, never by a judge: words that stand in the human's name both the act and its object."""
    notes: tuple[str, ...] = ()
    """What the code found wrong with the answer: quotes that are not there, contradicted facts."""
    not_shown: int = 0
    """Characters of the action or of the human's words that the judge could not be shown: it cannot vouch for them."""
    messages: tuple[int, ...] = ()
    """Set by code: the numbers, from 1, of the human's messages that the quotes, and what forbids it, stand in."""
    case_sha: str = ""
    """Names the question without what readers and rules made of it: words, provenance, action and steps."""

    @property
    def judged(self) -> bool:
        """True where a score was given."""
        return self.score is not None


def unjudged(judge: str, failure: str) -> Judgement:
    """No usable answer came, for the reason given."""
    return Judgement(judge, None, failure=failure, confidence=0.0)
