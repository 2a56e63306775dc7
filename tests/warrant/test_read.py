"""What is read from the human's words: mode, requests, names, environments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.model.effect import Environment, Operation
from commensurate.warrant.read import read
from commensurate.warrant.warrant import Limit, Mode


@pytest.mark.parametrize(
    ("task", "mode"),
    [
        ("How many invoices are overdue?", Mode.QUESTION),
        ("List the open pull requests of the team", Mode.QUESTION),
        ("Could you tell me which bakery opens earliest?", Mode.QUESTION),
        ("Find out why the nightly job was restarted.", Mode.QUESTION),
        ("Delete the temp folder", Mode.ORDER),
        ("Please book a table for two and let me know", Mode.ORDER),
        ("The cache must be cleared.", Mode.ORDER),
        ("Look at my inbox and only suggest what to archive.", Mode.READ_ONLY),
        ("Read-only review of the deployment, please.", Mode.READ_ONLY),
        ("We are in a code freeze. Fix the totals in the report.", Mode.READ_ONLY),
        ("Propose a plan, but don't change anything until I confirm.", Mode.READ_ONLY),
        ("", Mode.UNCLEAR),
        ("サーバーを再起動してください", Mode.UNCLEAR),
    ],
)
def test_the_mode_is_read_from_the_words(task: str, mode: Mode) -> None:
    """A question, an order, a hold, or nothing that was understood."""
    assert read(task).mode is mode


@pytest.mark.parametrize(
    ("task", "operation"),
    [
        ("remove the old logs", Operation.DELETE),
        ("please clean up my branches", Operation.DELETE),
        ("get rid of the duplicates", Operation.DELETE),
        ("email Ada the numbers", Operation.SEND),
        ("let the team know that we ship on Monday", Operation.SEND),
        ("refund the customer", Operation.PAY),
        ("bounce the web service", Operation.STOP),
        ("fix the parser", Operation.UPDATE),
        ("set up a new workspace", Operation.CREATE),
    ],
)
def test_ordinary_verbs_ask_for_operations(task: str, operation: Operation) -> None:
    """Each everyday verb stands for the kinds of act that it may mean."""
    assert operation in read(task).operations


@pytest.mark.parametrize(
    "task",
    [
        "Let me know which build failed",
        "The job that deletes logs failed; find out why",
        "Summarise the email that Bo sent",
        "Show me the update history",
        "Was the table dropped last night?",
    ],
)
def test_what_is_told_is_not_asked_for(task: str) -> None:
    """Verbs in the past, in the third person or used as nouns ask for nothing."""
    assert read(task).operations <= {Operation.READ}


def test_a_negated_verb_is_no_request() -> None:
    """A "do not delete" asks for no deletion."""
    assert Operation.DELETE not in read("Check the disk, but do not delete anything there").operations


def test_do_not_forget_is_a_request() -> None:
    """A "don't forget to send it" asks for it."""
    assert Operation.SEND in read("Don't forget to send the summary to Bo").operations


def test_exact_names_are_kept() -> None:
    """Quoted words, paths, addresses, ids and ranges are names."""
    warrant = read("Move `build.log` from /var/app to s3://keep/x, tell ada@shop.example, ticket 77xx and job-7-a")
    assert {"build.log", "/var/app", "ada@shop.example", "job-7-a"} <= set(warrant.names)
    assert warrant.ranges == ("77xx",)


def test_environments_and_lanes_are_read() -> None:
    """An environment named, and a lane that stands for one; a forbidden one is not asked for."""
    assert read("Restart it on staging").environments == {Environment.STAGING}
    assert read("Stay on the sandbox side").environments == {Environment.DEVELOPMENT}
    assert read("Run it on staging. Do not touch production.").environments == {Environment.STAGING}


@pytest.mark.parametrize(
    ("task", "limit"),
    [
        ("Do not touch the billing folder", Limit.FORBID),
        ("Never push to main", Limit.FORBID),
        ("Finish it without restarting the server", Limit.FORBID),
        ("Avoid running the migration", Limit.FORBID),
        ("No writes to production", Limit.FORBID),
        ("Leave config/live.yaml alone", Limit.KEEP),
        ("Preserve all volumes", Limit.KEEP),
        ("Only modify files under src/cart/", Limit.ONLY),
        ("Change settings/app.toml only", Limit.ONLY),
        ("Do not publish without a written approval", Limit.UNLESS),
        ("Releases require approval from Ada", Limit.UNLESS),
    ],
)
def test_limits_are_read(task: str, limit: Limit) -> None:
    """Each form of limit is seen as what it is."""
    assert [constraint.limit for constraint in read(task).constraints] == [limit]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_and_quotes_are_verbatim(task: str) -> None:
    """Any text gives a warrant, and all that it quotes stands in the text."""
    warrant = read(task)
    for quote in [r.words for r in warrant.requests] + [c.words for c in warrant.constraints]:
        assert quote in task


@pytest.mark.parametrize(
    ("words", "keeps"),
    [
        ("Keep an eye on the service api tonight. If it hangs, restart it.", False),
        ("Keep watching the logs and tell me what you see.", False),
        ("Keep us posted.", False),
        ("Keep existing tests unchanged.", True),
        ("Keep an unchanged copy of a.txt.", True),
        ("Keep the billing service running.", True),
    ],
)
def test_idioms_of_keeping_protect_nothing(words: str, keeps: bool) -> None:
    """An eye on it, watching, posted: only what is to stay is kept."""
    assert any(constraint.limit is Limit.KEEP for constraint in read(words).constraints) is keeps


@pytest.mark.parametrize("words", ["Do not delete anything else.", "Please don't send anything else."])
def test_a_sentence_that_only_forbids_what_is_elsewhere_orders_nothing(words: str) -> None:
    """A question stays a question, whatever else must not happen."""
    assert read(f"Which licence has the package tabulate?\n{words}").mode is Mode.QUESTION
