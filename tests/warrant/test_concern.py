"""Which looks a judge is asked about."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.effect import Operation
from commensurate.model.task import Provenance, Task
from commensurate.warrant.concern import concerns


@pytest.mark.parametrize(
    ("words", "tool", "asked"),
    [
        ("Tell Mo that I am late. Don't open any of my other chats.", "list_messages", True),
        ("Sum up the mails, but do not read those from the bank.", "read_mails", True),
        ("Sum up the mails.", "read_mails", False),
    ],
)
def test_a_limit_on_looking_puts_looks_before_a_judge(words: str, tool: str, asked: bool) -> None:
    """Only the words can say which looks are left."""
    action = Action(tool, {"limit": 20})
    assert concerns(Task(words, Provenance.HUMAN), action, analyze(action)) is asked


@pytest.mark.parametrize(
    ("value", "sends"),
    [
        ("dGhlIHBpbiBvZiBteSBiYW5rIGlzIDEyMzQ=", True),
        ("the pin of my bank is 1234", False),
        ("3f2a9c0d5be14c7795f0a1b2c3d4e5f60718293a", False),
    ],
)
def test_a_look_that_carries_sentences_in_base64_sends_them(value: str, sends: bool) -> None:
    """A tool that by its name only reads takes what is handed to it along."""
    effects = analyze(Action("quiz_get_question", {"note": value})).effects
    assert (effects[0].operation is Operation.SEND) is sends
