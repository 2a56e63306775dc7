"""A rule spoke."""

from dataclasses import dataclass

from commensurate.model.decision import Outcome


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule met one action. `judge_may_clear` is the rule's own word that a warrant may lift it."""

    rule: str
    outcome: Outcome
    reason: str
    instead: str = ""
    evidence: str = ""
    judge_may_clear: bool = False
    halts: bool = False
    """True where the rule ends the session."""
    run: str = ""
    """The id of the session that a rule about runs speaks of."""
