"""A model behind any OpenAI-compatible endpoint, for guards that are a prompt: one question, one JSON object back.

Settings: `model` (needed), `base_url` (OPENAI_BASE_URL otherwise), `timeout` in seconds. The key is OPENAI_API_KEY.
"""

import ast
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import openai
from door import NotInstalledError, Question

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class Endpoint:
    """Asks the model. Raises NotInstalledError where no model is named or no key is there."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.model = str(settings.get("model") or "")
        if not self.model:
            raise NotInstalledError("it is a prompt: say with --against-set model=NAME who is asked")
        try:
            self._client = openai.OpenAI(base_url=settings.get("base_url"), timeout=float(settings.get("timeout", 60)))
        except openai.OpenAIError as error:
            raise NotInstalledError(str(error)) from None

    def object(self, messages: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        """The JSON object in the answer. Raises ValueError where there is none, OpenAIError."""
        answer = self._client.chat.completions.create(model=self.model, messages=list(messages), temperature=0)
        found = _OBJECT.search(answer.choices[0].message.content or "")
        if found is None:
            raise ValueError("no JSON object in the answer")
        return dict(json.loads(found.group()))


def texts(package: str, file: str, names: Sequence[str], install: str) -> tuple[str, dict[str, str]]:
    """The version of an installed distribution, and texts that stand in one of its files under these names.

    The file is read, not imported: a prompt needs none of what its package needs. Raises NotInstalledError.
    """
    try:
        found = distribution(package)
    except PackageNotFoundError:
        raise NotInstalledError(f"{package} is not installed. To read its prompt: {install}") from None
    path = Path(str(found.locate_file(file)))
    if not path.is_file():
        raise NotInstalledError(f"{package} {found.version} has no {file}")
    tree = ast.parse(path.read_text("utf-8"))
    told = {}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name) and target.id in names:
                told[target.id] = _text(node.value)
    if lacking := [name for name in names if not told.get(name)]:
        raise NotInstalledError(f"{package} {found.version}: {file} has no {', '.join(lacking)}")
    return found.version, told


def steps_of(question: Question) -> list[tuple[str, str]]:
    """The earlier steps: what was called, what came back."""
    return [
        (step["text"] or f"{step['tool']} {json.dumps(step['arguments'], ensure_ascii=False)}", step["result"] or "")
        for step in question["steps"]
    ]


def action_of(question: Question) -> str:
    """The proposed action."""
    return json.dumps({"tool": question["tool"], "arguments": question["arguments"]}, ensure_ascii=False)


def _text(node: ast.expr | None) -> str:
    """A text as it is written, or as `textwrap.dedent(…)` and `.strip()` would make it; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "strip" and not node.args:
            return _text(node.func.value).strip()
        if node.func.attr == "dedent" and len(node.args) == 1:
            return textwrap.dedent(_text(node.args[0]))
    return ""
