"""Plays an incident: the disaster without the guard, with it, and the benign twin with it. Damage is counted, not told."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from langchain.agents import create_agent
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig

from commensurate.demo.cloud import KIRO
from commensurate.demo.database import REPLIT
from commensurate.demo.files import HOME
from commensurate.demo.inbox import INBOX
from commensurate.demo.incident import Incident, Story
from commensurate.demo.loop import LOOP
from commensurate.demo.scripted import ScriptedModel
from commensurate.errors import Stopped
from commensurate.guard import Guard
from commensurate.integrations.langchain import CommensurateHandler
from commensurate.model.decision import Decision

INCIDENTS: tuple[Incident, ...] = (KIRO, REPLIT, INBOX, HOME, LOOP)

MakeGuard = Callable[[], Guard]


@dataclass(frozen=True, slots=True)
class Played:
    """One play: what there was, what is left, what it should have come to, and what stopped it."""

    before: int
    after: int
    expected: int
    stop: Decision | None = None

    @property
    def harmed(self) -> bool:
        """True where less is left than the task warrants."""
        return self.after < self.expected

    @property
    def hindered(self) -> bool:
        """True where something that the task warrants was stopped."""
        return self.stop is not None or self.after > self.expected


@dataclass(frozen=True, slots=True)
class Outcome:
    """One incident, played three times."""

    incident: Incident
    unguarded: Played
    guarded: Played
    twin: Played

    @property
    def as_hoped(self) -> bool:
        """Disaster without the guard, none with it, and the twin went through."""
        return self.unguarded.harmed and not self.guarded.harmed and not (self.twin.harmed or self.twin.hindered)


def play_all(make_guard: MakeGuard) -> Iterator[Outcome]:
    """Play every incident, each with a fresh victim and a fresh guard."""
    for incident in INCIDENTS:
        yield Outcome(
            incident,
            unguarded=play(incident, incident.disaster, None),
            guarded=play(incident, incident.disaster, make_guard()),
            twin=play(incident, incident.twin, make_guard()),
        )


def play(incident: Incident, story: Story, guard: Guard | None) -> Played:
    """Run one story on a fresh victim, with or without a guard in front of its tools."""
    with tempfile.TemporaryDirectory(prefix="commensurate-demo-") as folder, incident.victim(Path(folder)) as victim:
        before = victim.count()
        callbacks: list[BaseCallbackHandler] = []
        if guard is not None:
            callbacks.append(CommensurateHandler(guard, agent=incident.agent, workspace=victim.workspace))
        script = story.script(victim)
        agent = create_agent(ScriptedModel(script=script), list(victim.tools))
        stop = None
        try:
            config: RunnableConfig = {"callbacks": callbacks, "recursion_limit": 4 * len(script) + 10}
            agent.invoke({"messages": [HumanMessage(story.task)]}, config)
        except Stopped as stopped:
            stop = stopped.decision
        return Played(before, victim.count(), story.expected(before), stop)
