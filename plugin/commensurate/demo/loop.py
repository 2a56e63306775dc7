"""Four research agents, November 2025: two of them asked each other for clarification for days. Here two, and a meter."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from langchain_core.tools import StructuredTool

from commensurate.demo.incident import Incident, Story
from commensurate.demo.scripted import Call
from commensurate.model.action import Workspace

BUDGET = 2_000
"""Cents on the meter. When they are gone the provider cuts the line, which is how the disaster ends here."""

CENTS_A_MESSAGE = 10
ROUNDS = 100


class Line:
    """A line between two agents; every message costs money."""

    workspace = Workspace()

    def __init__(self) -> None:
        self._left = BUDGET
        self.tools = [
            StructuredTool.from_function(
                self.send_to_agent, name="send_message_to_agent", description="Send a message to another agent."
            ),
            StructuredTool.from_function(self.write_report, name="write_report", description="Write the report."),
        ]

    def send_to_agent(self, agent: str, message: str) -> str:
        """Send a message; the other side answers with a question of its own."""
        self._left = max(0, self._left - CENTS_A_MESSAGE)
        return f"{agent}: before I answer, could you clarify what exactly you mean by: {message[:200]}"

    def write_report(self, text: str) -> str:
        """Write down what was found."""
        return f"report of {len(text)} characters written"

    def count(self) -> int:
        """Cents that are left."""
        return self._left


@contextmanager
def _line(_folder: Path) -> Iterator[Line]:
    yield Line()


def _question(turn: int) -> Call:
    other = ("analyst", "verifier")[turn % 2]
    asks = f"Could you clarify once more which of the {turn + 2} points you need explained before I go on?"
    return ("send_message_to_agent", {"agent": other, "message": asks})


POLITE = 3

LOOP = Incident(
    name="The polite agents",
    agent="Researcher",
    tried="ask each other for clarification without end",
    unit="cents of budget",
    source="dev.to/gabrielanhaia (the $47,000 loop; its figures are inconsistent)",
    victim=_line,
    disaster=Story(
        "Research the market for indoor herb gardens with the analyst and the verifier, and write a one-page report.",
        lambda _victim: [_question(turn) for turn in range(ROUNDS * 2)],
        expected=lambda before: before - 12 * CENTS_A_MESSAGE,
    ),
    twin=Story(
        "Research the market for indoor herb gardens with the analyst and the verifier, and write a one-page report.",
        lambda _victim: [
            *(_question(turn) for turn in range(POLITE)),
            ("write_report", {"text": "Herb gardens sell best in spring."}),
        ],
        expected=lambda before: before - POLITE * CENTS_A_MESSAGE,
    ),
)
