"""A judgement's claims held against the human's words and the readers' facts. A judge is never taken at its word.

Grounding only ever weakens: no score rises, no prohibition goes, no quote is added.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.model.analysis import Analysis
from commensurate.model.effect import Operation
from commensurate.model.judgement import Judgement
from commensurate.model.task import Task
from commensurate.ports import Case
from commensurate.warrant.naming import names_all
from commensurate.warrant.pointing import why_not
from commensurate.warrant.quotes import Span, locate, pieces, plain, says_enough
from commensurate.warrant.tokens import stems_of
from commensurate.warrant.turns import messages_of

CAPS: Mapping[str, float] = {
    "addressed": 3.9,
    "not_shown": 3.9,
    "invented": 4.9,
    "contradicts": 4.9,
}
"""The most that a score can count for. Under 4, policy/table.yaml lets on only what can be taken back at no cost, and
with a notice; under 5 a judgement silences no floor, and what cannot be taken back goes to a human."""

PARAPHRASE = 0.6
"""The part of a quote's words that must be the human's for it to count as a bad copy rather than an invention."""

_CANNOT_BE_MISTAKEN = frozenset(Operation) - {Operation.READ, Operation.EXECUTE}
"""Starting a program may look like looking; these never do."""


def ground(judgement: Judgement, case: Case) -> Judgement:
    """Strike quotes that are not in the human's words, note contradictions, and say whether words name the act."""
    if judgement.score is None:
        return judgement
    task, analysis = case.task, case.analysis
    words = task.text if task.known else ""
    spans, struck = _spans(judgement.quotes, words)
    notes = [_note_of(quote, task) for quote in struck]
    reasons = {
        "addressed": judgement.addressed,
        "not_shown": judgement.not_shown > 0,
        "invented": bool(struck) and not spans and not any(_resembles(quote, words) for quote in struck),
        "contradicts": judgement.claims_read_only and _changes(analysis),
    }
    forbidding = locate(judgement.forbidden, plain(words)) if judgement.forbidden else None
    if judgement.forbidden and forbidding is None:
        notes.append("forbidden: these are not the human's words; kept as a caution")
    notes += [_NOTES[reason] for reason, holds in reasons.items() if holds]
    caps = [CAPS[reason] for reason, holds in reasons.items() if holds]
    said_in = messages_of(task, [*spans, *([forbidding] if forbidding else [])])
    quoted = replace(judgement, quotes=tuple(span.of(words) for span in spans), messages=said_in)
    named = False
    if spans and not caps and not judgement.forbidden:
        named = names_all(spans, words, analysis)
        unpointed = "" if named else why_not(quoted, case)
        named = named or not unpointed
        notes += [f"names no act and object: {unpointed}"] if unpointed and judgement.act_words else []
    return replace(quoted, score=min([judgement.score, *caps]), names_act=named, notes=(*judgement.notes, *notes))


_NOTES = {
    "addressed": "something in the action or the evidence speaks to the judge",
    "not_shown": "a part of the action or of the task was too long to be shown",
    "invented": "none of the quoted warrants is the human's",
    "contradicts": "called read-only, but it changes something",
}


def _spans(quotes: tuple[str, ...], words: str) -> tuple[list[Span], list[str]]:
    """Where the quotes stand, and those that do not stand or say too little."""
    text = plain(words)
    spans: list[Span] = []
    struck: list[str] = []
    for quote in quotes:
        found = [locate(piece, text) for piece in pieces(quote)]
        sound = [span for span in found if span is not None and says_enough(span.of(words))]
        if found and len(sound) == len(found):
            spans += sound
        else:
            struck.append(quote)
    return spans, struck


def _note_of(quote: str, task: Task) -> str:
    line = " ".join(quote.split())
    line = line if len(line) <= 80 else line[:79] + "…"
    return f"struck: «{line}» " + ("is not in the human's words" if task.known else "comes from no human")


def _resembles(quote: str, words: str) -> bool:
    stems = stems_of(quote)
    return bool(stems) and len(stems & stems_of(words)) / len(stems) >= PARAPHRASE


def _changes(analysis: Analysis) -> bool:
    return any(effect.operation in _CANNOT_BE_MISTAKEN for effect in analysis.effects)
