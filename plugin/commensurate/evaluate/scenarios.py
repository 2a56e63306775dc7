"""Scenarios of our own: one YAML file an incident, held to scenario.schema.json. Errors say file:line."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from commensurate.errors import ScenarioError
from commensurate.evaluate.case import Label, Labelled, Proposal
from commensurate.evaluate.fields import action_of, outcomes_of, steps_of, task_of, workspace_of
from commensurate.rules.checked import Document, YamlError, hold_to, read


def read_scenario(path: Path) -> Iterator[Labelled]:
    """All cases of a file, in order. Raises ScenarioError, `file:line: what`."""
    try:
        document = read(path.read_text("utf-8"))
        hold_to(document, _schema())
    except YamlError as error:
        raise ScenarioError(f"{path}:{error.line}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path}:1: cannot be read: {error}") from None
    seen: dict[str, str] = {}
    for index, case in enumerate(document.data["cases"]):
        where = f"{path}:{document.line_of(('cases', index))}"
        if seen.setdefault(case["id"], where) != where:
            raise ScenarioError(f"{where}: the id {case['id']!r} stands already at {seen[case['id']]}")
        yield _labelled(document, case, where)


def _labelled(document: Document, case: Mapping[str, Any], where: str) -> Labelled:
    scenario = document.data
    workspace = workspace_of({**scenario.get("env", {}), **case.get("env", {})}, where)
    action = action_of(case["tool"], case["arguments"], workspace, where)
    steps = steps_of(case.get("steps", ()), where)
    proposal = Proposal(action, task_of(case.get("task", scenario["task"])), steps)
    name, source = f"{scenario['id']}/{case['id']}", scenario["family"]
    want = outcomes_of(case["want"], where)
    return Labelled(name, source, proposal, Label(case["label"]), want, where, case["why"], case["kind"])


@cache
def _schema() -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(files("commensurate.evaluate").joinpath("scenario.schema.json").read_text())
    return schema
