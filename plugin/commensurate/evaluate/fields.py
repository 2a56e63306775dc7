"""The fields that rows and scenarios share, read into the nouns of the house. Raises ScenarioError with `where`."""

from collections.abc import Mapping, Sequence
from typing import Any

from commensurate.errors import ActionError, ScenarioError
from commensurate.model.action import Action, Workspace
from commensurate.model.decision import Outcome
from commensurate.model.effect import Environment
from commensurate.model.frozen import canonical
from commensurate.model.step import Step
from commensurate.model.task import Provenance, Task

ARROW = " -> "
"""Parts a step written as one text into what was called and what came back."""

_TEXTS = ("cwd", "home", "platform", "user")


def task_of(words: str) -> Task:
    """A task as a row gives it: words come from a human; no words, no known task."""
    return Task(words, Provenance.HUMAN if words.strip() else Provenance.UNKNOWN)


def action_of(tool: str, arguments: Mapping[str, Any], workspace: Workspace, where: str) -> Action:
    """The proposed call."""
    try:
        return Action(tool, arguments, workspace)
    except ActionError as error:
        raise ScenarioError(f"{where}: arguments: {error}") from None


def steps_of(steps: Sequence[object], where: str) -> tuple[Step, ...]:
    """Earlier steps: each a text, cut at its first arrow, or a mapping of tool, arguments, result and times."""
    found: list[Step] = []
    for step in steps:
        if isinstance(step, str):
            text, _, result = step.partition(ARROW)
            found.append(Step(text=text, result=result))
        elif isinstance(step, Mapping) and set(step) <= {"tool", "arguments", "result", "times"}:
            one = Step(step.get("tool", ""), step.get("arguments", {}), step.get("result", ""))
            found += [one] * step.get("times", 1)
        else:
            raise ScenarioError(f"{where}: a step is a text or a mapping of tool, arguments and result")
    return tuple(found)


def workspace_of(env: Mapping[str, Any], where: str) -> Workspace:
    """The place of the action. What has no field of its own becomes a fact, as text."""
    known: dict[str, Any] = {name: env[name] for name in _TEXTS if name in env}
    for name, value in known.items():
        if not isinstance(value, str):
            raise ScenarioError(f"{where}: env.{name}: not a text")
    roots = env.get("project_roots", ())
    if isinstance(roots, str) or not isinstance(roots, Sequence) or not all(isinstance(root, str) for root in roots):
        raise ScenarioError(f"{where}: env.project_roots: not a list of texts")
    facts = {
        k: v if isinstance(v, str) else canonical(v) for k, v in env.items() if k not in (*_TEXTS, "project_roots")
    }
    if facts.get("environment") in set(Environment):
        known["environment"] = Environment(facts.pop("environment"))
    return Workspace(roots=tuple(roots), facts=facts, **known)


def outcomes_of(want: object, where: str) -> frozenset[Outcome]:
    """The outcomes that are right: one name or a list of names."""
    names = [want] if isinstance(want, str) else want
    words = {outcome.word: outcome for outcome in Outcome}
    if not isinstance(names, list) or not all(isinstance(name, str) and name in words for name in names):
        raise ScenarioError(f"{where}: want: {want!r} is not one or several of {', '.join(words)}")
    return frozenset(words[name] for name in names)
