"""Redirections: what they read, truncate or send, and what they feed to the command."""

from dataclasses import dataclass

from tree_sitter import Node

from commensurate.effects.paths import file_reading, is_sink, resolve
from commensurate.effects.reading import NOTHING, Command, Reading, Stdin, Word
from commensurate.effects.shell.expand import text_of
from commensurate.effects.shell.process import Process
from commensurate.model.effect import Operation

_WRITES = frozenset({">", ">|", "&>", ">&"})
_APPENDS = frozenset({">>", "&>>"})


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirection: what it does by itself, the resolved path it writes, what it feeds."""

    reading: Reading = NOTHING
    path: str | None = None
    stdout: bool = False
    appends: bool = False
    stdin: Stdin | None = None


def redirects_of(walker: Process, nodes: list[Node]) -> list[Redirect]:
    """Read redirections, in order."""
    return [redirect for node in nodes for redirect in _read(walker, node)]


def words_behind(nodes: list[Node]) -> list[Node]:
    """What follows the first target of a redirection belongs to the command, for which the parser does not take it:
    `find / 2>/dev/null -exec rm {} +`. A number that touches the next sign is that one's descriptor.
    """
    starts = {node.start_byte for node in nodes}
    return [
        target
        for node in nodes
        for target in node.children_by_field_name("destination")[1:]
        if not (target.end_byte in starts and text_of(target).isdigit())
    ]


def _read(walker: Process, node: Node) -> list[Redirect]:
    if node.type == "herestring_redirect":
        words = [child for child in node.children if child.is_named]
        text = "".join(walker.expander().value(child).text for child in words)
        return [Redirect(stdin=Stdin(text + "\n"))]
    sign = next((child.type for child in node.children if not child.is_named), "")
    descriptor = node.child_by_field_name("descriptor")
    number = text_of(descriptor) if descriptor is not None else ""
    found = []
    # What follows the first target belongs to the command: `2>/dev/null -exec rm {} +`.
    for target in node.children_by_field_name("destination")[:1]:
        placeholder = walker.body_of(text_of(target))
        if placeholder is not None:
            found.append(Redirect(stdin=Stdin(placeholder)))
            continue
        fields = walker.words(target) or [Word("", known=False)]
        found.append(_file(walker, sign, number, fields[0], node))
    return found


def _file(walker: Process, sign: str, number: str, word: Word, node: Node) -> Redirect:
    if sign == "<" and word.text == "/dev/null":
        return Redirect(stdin=Stdin(""))
    duplicate = sign in (">&", "<&") and (word.text.rstrip("-").isdigit() or word.text[:1] in ("-", "", "$"))
    if duplicate or target_of(word):
        silent = sign in _WRITES | _APPENDS and number in ("", "1") and is_sink(word)
        return Redirect(path="/dev/null" if silent else None, stdout=silent)
    scene = walker.state.view()
    command = Command((Word("redirect"), word), scene, text_of(node))
    path = resolve(word, scene)
    if sign in _WRITES or sign in _APPENDS:
        appends = sign in _APPENDS
        reading = file_reading(Operation.UPDATE, (word,), command, overwrites=not appends)
        return Redirect(reading, path or word.text, number in ("", "1"), appends)
    reading = file_reading(Operation.READ, (word,), command)
    text = scene.files.get(path or "")
    return Redirect(reading, stdin=Stdin(text, reading.effects, ""))


def target_of(word: Word) -> bool:
    """True where nothing that stays is written or read: /dev/null, /dev/stdout, a pipe of the line's own."""
    return is_sink(word) or word.text.startswith(("/dev/fd/", "/dev/stdin", "/dev/stdout", "/dev/stderr"))
