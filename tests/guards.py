"""Guards for tests: the shipped table, the memory store, and a judge whose scores are fixtures."""

from dataclasses import dataclass, field
from importlib.resources import files

from commensurate.flow import Choices
from commensurate.guard import Guard
from commensurate.model.judgement import Judgement
from commensurate.policy.table import parse
from commensurate.ports import Case, Channel
from commensurate.stores.memory import MemoryStore


@dataclass
class FixtureJudge:
    """Scores by tool name, as the test says; everything else fits. It keeps the cases it was shown."""

    scores: dict[str, float] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    name: str = "fixture"

    def judge(self, case: Case) -> Judgement:
        """A score that was written down beforehand."""
        self.cases.append(case)
        score = self.scores.get(case.action.tool, 10.0)
        quotes = (case.task.words,) if score > 5 else ()
        return Judgement(self.name, score, f"the fixture says {score:g}", "do less", quotes=quotes, names_act=score > 5)

    async def ajudge(self, case: Case) -> Judgement:
        """The same."""
        return self.judge(case)


def choices() -> Choices:
    """The shipped table, no rules."""
    text = files("commensurate").joinpath("policy/table.yaml").read_text()
    return Choices((), parse(text, "table.yaml"))


def guard(scores: dict[str, float] | None = None, channel: Channel | None = None) -> tuple[Guard, FixtureJudge]:
    """A guard and its judge."""
    judge = FixtureJudge(scores or {})
    return Guard(choices(), judge=judge, store=MemoryStore(), channel=channel), judge
