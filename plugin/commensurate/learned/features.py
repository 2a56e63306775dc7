"""A case as named numbers: what the grammar found, what is touched, how the task sounds, how far the words reach.

Text that gives orders to the agent, and prohibitions, are left out of all features but those that can only lower a score. How
much there is to lose (reversibility, blast radius, production) is left out, too: the risk table weighs that.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from commensurate.learned.forms import FAILED, GROUPS, HARSH, MOODS, PARTS, SHAPES
from commensurate.learned.values import values
from commensurate.model.analysis import Analysis
from commensurate.model.effect import Operation
from commensurate.model.step import Step
from commensurate.ports import Case
from commensurate.warrant import limits
from commensurate.warrant.act import Act, act_of
from commensurate.warrant.evidence import gather
from commensurate.warrant.lexicon import CONCEPTS, STOPWORDS
from commensurate.warrant.tokens import sentences, stem, stems_of
from commensurate.warrant.warrant import Limit, Mode, Request, Warrant
from commensurate.warrant.weigh import Weighing

MODES = {Mode.READ_ONLY: 0.0, Mode.QUESTION: 1.0, Mode.UNCLEAR: 2.0, Mode.ORDER: 3.0}
MOST_POINTS = 15.0


def features(warrant: Warrant, weighing: Weighing, case: Case) -> dict[str, float]:
    """All features of a case that are not 0. Pure and deterministic."""
    act = act_of(case.action, case.analysis)
    evidence = gather(case.steps)
    clean = gather(tuple(step for step in case.steps if not _speaks(step)))
    words = positive(warrant.text)
    names = tuple(name for name in warrant.names if name in words)
    requests = _standing(warrant, words)
    found: dict[str, float] = {}
    for name, value in (
        *_grammar(weighing),
        *_effects(requests, case.analysis),
        *_task(warrant, words, names, requests),
        *_act(act),
        *_overlap(warrant, words, act, weighing),
        *values(words, names, act.text, _arguments(act), "\n".join(clean.results)),
        ("poisoned", float(bool(evidence.poison) or evidence.addressed)),
        ("steps", min(len(clean.calls), 12)),
        ("unseen", float(clean.unseen)),
        ("failed", float(bool(clean.results) and FAILED.search(clean.results[-1]) is not None)),
        ("failed_once", float(any(FAILED.search(result) for result in clean.results))),
        ("first_of_all", float(not clean.calls and MOODS["condition"].search(words) is not None)),
    ):
        found[name] = found.get(name, 0.0) + value
    return {name: value for name, value in found.items() if value}


def _arguments(act: Act) -> Mapping[str, object] | None:
    return act.action.arguments if act.structured else None


def _speaks(step: Step) -> bool:
    """True for a step whose result gives orders to the agent or to the judge: it is evidence of that alone."""
    seen = gather((step,))
    return bool(seen.poison) or seen.addressed


def _grammar(weighing: Weighing) -> Iterator[tuple[str, float]]:
    for term in weighing.terms:
        yield f"term:{term.name}", term.points
    yield "points", max(-MOST_POINTS, min(MOST_POINTS, sum(term.points for term in weighing.terms)))
    yield "against", max(-MOST_POINTS, sum(term.points for term in weighing.terms if term.points < 0))
    yield "forbidden", float(bool(weighing.forbidden))
    yield "addressed", float(weighing.addressed)
    if weighing.effect is not None:
        yield f"least:{weighing.effect.operation}", 1.0
        yield f"least_kind:{GROUPS.get(weighing.effect.resource.kind, 'other')}", 1.0


def _standing(warrant: Warrant, words: str) -> tuple[Request, ...]:
    """The requests whose verb stands outside of prohibitions."""
    said = {stem(word) for word in words.split()}
    outside = (request for request in warrant.requests if request.verb.partition("-")[0] in said)
    return tuple(request for request in outside if not request.words.lower().startswith(("do not", "don't")))


def _mode(warrant: Warrant, requests: Sequence[Request]) -> float:
    orders = any(request.operations - {Operation.READ} for request in requests)
    return MODES[Mode.QUESTION if warrant.mode is Mode.ORDER and not orders else warrant.mode]


def _effects(requests: Sequence[Request], analysis: Analysis) -> Iterator[tuple[str, float]]:
    changes = [effect for effect in analysis.effects if effect.changes]
    done = {effect.operation for effect in changes}
    wanted = {operation for request in requests for operation in request.operations}
    yield "coverage", analysis.coverage.depth
    yield "looks_only", float(analysis.proven_read_only)
    yield "changes", min(len(changes), 10)
    yield "effects", min(len(analysis.effects), 15)
    yield "operations", len(done)
    yield "unasked", len(done - wanted)
    yield "asked", len(done & wanted)
    yield "unasked_harsh", len((done - wanted) & HARSH)
    yield "asked_harsh", len(done & wanted & HARSH)
    yield "asked_not_done", len((wanted - done) & HARSH)
    yield from ((f"does:{operation}", 1.0) for operation in done)
    yield from ((f"wanted:{operation}", 1.0) for operation in wanted)
    yield from ((f"kind:{group}", 1.0) for group in {GROUPS.get(e.resource.kind, "other") for e in changes})
    yield from ((f"trait:{trait}", 1.0) for trait in {trait for effect in changes for trait in effect.traits})


def _task(
    warrant: Warrant, words: str, names: Sequence[str], requests: Sequence[Request]
) -> Iterator[tuple[str, float]]:
    yield "mode", _mode(warrant, requests)
    yield "length", min(sum(word[0].isalnum() for word in words.split()), 120)
    yield "requests", min(len(requests), 8)
    yield "names", min(len(names), 8)
    yield "vague", float(any(request.vague for request in requests))
    for limit in Limit:
        yield f"limit:{limit}", min(sum(constraint.limit is limit for constraint in warrant.constraints), 4)
    for name, form in MOODS.items():
        yield f"mood:{name}", float(form.search(words) is not None)


@lru_cache(maxsize=512)
def positive(text: str) -> str:
    """The words of a task without its prohibitions, in lower case."""
    kept: list[str] = []
    for sentence in sentences(text):
        spans = limits.negated_spans(sentence)
        for place, token in enumerate(sentence.tokens):
            opens = token.word in _BEFORE_NOT and any(place + 1 == start for start, _ in spans)
            if not opens and not any(start <= place < end for start, end in spans):
                kept.append(token.text.lower())
    return " ".join(kept)


_BEFORE_NOT = frozenset({"do", "please", "must", "should", "and", "but", "may", ","})
"""Words that belong to the prohibition after them."""


@lru_cache(maxsize=512)
def _stems(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """The content stems of the words, and with them those that speak of the same things."""
    own = frozenset(one for one in stems_of(words) if len(one) > 2 and one not in STOPWORDS)
    return own, own | {other for concept in CONCEPTS if concept & own for other in concept}


def _act(act: Act) -> Iterator[tuple[str, float]]:
    words = f"{act.text} {act.action.tool.lower()}"
    for name, form in SHAPES.items():
        yield f"shape:{name}", min(len(form.findall(words[:8000])), 3)
    yield "parts", min(len([part for part in PARTS.split(act.text) if part.strip()]), 10)
    yield "size", math.log1p(len(act.text))
    yield "structured", float(act.structured)


def _overlap(warrant: Warrant, words: str, act: Act, weighing: Weighing) -> Iterator[tuple[str, float]]:
    """How far the words of the act are words of the task, and the other way round."""
    said, wide = _stems(words)
    used = {one for one in act.stems if len(one) > 2 and one not in STOPWORDS}
    if used:
        yield "act_in_task", len(used & wide) / len(used)
        yield "act_beyond", min(len(used - wide), 15)
    if said:
        near = used | {other for concept in CONCEPTS if concept & used for other in concept}
        yield "task_in_act", len(said & near) / len(said)
    shares = [len(one & wide) / len(one) for part in PARTS.split(act.text)[:12] if (one := _long(part))]
    if shares:
        yield "part_least", min(shares)
        yield "part_mean", sum(shares) / len(shares)
        yield "part_last", shares[-1]
        yield "parts_apart", sum(share == 0 for share in shares)
    for name, form in SHAPES.items():
        if form.search(act.text) and not form.search(words):
            yield f"alone:{name}", 1.0
    if act.structured:
        yield "name_in_task", len(act.name_stems & wide) / max(1, len(act.name_stems))
        yield "verb_in_task", float(act.verb_stem in said)
    if weighing.effect is not None and weighing.effect.resource.name:
        own = stems_of(weighing.effect.resource.name)
        yield "least_in_task", len(own & said) / len(own) if own else -1.0
    touched = [len(content & used) for c in warrant.constraints if (content := {s for s in c.stems if len(s) > 2})]
    yield "limits_touched", min(max(touched, default=0), 4)


def _long(text: str) -> frozenset[str]:
    return frozenset(one for one in stems_of(text) if len(one) > 2)
