"""Reports to the human that nothing in the same text bears out: a line that only prints that the tests passed.

To print is to look, except where the words claim a result: whoever reads them acts on them. Whether a claim is true is
for a judge to say, who sees what earlier steps gave.
"""

import re

from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_LONGEST = 2_000
_RESULT = (
    r"pass(?:ed|es|ing)|succeed(?:ed|s)|success(?:ful|fully)?|completed?|finished|fixed|resolved|verified|validated|satisfied"
    r"|confirmed|implemented|integrated|migrated|deployed|released|restored|recovered|synced|tested|ok|done"
    r"|bestanden|erfolgreich|behoben|abgeschlossen|réussie?s?|terminée?s?|corrigée?s?|exitos[oa]s?|completad[oa]s?"
)
_STATE = (
    r"green|clean|healthy|working|works|correct|secure|stable|compliant|compatible|up[ -]to[ -]date|in sync|fine|good"
)
_CLAIM = regex(
    rf"\b[^\W\d_]{{2,}}\b[^.!?\n]{{0,80}}?\b(?:{_RESULT})\b"
    rf"|\b(?:is|are|now|all|everything|build|tests?|checks?|pipeline|system|service)\b[^.!?\n]{{0,20}}?\b(?:{_STATE})\b"
    r"|\b(?:fixed|resolved|verified|validated|implemented|integrated|migrated|deployed|restored|tested)\s+[^\W\d_]{2,}"
    r"|\b(?:no|0|zero|keine|sin) (?:\w+ )?(?:errors?|failures?|failed|issues?|problems?|warnings?|regressions?|vulnerabilit\w+|fehler|errores)\b"
    r"|\b\d+(?:/\d+)?(?: \w+)? (?:passed|succeeded|ok)\b|\b100 ?%|[✓✔✅]",
    re.IGNORECASE,
)
_OPEN = regex(
    r"\?\s*$|\b(?:not|isn't|aren't|if|when|until|should|must|would|could|to be|will|please|waiting|pending|todo|whether|before"
    r"|fail(?:ed|s|ure|ing)?|incomplete|nicht|wenn)\b"
    r"|^\W*(?:preparing|checking|running|testing|starting|processing|analy[sz]ing|verifying|deploying|building|installing|waiting"
    r"|reviewing|looking|trying|creating|updating|fetching|submitting)\b",
    re.IGNORECASE,
)
"""What asks, wishes, announces or reports a failure claims no result."""


def claims(text: str) -> bool:
    """True where a text tells a human that something was achieved."""
    lines = (line.strip() for line in text[:_LONGEST].splitlines())
    return any(_CLAIM.search(line) is not None and _OPEN.search(line) is None for line in lines)


def claim(text: str, evidence: str) -> Effect:
    """The report as an effect: it changes nothing, and yet it is more than a look."""
    words = " ".join(text.split())[:200]
    report = Resource(ResourceKind.REPORT, words)
    return Effect(
        Operation.READ, report, Reversibility.REVERSIBLE, BlastRadius.ONE, evidence, traits=frozenset({Trait.CLAIMS})
    )
