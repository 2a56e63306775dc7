"""GraphQL: which fields a mutation asks for, and what their names and arguments say they do.

Source: the GraphQL specification of October 2021, sections 2.1 to 2.6 (tokens, operations, fields, arguments).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import NOTHING, Reading, Scene, opaque, together
from commensurate.effects.told_by_data import said_in, weighed
from commensurate.effects.verbs import kind_of, meaning_of, radius_of, words_of
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

MAXIMUM = 65_536
"""Characters of a document beyond which it counts as opaque."""

_BLOCK, _STRING = r'"""(?:[^"\\]|\\.|""?(?!"))*+', r'"(?:\\.|[^"\\\n])*+'
MOST_FIELDS = 400
"""Fields of one document that are told."""
_TOKEN = regex(
    rf'{_BLOCK}"""|(?!""")(?:{_STRING}"|(?P<open>{_STRING}))|(?P<endless>"""(?s:.)*+)|#[^\n]*|\.\.\.'
    r"|\$?[A-Za-z_]\w*|-?\d[\w.+-]*|[!&()\[\]{}:=@|]",
    re.DOTALL,
)
_BACKED_UP_TOGETHER = frozenset({ResourceKind.VOLUME, ResourceKind.DATABASE, ResourceKind.STACK, ResourceKind.ACCOUNT})
_ACCOUNT_WORDS = frozenset({"account", "organization", "workspace", "team", "tenant"})


def read(text: str, scene: Scene, evidence: str = "", variables: Mapping[str, Any] | None = None) -> Reading:
    """Read a GraphQL document, or the JSON body that carries one. Queries only look; each field of a mutation speaks.

    Opaque: a document that is too long, does not parse or asks for no field, or a persisted query of which only the hash is sent.
    """
    if len(text) > MAXIMUM:
        return opaque("graphql: too long to be read")
    stripped = text.lstrip()
    if (stripped[:1] in "{[" and '"query"' in text) or '"mutation"' in text[:20]:
        return _body(text, scene, evidence)
    found = list(_TOKEN.finditer(text))
    tokens = [token for match in found if not (token := match.group()).startswith("#")]
    if not tokens or tokens.count("{") != tokens.count("}") or any(match.lastgroup for match in found):
        return opaque("graphql: not a document")
    asked = [(operation, *field) for operation, fields in _operations(tokens) for field in fields]
    if not asked:
        return opaque("graphql: no field is asked for")
    given = said_in(variables or {})
    told = [
        weighed(
            _effect(operation, name, _texts(arguments, variables or {}), scene, evidence or text),
            replace(given, **_limits(arguments)),
        )
        for operation, name, arguments in asked[:MOST_FIELDS]
    ]
    reading = Reading(tuple(told))
    return reading if len(asked) <= MOST_FIELDS else reading + opaque(f"graphql: more than {MOST_FIELDS} fields")


def _body(text: str, scene: Scene, evidence: str) -> Reading:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return opaque("graphql: the body is not JSON")
    parts = loaded if isinstance(loaded, list) else [loaded]
    told = [NOTHING if len(parts) <= MOST_FIELDS else opaque(f"graphql: more than {MOST_FIELDS} documents")]
    for part in parts[:MOST_FIELDS]:
        query = part.get("query") or part.get("mutation") if isinstance(part, Mapping) else None
        if not isinstance(query, str):
            told.append(opaque("graphql: no query in the body"))
            continue
        variables = part.get("variables")
        told.append(read(query, scene, evidence or text, variables if isinstance(variables, Mapping) else None))
    return together(told)


def _operations(tokens: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """(operation, its top fields with their argument tokens) of every operation; fragments are fields of both."""
    index = 0
    while index < len(tokens):
        operation = "query"
        while index < len(tokens) and tokens[index] != "{":
            if tokens[index] in ("query", "mutation", "subscription", "fragment"):
                operation = tokens[index]
            index = _past(tokens, index) if tokens[index] == "(" else index + 1
        end = _past(tokens, index)
        yield operation, _fields(tokens[index + 1 : end - 1])
        index = end


def _fields(tokens: Sequence[str]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token in ("(", "{"):
            end = _past(tokens, index)
            if found and token == "(":
                found[-1][1].extend(tokens[index + 1 : end - 1])
            index = end
        elif token == ":" and found:
            found.pop()
            index += 1
        elif token in ("...", "@"):
            index += 2
        else:
            if token[0].isalpha() or token[0] == "_":
                found.append((token, []))
            index += 1
    return found


def _past(tokens: Sequence[str], index: int) -> int:
    """The position behind the bracket that closes the one at `index`."""
    pairs = {"(": ")", "{": "}", "[": "]"}
    if index >= len(tokens):
        return index
    opening, closing, depth = tokens[index], pairs[tokens[index]], 0
    for position in range(index, len(tokens)):
        depth += (tokens[position] == opening) - (tokens[position] == closing)
        if depth == 0:
            return position + 1
    return len(tokens)


def _effect(operation: str, name: str, texts: Sequence[str], scene: Scene, evidence: str) -> Effect:
    environment = stricter(scene.environment, environment_of(*texts))
    if operation in ("query", "subscription", "fragment"):
        return Effect(
            Operation.READ, Resource(ResourceKind.RECORD, name), Reversibility.REVERSIBLE, BlastRadius.ONE, evidence,
            environment, surroundings(scene),
        )  # fmt: skip
    meaning = meaning_of(name)
    kind = kind_of(name)
    doing = meaning.operation if meaning and meaning.operation is not Operation.READ else Operation.UPDATE
    reversibility = meaning.reversibility if meaning and doing is meaning.operation else Reversibility.COSTLY
    radius = BlastRadius.ONE
    traits = set(surroundings(scene))
    if doing is Operation.DELETE:
        radius = BlastRadius.ENVIRONMENT if _ACCOUNT_WORDS & set(words_of(name)) else radius_of(kind)
        if kind in _BACKED_UP_TOGETHER:
            traits.add(Trait.BACKUP)
        if "all" in words_of(name):
            radius = BlastRadius.ENVIRONMENT
            traits.add(Trait.UNBOUNDED)
    label = next((text for text in texts if text), "")
    resource = Resource(kind, f"{name} {label}".strip())
    return Effect(doing, resource, reversibility, radius, evidence, environment, frozenset(traits))


_NO_LIMIT = regex(r"\b(?:where|filter|condition|query)\s*:\s*\{\s*\}")
_MIGHTY = regex(r"\b(?:role|permission)\s*:\s*\"?(?:owner|admin|administrator)\b", re.IGNORECASE)
_OPENED = regex(r"\bvisibility\s*:\s*\"?public\b|\b(?:is)?private\s*:\s*false\b", re.IGNORECASE)


def _limits(arguments: Sequence[str]) -> dict[str, bool]:
    """What the arguments themselves say: `where: {}`, `role: ADMIN`, `visibility: PUBLIC`."""
    text = " ".join(arguments)
    found = {"whole": _NO_LIMIT, "mighty": _MIGHTY, "public": _OPENED}
    return {name: True for name, pattern in found.items() if pattern.search(text)}


def _texts(arguments: Sequence[str], variables: Mapping[str, Any]) -> list[str]:
    found = [token.strip('"') for token in arguments if token.startswith('"')]
    for token in arguments if variables else ():
        value = variables.get(token[1:]) if token.startswith("$") else None
        parts = value.values() if isinstance(value, Mapping) else [value]
        found += [part for part in parts if isinstance(part, str)]
    return found
