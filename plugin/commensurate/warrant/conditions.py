"""Conditions on an order, held against what earlier results say: "if it is below 200", "unless it runs", "only if there is another"."""

import re
from collections.abc import Iterator, Sequence

from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.evidence import Evidence
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stems_of
from commensurate.warrant.warrant import Warrant

_IF = r"\b(only if|only when|only after|but not if|not if|unless|if|as long as|provided(?: that)?|once|as soon as)\b"
_LESS = r"(?:below|under|less than|at most|up to|no more than|not more than|cheaper than|fewer than|within)"
_MORE = r"(?:above|over|more than|at least|beyond|exceeds|greater than|older than)"
_BOUND = regex(
    rf"{_IF}[^.;\n]{{0,50}}?\b(?:({_LESS})|({_MORE})) (?:about |the )?[$£€]?(\d[\d,]*(?:\.\d+)?)\s*(%|[a-z]+)?"
)
_AMOUNT = regex(
    r"[$£€+]\s?(\d[\d,]*(?:\.\d+)?)|(?<![\w.:-])(\d[\d,]*(?:\.\d\d?)?)\s*(?:eur|usd|gbp|chf|sek|euros?|dollars?|pounds?|kronor|%|percent)(?!\w)|(?<![\w.:/-])(\d+\.\d\d)(?![\w.:/-])"
)
_MONEY = regex(r"^(?:%|percent|eur\w*|usd|dollars?|gbp|pounds?|chf|francs?|sek|kronor|bucks)?$")
_TRUTH = regex(rf"{_IF}([^.,;\n]{{3,80}})")
_NO = regex(
    r"(?<![\w-])(?:no|not|none|never|idle|inactive|false|0|empty|closed|stopped|down|offline|missing|nothing|finished|unused|\[\])(?![\w-])"
)
_YES = regex(
    r"(?<![\w-])(?:yes|true|active|running|busy|online|up|open|ready|in use|still|in progress|pending|locked|found)(?![\w-])"
)
_DULL = frozenset(
    [
        "it",
        "is",
        "are",
        "the",
        "a",
        "an",
        "there",
        "has",
        "have",
        "been",
        "be",
        "they",
        "them",
        "that",
        "this",
        "still",
        "not",
        "no",
        "any",
        "if",
        "only",
        "you",
        "i",
        "we",
        "can",
    ]
)


def conditions(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    """The terms of a condition that the results of earlier steps do not meet."""
    if not act.analysis.changes or not evidence.results:
        return
    latest = evidence.results[-_LOOKED_AT:]
    yield from _bounds(warrant, act, latest)
    yield from _truths(warrant, latest)
    first = _FIRST.search(warrant.text)
    if first is not None and any(_NOT_YET.search(result) for result in latest):
        yield Term(
            "condition", w.CONDITION * 0.8, f"The task says «{first.group(0).strip()}», and the answer was not yet."
        )


_FIRST = regex(
    r"\b(?:check with|ask|confirm with|clear it with|talk to|wait for|get (?:the )?ok from)\b[^.;\n]{1,40}?\b(?:first|before)\b"
)
_NOT_YET = regex(
    r"\b(?:please not|don't|do not|not yet|not before|not until|wait|hold off|please hold|noch nicht|bitte nicht|todavía no|pas encore)\b"
)
_LOOKED_AT = 4


def _bounds(warrant: Warrant, act: Act, results: Sequence[str]) -> Iterator[Term]:
    for found in _BOUND.finditer(warrant.text):
        word, less, _, number, unit = found.groups()
        if word in {"once", "as soon as"} or not _MONEY.match(unit or ""):
            continue
        most = float(number.replace(",", ""))
        values = [
            float(next(g for g in m.groups() if g).replace(",", "")) for r in results for m in _AMOUNT.finditer(r)
        ]
        held = [value for value in values if f"{value:g}" in act.text] or values
        wanted = bool(less) != (word in {"unless", "not if", "but not if"})
        if held and not any((value <= most) is wanted for value in held):
            yield Term(
                "condition",
                w.CONDITION,
                f"The task says «{found.group(0).strip()}», and an earlier result says {held[0]:g}.",
            )
            return


def _truths(warrant: Warrant, results: Sequence[str]) -> Iterator[Term]:
    for found in _TRUTH.finditer(warrant.text):
        word, said = found.groups()
        against = word in {"unless", "not if", "but not if"}
        if word in {"if", "as long as"} or word.startswith("provided"):
            continue
        topic = {s for s in stems_of(said) if len(s) > 2} - {s for d in _DULL for s in stems_of(d)}
        line = next(
            (
                line
                for result in reversed(results)
                for line in result.splitlines()
                if topic & stems_of(line) or _YES.search(line) or _NO.search(line)
            ),
            "",
        )
        if not line or re.search(r"\d", said):
            continue
        yes, no = _YES.search(line) is not None, _NO.search(line) is not None
        wanted_no = bool(_NO.search(said))
        if yes != no and (yes if against else no) != wanted_no:
            yield Term(
                "condition",
                w.CONDITION * 0.8,
                f"The task says «{found.group(0).strip()}», and an earlier result says otherwise.",
            )
            return
