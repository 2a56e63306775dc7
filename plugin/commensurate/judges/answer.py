"""A model's text as a Judgement, or the reason why it is none. Pure; no text is given the benefit of the doubt."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator

from commensurate.errors import JudgeError
from commensurate.judges.prompts import Prompts
from commensurate.model.judgement import Judgement
from commensurate.model.regex import regex

LONGEST = 64 * 1024
"""Characters of an answer that are read at all. Ours take about 1,000."""

_FENCE = regex(r"```(?:json)?[ \t]*\n(.*?)\n?```", re.DOTALL)
_THOUGHT = regex(r"\A\s*<think>.*?</think>", re.DOTALL)
_NOTHING = frozenset({"none", "none.", "nothing", "nothing.", "n/a", "na", "no", "no.", "-", "null", "empty"})
"""What models write where they were asked to leave a text empty."""

_validators: dict[str, Draft202012Validator] = {}


def judgement_of(text: str, prompts: Prompts, judge: str) -> Judgement:
    """Parse and check one answer. Raises JudgeError with plain words for anything that is not one whole answer."""
    answer = _object(text)
    validator = _validators.setdefault(prompts.sha, Draft202012Validator(prompts.schema))
    wrong = min(validator.iter_errors(answer), key=lambda error: list(map(str, error.absolute_path)), default=None)
    if wrong is not None:
        where = ".".join(map(str, wrong.absolute_path)) or "the answer"
        raise JudgeError(f"the answer breaks the schema: {where}: {wrong.message[:200]}")
    return Judgement(
        judge=judge,
        score=float(answer["score"]),
        reason=answer["reason"].strip(),
        instead=_text(answer["smallest"]),
        warrants=answer["warrants"].strip(),
        beyond=_text(answer["beyond"]),
        quotes=_texts(answer["quotes"]),
        act_words=_texts(answer["act_words"]),
        object_words=_texts(answer["object_words"]),
        forbidden=_text(answer["forbidden"]),
        addressed=answer["addressed"],
        claims_read_only=answer["read_only"],
        confidence=float(answer["confidence"]),
        prompt_sha=prompts.sha,
    )


def strict_json(text: str) -> Any:
    """JSON without duplicate keys, NaN or infinities. Raises JudgeError."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise JudgeError(f"the answer is not JSON: {error}") from None


def _object(text: str) -> Mapping[str, Any]:
    if len(text) > LONGEST:
        raise JudgeError(f"the answer is longer than {LONGEST} characters")
    text = _THOUGHT.sub("", text).strip()
    if not text:
        raise JudgeError("the answer is empty")
    if not text.startswith("{"):
        fenced = _FENCE.findall(text)
        if len(fenced) != 1:
            raise JudgeError("the answer is not JSON, nor does it hold exactly one fenced JSON text")
        text = fenced[0]
    answer = strict_json(text)
    if not isinstance(answer, dict):
        raise JudgeError("the answer is not a JSON object")
    return answer


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JudgeError("the answer gives a key twice")
    return found


def _no_constant(name: str) -> Any:
    raise JudgeError(f"the answer holds {name}")


def _texts(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if _text(text))


def _text(text: str) -> str:
    text = text.strip()
    return "" if text.lower() in _NOTHING else text
