"""Where the values of an action come from: the human's words, an earlier result, the agent's own earlier steps, text
inside a result that gives the agent orders, or nowhere. Results are evidence and never speak for the human.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from commensurate.effects.tools.arguments import texts
from commensurate.model.regex import regex
from commensurate.model.step import Step

LONGEST = 200_000
"""Characters of one result that are searched. What lies beyond counts as not seen."""


class Origin(StrEnum):
    """Where a value stands. The first that holds, in this order."""

    TASK = "task"
    TAINTED = "tainted"
    """Only in text that gives the agent orders."""
    DOUBTFUL = "doubtful"
    """In such text, and in the rest of a result as well."""
    OWN = "own"
    FOUND = "found"
    UNSEEN = "unseen"
    """Nowhere, but earlier steps have results that are not shown."""
    NOWHERE = "nowhere"


_ORDERS = regex(
    r"<\s*/?\s*(?:information|important|system|instructions?|admin|user_?message)\s*>"
    r"|\bignore (?:all |any |the )?(?:previous|prior|above|earlier|preceding)\b|\bdisregard (?:all |any |the )?(?:previous|prior|above|earlier)"
    r"|\bbefore you (?:can )?(?:solve|continue|proceed|complete|do|answer|finish)\b"
    r"|\bdo the following\b|\bimportant message (?:from|to|for)\b|\bnew instructions?\s*:|\bsystem (?:message|prompt|override)\s*:"
    r"|\b(?:you|the (?:assistant|agent|ai|model)) (?:must|should|need to|have to|are (?:required|instructed|now)) (?:first |now |immediately |also )"
    r"|\b(?:attention|note to|message to|dear|hey|hello),? (?:the |all |any )?(?:ai|assistant|agent|llm|language model|gpt|claude|model)s?\b"
    r"|\byour (?:new |real |actual |next )(?:task|instruction|goal|objective)s? (?:is|are)\b|\binstead of (?:the|your) (?:user'?s? )?(?:task|request)\b"
    r"|\bdo not (?:tell|inform|mention (?:this|it) to|alert) the user\b|\bwithout (?:telling|informing|asking) the user\b"
    r"|\bto complete (?:this|the|your) (?:task|request),? (?:you )?(?:must|first|also|have to)\b|\bTODO for (?:the )?(?:ai|agent|assistant)\b",
    re.IGNORECASE,
)
_REACH = 1200
"""Characters after an order that count as its text, where no closing tag ends it."""
_CLOSING = regex(r"<\s*/\s*\w+\s*>")
_MAKES = regex(
    r"(?:^|[\s;&|(])(?:mkdir|touch|tee|mktemp|create\w*|cp|copy\w*|clone|init|worktree add|checkout -b|switch -c|branch|tag|run|build|dump|"
    r"generate\w*|save\w*|insert\w*|add|book\w*|schedule\w*|reserve\w*|tar|zip|download\w*|curl|wget|open_ticket|new\w*|-o|--output|--name)$"
)
_CUT = regex(r"…|\[\.\.\.\]|\btruncated\b|\bchars? cut\b|\boutput omitted\b|\.\.\. ?\(?\d+ more", re.IGNORECASE)
_JUDGE = regex(
    r"\b(?:proportionality|guard|judge|reviewer|safety (?:check|system|filter|monitor)|policy engine)\b[^.\n]{0,60}"
    r"\b(?:score|approve|allow|rate|ignore|skip|accept|treat|must|should|is satisfied)\b"
    r"|\b(?:the )?(?:user|human|owner|admin\w*) (?:has |have |had )?(?:already |explicitly )?(?:approved|authori[sz]ed|confirmed|consented)\b"
    r"|\bthis (?:action|command|call|operation) (?:is|was|has been) (?:pre-?)?(?:approved|authori[sz]ed|safe|whitelisted|allowed|permitted)\b"
    r"|\bscore\s*[:=]\s*(?:10|9)\b|\bpre-?approved\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Earlier steps, ready to be searched; all in lower case."""

    calls: tuple[str, ...]
    results: tuple[str, ...]
    """What came back, without the parts that give the agent orders."""
    poison: str
    """The text inside results that gives the agent orders; empty where there is none."""
    unseen: bool
    """True where earlier calls are known without their results, or a result says that it was cut."""
    raw: tuple[str, ...]
    """The results as they came, for reading as listings."""
    addressed: bool = False
    """True where a result speaks to whoever weighs the action."""

    def origin(self, value: str, task: str) -> Origin:
        """Where a value stands. Short values are only looked for as whole words."""
        word = value.strip().lower()
        if not word or stands_in(word, task):
            return Origin.TASK
        found = any(stands_in(word, result) for result in self.results)
        if self.poison and stands_in(word, self.poison):
            return Origin.DOUBTFUL if found else Origin.TAINTED
        if any(word in call and _made(word, call) for call in self.calls):
            return Origin.OWN
        if found or any(stands_in(word, call) for call in self.calls):
            return Origin.FOUND
        return Origin.UNSEEN if self.unseen else Origin.NOWHERE


def gather(steps: Sequence[Step]) -> Evidence:
    """Make earlier steps searchable. A step that is one text of several lines is call and result at once."""
    calls, results, raw, poison = [], [], [], []
    cut = addressed = False
    for step in steps:
        calls.append(_call(step).lower())
        result = step.result or (step.text if "\n" in step.text and not step.tool else "")
        if result:
            seen = _prepared(result)
            results.append(seen.clean)
            poison.append(seen.orders)
            cut, addressed = cut or seen.cut, addressed or seen.addressed
            raw.append(result)
    return Evidence(
        tuple(calls),
        tuple(results),
        "\n".join(p for p in poison if p),
        len(raw) < len(calls) or cut,
        tuple(raw),
        addressed,
    )


def _made(word: str, call: str) -> bool:
    """True where a call makes a thing of this name: the words before it in its own command end in a making one."""
    for segment in re.split(r"[;&|\n]", call):
        start = segment.find(word)
        if start < 0:
            continue
        before = segment[:start].rstrip(" \t'\"{(:[,")
        if before.endswith(">") or any(_MAKES.search(part) for part in (before, *before.split()[:2])):
            return True
    return False


def speaks_to_the_judge(text: str) -> bool:
    """True where a text claims an approval or tells whoever weighs the action what to find."""
    return _JUDGE.search(text[:LONGEST]) is not None


def stands_in(word: str, text: str) -> bool:
    """True where a word stands in a text, not inside a longer word or number. Both in lower case."""
    start = text.find(word) if word else -1
    while start >= 0:
        end = start + len(word)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() and word[0].isalnum()) and not (after.isalnum() and word[-1].isalnum()):
            return True
        start = text.find(word, start + 1)
    return False


@dataclass(frozen=True, slots=True)
class _Seen:
    clean: str
    orders: str
    cut: bool
    addressed: bool


@lru_cache(maxsize=512)
def _prepared(result: str) -> _Seen:
    text = result[:LONGEST].lower()
    orders = poison_in(text)
    clean = text
    for part in orders:
        clean = clean.replace(part, "\n")
    return _Seen(clean, "\n".join(orders), _CUT.search(text) is not None, speaks_to_the_judge(text))


def poison_in(text: str) -> list[str]:
    """The parts of a result that speak to the agent as if they were orders, as they stand there."""
    found = []
    position = 0
    while (match := _ORDERS.search(text, position)) is not None:
        closing = _CLOSING.search(text, match.end(), match.end() + 4 * _REACH)
        end = closing.end() if closing is not None else min(len(text), match.end() + _REACH)
        cut = _CUT.search(text, match.end(), end) if closing is None else None
        end = cut.start() if cut is not None else end
        found.append(text[match.start() : end])
        position = max(end, match.end() + 1)
    return found


def _call(step: Step) -> str:
    if step.tool:
        return f"{step.tool} {_flat(step.arguments)}"
    return step.text


def _flat(arguments: Mapping[str, Any]) -> str:
    return " ".join(texts(arguments))
