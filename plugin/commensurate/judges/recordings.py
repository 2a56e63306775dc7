"""The form of recorded judgements: JSONL, a header line that says what answered, when, and with which prompts.

With `texts: false` nothing that the human or the judge wrote is kept: quotes are kept as places in the human's words,
so that a recording of somebody else's rows can be shared without them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commensurate.errors import InputError, JudgeError
from commensurate.judges.answer import strict_json
from commensurate.model.judgement import Judgement
from commensurate.model.task import Task
from commensurate.warrant.quotes import Span, locate, plain

VERSION = 1
NOT_SAID = "(words that the human did not say)"
"""Stands for a quote that was not in the human's words, where texts are not kept."""

_TEXTS = ("reason", "instead", "warrants", "beyond")
_VALUES = (
    "judge",
    "score",
    "addressed",
    "claims_read_only",
    "confidence",
    "model",
    "tokens_in",
    "tokens_out",
    "not_shown",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What a recording says of itself. `when` is an ISO date and time, UTC. `about` says honestly what answered."""

    answered_by: str
    when: str
    prompt_sha: str
    about: str = ""
    texts: bool = True

    def line(self) -> str:
        """As its line of JSON."""
        told = {"recordings": VERSION, "answered_by": self.answered_by, "when": self.when}
        return json.dumps({**told, "prompt_sha": self.prompt_sha, "about": self.about, "texts": self.texts})


def header_of(line: str, where: str) -> Header:
    """Read a header line. Raises InputError."""
    row = _object(line, where)
    if row.get("recordings") != VERSION:
        raise InputError(f"{where}: not a recording of version {VERSION}")
    try:
        return Header(row["answered_by"], row["when"], row["prompt_sha"], row.get("about", ""), row["texts"])
    except KeyError as error:
        raise InputError(f"{where}: the header lacks {error}") from None


def row_of(judgement: Judgement, task: Task, *, texts: bool) -> dict[str, Any]:
    """One judgement as plain data, as the judge gave it: before its claims are held against the words."""
    row: dict[str, Any] = {"brief_sha": judgement.brief_sha, "case_sha": judgement.case_sha}
    row |= {name: getattr(judgement, name) for name in _VALUES}
    if texts:
        row |= {name: getattr(judgement, name) for name in _TEXTS}
        return row | {"quotes": list(judgement.quotes), "forbidden": judgement.forbidden}
    row["quotes_at"] = [_place(quote, task) for quote in judgement.quotes]
    row["forbidden_at"] = [_place(judgement.forbidden, task)] if judgement.forbidden else []
    return row


def judgement_of(row: Mapping[str, Any], task: Task, header: Header) -> Judgement:
    """A recorded row as the judgement that it was. Raises InputError where the row is not one."""
    try:
        values = {name: row[name] for name in _VALUES}
        if isinstance(row["score"], bool) or not 0 <= row["score"] <= 10:
            raise ValueError("score")  # noqa: TRY301 (one way out for all that is wrong)
        if header.texts:
            quotes, forbidden = tuple(row["quotes"]), row["forbidden"]
            values |= {name: row[name] for name in _TEXTS}
        else:
            quotes = tuple(_words(place, task) for place in row["quotes_at"])
            forbidden = "; ".join(_words(place, task) for place in row["forbidden_at"])
            values["reason"] = f"recorded on {header.when} without its words"
        return Judgement(
            **values,
            quotes=quotes,
            forbidden=forbidden,
            prompt_sha=header.prompt_sha,
            brief_sha=row["brief_sha"],
            case_sha=row["case_sha"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"a recorded judgement lacks or misstates {error}") from None


def rows_of(lines: Sequence[str], where: str) -> list[dict[str, Any]]:
    """All rows after the header. Raises InputError with the line."""
    return [_object(line, f"{where}:{number}") for number, line in enumerate(lines, 2) if line.strip()]


def _place(quote: str, task: Task) -> list[int] | None:
    span = locate(quote, plain(task.text))
    return None if span is None else [span.start, span.end]


def _words(place: Sequence[int] | None, task: Task) -> str:
    return NOT_SAID if place is None else Span(*place).of(task.text)


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = strict_json(line)
    except JudgeError as error:
        raise InputError(f"{where}: {error}") from None
    if not isinstance(row, dict):
        raise InputError(f"{where}: not a JSON object")
    return row
