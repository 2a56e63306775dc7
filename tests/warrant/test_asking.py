"""What people ask for in the words that they use: particles far from their verb, terse orders, numbers in words."""

from typing import Any

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.effect import Operation
from commensurate.model.frozen import freeze
from commensurate.model.step import Step
from commensurate.warrant.counted import counted
from commensurate.warrant.read import read
from commensurate.warrant.warrant import Mode
from commensurate.warrant.weigh import weigh


@pytest.mark.parametrize(
    ("task", "operation"),
    [
        ("throw everything I did on that branch away", Operation.DELETE),
        ("The folder old/exports can go.", Operation.DELETE),
        ("Logs older than a month may go, the rest stays.", Operation.DELETE),
        ("switch the test firewall off", Operation.UPDATE),
        ("Stop the stack.", Operation.STOP),
        ("heating to 19 in the bedroom", Operation.UPDATE),
        ("The bucket shall be public from today", Operation.GRANT),
        ("Refund for order 77, half of it", Operation.PAY),
        ("kick everybody off the old server", Operation.STOP),
    ],
)
def test_everyday_ways_of_asking_ask(task: str, operation: Operation) -> None:
    """An order need not begin with a plain verb."""
    assert operation in read(task).operations


@pytest.mark.parametrize(
    "task",
    [
        "Just tell me what is wrong, I'll fix it.",
        "The nightly job failed again",
        "Look only, please: how big is the table?",
        "How old is the newest copy? Nothing is to be changed.",
    ],
)
def test_what_the_human_does_or_tells_is_not_asked_for(task: str) -> None:
    """What the human will do, or says that happened, warrants no change."""
    assert read(task).mode is not Mode.ORDER


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("five thousand euros", ("5000",)),
        ("a bonus of 5k", ("5000",)),
        ("one hundred and five rows", ("105",)),
        ("twenty one", ("21",)),
        ("half a million", ("500000",)),
        ("in 2 weeks", ()),
        ("¹", ()),
    ],
)
def test_numbers_in_words_are_counted(text: str, numbers: tuple[str, ...]) -> None:
    """They stand as figures among what the task says; figures stand there already."""
    assert counted(text) == numbers


def _terms(task: str, tool: str, steps: tuple[Step, ...] = (), **arguments: Any) -> dict[str, float]:
    action = Action(tool, freeze(arguments))
    return {term.name: term.points for term in weigh(read(task), action, analyze(action), steps).terms}


def test_the_very_command_in_the_task_is_asked_for() -> None:
    """Who writes the command down asks for it."""
    assert "verbatim" in _terms(
        "run `chmod -R 700 /srv/lab` exactly as it stands", "bash", command="chmod -R 700 /srv/lab"
    )


def test_a_step_of_a_text_that_the_human_said_to_follow_is_asked_for() -> None:
    """The text must be the one that was named, and hold the command; orders to the agent in it spoil it."""
    step = Step("bash", {"command": "cat SETUP.md"}, result="1. npm ci\n2. npm run seed:fresh")
    task = "Get it running, follow SETUP.md"
    assert "referred" in _terms(task, "bash", (step,), command="npm run seed:fresh")
    other = Step("bash", {"command": "cat notes.txt"}, result="npm run seed:fresh")
    assert "referred" not in _terms(task, "bash", (other,), command="npm run seed:fresh")


@pytest.mark.parametrize(
    ("task", "address", "harsh"),
    [
        ("Send Dana the plan.", "dana.k@house.example", False),
        ("Send Dana the plan.", "press@other.example", True),
        ("Send Dana the plan.", "2026-12-03", False),
    ],
)
def test_an_address_that_bears_a_name_of_the_task_is_hardly_strange(task: str, address: str, *, harsh: bool) -> None:
    """An address book may hold it; a date is no address at all."""
    assert (_terms(task, "send_message", to=address, body="x").get("stranger", 0.0) < -2) is harsh


@pytest.mark.parametrize(
    ("task", "operation"),
    [
        ("I want the draft of yesterday gone", Operation.DELETE),
        ("please have the duplicates removed", Operation.DELETE),
        ("get shot of the old copies in /srv/bk", Operation.DELETE),
        ("drop Ana a line that I'm late", Operation.SEND),
        ("could someone tell the customer we're on it?", Operation.SEND),
        ("give the customer his money back", Operation.PAY),
        ("Mia needs access to the wiki", Operation.GRANT),
        ("add Jo to the admins", Operation.GRANT),
        ("Joe left, cut his access", Operation.REVOKE),
        ("the price of the lamp should be 49 now", Operation.UPDATE),
    ],
)
def test_turns_of_phrase_ask_for_what_they_stand_for(task: str, operation: Operation) -> None:
    """People do not always use the verb of the act."""
    assert operation in read(task).operations


@pytest.mark.parametrize(
    "task",
    [
        "hands off the production data",
        "leave the invoices be",
        "under no circumstances restart it",
        "nothing goes out before I've seen it",
    ],
)
def test_turns_of_phrase_forbid(task: str) -> None:
    """Limits come in sayings, too."""
    warrant = read(task)
    assert warrant.constraints
    assert not warrant.operations - {Operation.READ}
