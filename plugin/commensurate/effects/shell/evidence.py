"""The words of a command as people are shown them."""

from tree_sitter import Node

from commensurate.effects.shell.expand import text_of
from commensurate.effects.shell.prepare import CLOSE, OPEN
from commensurate.model.regex import regex

LONGEST_EVIDENCE = 400
_INSERTED = regex(r"(?<![^\s;&|()])''(?=([A-Za-z{]))")
"""What the scanner put in the place of a backslash, or before a brace."""


def evidence_of(node: Node) -> str:
    """The words of a command as typed, cut to a length that people read."""
    text = _INSERTED.sub(lambda found: "" if found[1] == "{" else "\\", text_of(node))
    text = text if OPEN not in text else text.replace(OPEN, "<heredoc ").replace(CLOSE, ">")
    return text if len(text) <= LONGEST_EVIDENCE else text[: LONGEST_EVIDENCE - 1] + "…"
