"""YAML read so that everything wrong with it can be said as a line: syntax, keys given twice, breaches of a schema."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

SAFE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast safe loader where libyaml is there."""


LONGEST = 300
"""Characters of a message that are shown."""


class YamlError(ValueError):
    """Not the YAML that was asked for. `line` counts from 1; `path` leads to the part that is wrong."""

    def __init__(self, line: int, what: str, path: Sequence[str | int] = ()) -> None:
        super().__init__(what)
        self.line = line
        self.path = tuple(path)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document as plain data, with the line of every part of it."""

    data: Any
    node: yaml.Node | None

    def line_of(self, path: Iterable[str | int]) -> int:
        """The line (from 1) of what stands at a path; of the nearest part around it where the path ends early."""
        node = self.node
        line = 1 if node is None else node.start_mark.line + 1
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            mark, node = found
            line = mark.start_mark.line + 1
        return line


def read(text: str) -> Document:
    """Parse one YAML document. Raises YamlError for broken syntax, a second document and keys given twice."""
    loader = SAFE(text)
    try:
        node = loader.get_single_node()
        _refuse_twins(node)
        return Document(None if node is None else loader.construct_document(node), node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(1 if mark is None else mark.line + 1, f"not YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, YamlError):
            raise
        raise YamlError(1, f"not YAML: {str(error).splitlines()[0]}") from None
    finally:
        loader.dispose()


def hold_to(document: Document, schema: Mapping[str, Any]) -> None:
    """Hold a document against a JSON Schema (Draft 2020-12). Raises YamlError at the first breach in the text."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (90 ms that only organisations' own files cost)
    from jsonschema.exceptions import best_match  # noqa: PLC0415 (the same)

    errors = list(Draft202012Validator(schema).iter_errors(document.data))
    if not errors:
        return
    first = min(errors, key=lambda error: document.line_of(error.absolute_path))
    deepest = best_match([first]) or first
    path = list(deepest.absolute_path)
    place = ".".join(str(step) for step in path if isinstance(step, str))
    said = _said(deepest.instance, deepest.validator_value) if deepest.validator == "enum" else deepest.message
    said = said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
    raise YamlError(document.line_of(path), f"{place}: {said}" if place else said, path)


def _said(instance: object, names: Sequence[object]) -> str:
    """A word that is not one of a list, with the nearest that is."""
    from difflib import get_close_matches  # noqa: PLC0415 (wanted only where something is wrong)

    near = get_close_matches(str(instance), [str(name) for name in names], 1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return (
        f"{instance!r} is not one of: {', '.join(map(str, names))}"
        if len(names) < 9
        else f"{instance!r} is not known{hint}"
    )


def _step(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """(the node whose line is meant, the node to go on from)."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _refuse_twins(node: yaml.Node | None) -> None:
    waiting: list[yaml.Node] = [] if node is None else [node]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, yaml.SequenceNode):
            waiting += one.value
        elif isinstance(one, yaml.MappingNode):
            names: set[Any] = set()
            for key, value in one.value:
                if key.value in names if isinstance(key, yaml.ScalarNode) else False:
                    raise YamlError(key.start_mark.line + 1, f"the key {key.value!r} stands twice")
                if isinstance(key, yaml.ScalarNode):
                    names.add(key.value)
                waiting.append(value)
