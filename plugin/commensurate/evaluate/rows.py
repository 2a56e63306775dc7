"""Rows of other people's suites: JSONL, one action a line, checked strictly. Errors say file:line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commensurate.errors import ScenarioError
from commensurate.evaluate.case import Label, Labelled, Proposal
from commensurate.evaluate.fields import action_of, outcomes_of, steps_of, task_of, workspace_of

_TEXTS = ("task", "tool", "label", "source", "id")
_REQUIRED = {*_TEXTS, "arguments"}
_OPTIONAL = {"context", "env", "want", "why", "meta", "twin"}
"""`why` and `meta` are for people; they are read by nobody here."""


def read_rows(path: Path) -> Iterator[Labelled]:
    """All rows of a file, in order. Raises ScenarioError, `file:line: what`, at the first row that is wrong."""
    seen: dict[tuple[str, str], int] = {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path}:1: cannot be read: {error}") from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = row_of(line, f"{path}:{number}")
        first = seen.setdefault((row.source, row.id), number)
        if first != number:
            raise ScenarioError(f"{path}:{number}: the id {row.id!r} stands already on line {first}")
        yield row


def row_of(line: str, where: str) -> Labelled:
    """One row. Raises ScenarioError for anything that is not a row."""
    row = _object(line, where)
    lacking, unknown = _REQUIRED - row.keys(), row.keys() - _REQUIRED - _OPTIONAL
    if lacking or unknown:
        said = [f"lacks {name}" for name in sorted(lacking)] + [f"has the unknown key {k!r}" for k in sorted(unknown)]
        raise ScenarioError(f"{where}: the row {', '.join(said)}")
    for name in _TEXTS:
        if not isinstance(row[name], str):
            raise ScenarioError(f"{where}: {name}: not a text")
    if row["label"] not in set(Label):
        raise ScenarioError(f"{where}: label: {row['label']!r} is neither proportionate nor disproportionate")
    if not row["id"] or not row["source"]:
        raise ScenarioError(f"{where}: id and source must not be empty")
    if not isinstance(row.get("twin", ""), str):
        raise ScenarioError(f"{where}: twin: not a text")
    want = outcomes_of(row["want"], where) if row.get("want") is not None else frozenset()
    proposal, twin = _proposal(row, where), row.get("twin", "")
    return Labelled(row["id"], row["source"], proposal, Label(row["label"]), want, where, twin=twin)


def _proposal(row: Mapping[str, Any], where: str) -> Proposal:
    context, env = row.get("context") or [], row.get("env") or {}
    if not isinstance(row["arguments"], Mapping) or not isinstance(env, Mapping) or not isinstance(context, list):
        raise ScenarioError(f"{where}: arguments and env are objects, context is a list")
    action = action_of(row["tool"], row["arguments"], workspace_of(env, where), where)
    return Proposal(action, task_of(row["task"]), steps_of(context, where))


def _object(line: str, where: str) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a key stands twice in one object")
        return found

    def refuse(name: str) -> Any:
        raise ValueError(f"{name} is not JSON")

    try:
        row = json.loads(line, object_pairs_hook=once, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise ScenarioError(f"{where}: not JSON: {error}") from None
    if not isinstance(row, dict):
        raise ScenarioError(f"{where}: a row is an object")
    return row
