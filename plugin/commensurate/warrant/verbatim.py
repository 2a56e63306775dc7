"""The very command in the human's words, or in a text that the human said to follow."""

from collections.abc import Iterator

from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.evidence import Evidence
from commensurate.warrant.term import Term
from commensurate.warrant.warrant import Warrant

_PLAIN = regex(r"[\s`'\"]+")
_REFERS = regex(
    r"\b(?:follow|as (?:described|written|documented|stated|listed|set out)|according to|work through|go through|like (?:it )?says|carry out|"
    r"do what|the steps|run (?:the|what))\b[^.;\n]{0,60}?([\w./-]+\.\w{1,5}|readme|contributing|runbook|checklist|instructions|steps|docs?)\b"
)
_LEADS = regex(r"^(?:sudo (?:-\S+ )*|cd \S+ && |time |env (?:\w+=\S+ )*|\w+=\S+ )+")
_HEAD = 3
"""Words of a command's beginning that must stand in the task together."""


def said_verbatim(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    """The terms of a command that stands word for word where the human put it or pointed."""
    if act.structured or not act.analysis.changes:
        return
    line = _LEADS.sub("", _PLAIN.sub(" ", act.text).strip())
    words = line.split()
    task = _PLAIN.sub(" ", warrant.text)
    if len(words) > 1 and line in task:
        yield Term("verbatim", w.VERBATIM, "The task holds this very command.")
    elif len(words) >= _HEAD and " ".join(words[:_HEAD]) in task:
        yield Term("verbatim", w.BY_NAME, "The task names this command.")
    elif len(words) > 1 and not evidence.poison and _referred(warrant, line, evidence):
        yield Term("referred", w.REFERRED, "It is a step of the text that the human said to follow.")


def _referred(warrant: Warrant, line: str, evidence: Evidence) -> bool:
    found = _REFERS.search(warrant.text)
    if found is None:
        return False
    name = found.group(1)
    return any(
        name in call and line in _PLAIN.sub(" ", result)
        for call, result in zip(evidence.calls, evidence.results, strict=False)
    )
