"""What the human said in a thread, turn by turn, as LangChain hands it over."""

from uuid import uuid4

import pytest

pytest.importorskip("langchain_core")

from commensurate.integrations.langchain.runs import Runs

FIRST, SECOND = "Change nothing.", "Go ahead and tidy up."


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        ([[FIRST], [SECOND], [FIRST]], [FIRST, SECOND, FIRST]),
        ([[FIRST], [FIRST]], [FIRST]),
        ([[FIRST], [FIRST, SECOND], [FIRST, SECOND, FIRST]], [FIRST, SECOND, FIRST]),
        ([[FIRST], [FIRST, SECOND], [FIRST, SECOND]], [FIRST, SECOND]),
        ([[FIRST], [], [SECOND]], [FIRST, SECOND]),
    ],
)
def test_words_that_are_said_once_more_are_kept_once_more(turns: list[list[str]], words: list[str]) -> None:
    """A turn brings its new message, or all messages so far: «change nothing» after «go ahead» holds again."""
    runs = Runs()
    for messages in turns:
        run = uuid4()
        runs.started(run, None, {"messages": [("user", said) for said in messages]}, "thread")
        assert runs.thread_of(run).words
    assert runs.thread_of(run).words == words
