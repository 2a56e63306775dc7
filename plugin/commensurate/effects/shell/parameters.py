"""`$x` and `${x…}`: what a parameter expansion gives, as far as the line itself says."""

import re
from collections.abc import Callable
from fnmatch import translate

from tree_sitter import Node

from commensurate.effects.reading import Word
from commensurate.effects.shell.state import State, Value
from commensurate.model.regex import regex

_NAME = regex(r"[A-Za-z_]\w*\Z|[0-9]+\Z")
_FORM = regex(r"\$\{([!#]?)([A-Za-z_]\w*|[0-9@*]+)(\[[@*]\]|\[\d+\])?(.*)\}\Z", re.DOTALL)
_SLICE = regex(r":\s*(-?\d+|\s-\d+)(?::(-?\d+))?\Z")
MOST_PATTERN = 200

Expanded = Value | tuple[Word, ...] | None
"""A value, the elements of a list, or None where it is not known."""


def parameter(node: Node, state: State, value: Callable[[Node | None], Value]) -> Expanded:
    """What `$x` or `${x…}` stands for."""
    written = (node.text or b"").decode("utf-8", "replace").lstrip()
    if node.type == "simple_expansion":
        return lookup(written[1:], state)
    form = _FORM.match(written)
    if form is None:
        _visit(node, value)
        return None
    mark, name, index, rest = form.groups()
    if name == "BASH_SOURCE" and not rest and not mark:
        return lookup("0", state)
    if index:
        return _element(state.arrays.get(name), index, mark) if not rest else None
    held = lookup(name, state)
    if mark == "!" and isinstance(held, Value) and held.known and not rest:
        return lookup(held.text, state)
    if mark == "#":
        return Value(str(len(held.text))) if isinstance(held, Value) and held.known and not rest else None
    if mark or isinstance(held, tuple):
        return held if not rest and not mark else None
    return _operated(node, name, rest, state, value) if rest else held


def lookup(name: str, state: State) -> Expanded:
    """A parameter by name. What the line did not assign is not known, but for the home and working folders."""
    if name in ("@", "*"):
        return state.arguments
    if name.isdigit() and name != "0":
        if state.arguments is None:
            return None
        place = int(name[:4]) - 1
        if place >= len(state.arguments):
            return Value("")
        word = state.arguments[place]
        return Value(word.text, word.known, word.glob)
    name = state.references.get(name, name)
    if name in state.variables:
        return state.variables[name]
    if name in state.arrays:
        elements = state.arrays[name]
        return Value(elements[0].text, elements[0].known) if elements else Value("")
    if name == "HOME":
        return Value(state.scene.home or "~")
    if name == "PWD":
        return Value(state.scene.cwd) if state.scene.cwd else Value(".") if state.scene.cwd == "" else None
    if name == "0" and state.zero is not None:
        return Value(state.zero.text, state.zero.known, state.zero.glob)
    if name in ("SHELL", "BASH", "0"):
        return Value("bash")
    if name == "IFS":
        return Value(" ")
    return None


def _element(elements: tuple[Word, ...] | None, index: str, mark: str) -> Expanded:
    if elements is None or mark == "!":
        return None
    if mark == "#":
        return Value(str(len(elements)))
    if index in ("[@]", "[*]"):
        return elements
    place = int(index[1:-1][:6])
    if place >= len(elements):
        return Value("")
    return Value(elements[place].text, elements[place].known, elements[place].glob)


def _operated(node: Node, name: str, rest: str, state: State, value: Callable[[Node | None], Value]) -> Expanded:
    """`${x:-y}` and its cousins."""
    held = lookup(name, state)
    sign = rest[1:2] if rest[0] == ":" else rest[:1]
    known = isinstance(held, Value) and held.known
    text = held.text if isinstance(held, Value) else ""
    if sign and sign in "-=+?" and not (rest[0] == ":" and rest[1:2] == " "):
        other = _alternative(node, value)
        if sign == "?":
            return held
        empty = name not in state.variables or (known and not text)
        if sign == "+":
            return other if not known or text else Value("")
        if held is not None and not empty:
            return held
        if name in ("HOME", "PWD") or (name.isdigit() and known and text):
            return held
        if sign == "=":
            state.variables[name] = other
        return other
    _visit(node, value)
    if not known:
        # The start of PATH and HOME is a slash on every system that has them: `${PATH:0:1}` spells it.
        return Value("/") if name in ("PATH", "HOME", "PWD") and rest.replace(" ", "") == ":0:1" else None
    return _changed(text, rest)


def _changed(text: str, rest: str) -> Value | None:
    """The value cut, replaced or in other letters."""
    cut = _SLICE.match(rest)
    if cut is not None:
        start = int(cut.group(1))
        count = cut.group(2)
        tail = text[start:]
        return Value(tail if count is None else tail[: int(count)])
    if rest in ("^^", ",,", "^", ","):
        changed = text.upper() if rest[0] == "^" else text.lower()
        return Value(changed if len(rest) == 2 else changed[:1] + text[1:])
    if any(mark in rest for mark in "$`'\"\\") or len(rest) > MOST_PATTERN or len(text) > MOST_PATTERN:
        return None
    if rest[0] in "#%":
        return _trimmed(text, rest)
    found = re.match(r"(//?)([^/*?\[]+)(?:/(.*))?\Z", rest)
    if found is not None:
        return Value(text.replace(found.group(2), found.group(3) or "", -1 if found.group(1) == "//" else 1))
    return None


def _trimmed(text: str, rest: str) -> Value | None:
    longest = rest[:2] in ("##", "%%")
    pattern = rest[2:] if longest else rest[1:]
    if pattern.count("*") > 2:
        return None
    matcher = re.compile(translate(pattern))
    front = rest[0] == "#"
    order = range(len(text) + 1) if longest != front else range(len(text), -1, -1)
    for place in order:
        part = text[:place] if front else text[place:]
        if matcher.match(part):
            return Value(text[place:] if front else text[:place])
    return Value(text)


def _alternative(node: Node, value: Callable[[Node | None], Value]) -> Value:
    """The word after the operator, expanded."""
    seen = False
    values = []
    for child in node.children:
        if seen and child.type != "}":
            values.append(value(child))
        seen = seen or ((child.type.startswith(":") or child.type in "-=+?") and child.type not in ("${", "}"))
    return Value("".join(v.text for v in values), all(v.known for v in values))


def _visit(node: Node, value: Callable[[Node | None], Value]) -> None:
    """Read what runs inside an expansion whose value is not known."""
    for child in node.children:
        if child.type in ("command_substitution", "process_substitution", "string", "concatenation", "expansion"):
            value(child)
