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
from commensurate.judges.prompts import SURPRISE, Prompts, prompts
from commensurate.model.judgement import Judgement
from commensurate.model.task import Task
from commensurate.warrant.quotes import Span, locate, plain

VERSION = 1
NOT_SAID = "(words that the human did not say)"
"""Stands for a quote that was not in the human's words, where texts are not kept."""

_QUOTED = ("quotes", "act_words", "object_words")
"""Words of the human that the judge copied."""
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
    second_sha: str = ""
    """The sha of the second framing's prompts, where it was asked as well."""

    def line(self) -> str:
        """As its line of JSON."""
        told = {"recordings": VERSION, "answered_by": self.answered_by, "when": self.when}
        second = {"second_sha": self.second_sha} if self.second_sha else {}
        shas = {"prompt_sha": self.prompt_sha, **second}
        return json.dumps({**told, **shas, "about": self.about, "texts": self.texts})

    def stale(self, texts: Prompts) -> str:
        """Which prompts have changed since, in words; empty where none has. `texts` are today's of the first framing."""
        then_and_now = ((self.prompt_sha, texts.sha), (self.second_sha, prompts(SURPRISE).sha))
        return "; ".join(
            f"recorded with the prompts {then[:12]}, today's are {now[:12]}"
            for then, now in then_and_now
            if then and then != now
        )


def header_of(line: str, where: str) -> Header:
    """Read a header line. Raises InputError."""
    row = _object(line, where)
    if row.get("recordings") != VERSION:
        raise InputError(f"{where}: not a recording of version {VERSION}")
    try:
        second = row.get("second_sha", "")
        return Header(row["answered_by"], row["when"], row["prompt_sha"], row.get("about", ""), row["texts"], second)
    except KeyError as error:
        raise InputError(f"{where}: the header lacks {error}") from None


def row_of(judgement: Judgement, task: Task, *, texts: bool) -> dict[str, Any]:
    """One judgement as plain data, as the judge gave it: before its claims are held against the words."""
    row: dict[str, Any] = {"brief_sha": judgement.brief_sha, "case_sha": judgement.case_sha}
    row |= {name: getattr(judgement, name) for name in _VALUES} | ({"contested": True} if judgement.contested else {})
    if texts:
        row |= {name: getattr(judgement, name) for name in _TEXTS}
        row |= {name: list(getattr(judgement, name)) for name in _QUOTED}
        return row | {"forbidden": judgement.forbidden}
    row |= {f"{name}_at": [_place(words, task) for words in getattr(judgement, name)] for name in _QUOTED}
    row["forbidden_at"] = [_place(judgement.forbidden, task)] if judgement.forbidden else []
    return row


def judgement_of(row: Mapping[str, Any], task: Task, header: Header) -> Judgement:
    """A recorded row as the judgement that it was. Raises InputError where the row is not one."""
    try:
        values: dict[str, Any] = {name: row[name] for name in _VALUES} | {
            "contested": row.get("contested", False) is True
        }
        if isinstance(row["score"], bool) or not 0 <= row["score"] <= 10:
            raise ValueError("score")  # noqa: TRY301 (one way out for all that is wrong)
        if header.texts:
            values |= {name: tuple(row.get(name, ())) for name in _QUOTED}
            forbidden = row["forbidden"]
            values |= {name: row[name] for name in _TEXTS}
        else:
            values |= {name: tuple(_words(p, task) for p in row.get(f"{name}_at", ())) for name in _QUOTED}
            forbidden = "; ".join(_words(place, task) for place in row["forbidden_at"])
            values["reason"] = f"recorded on {header.when} without its words"
        return Judgement(
            **values,
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
