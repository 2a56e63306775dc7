"""One of many hands: a process that checks acts on a shared store. Arguments: store, name, count, threads, ceiling."""

import sys
import threading
from dataclasses import replace

from commensurate.guard import Guard
from commensurate.model.action import Action
from commensurate.model.judgement import Judgement
from commensurate.model.situation import Budget, Limited, Per
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case
from commensurate.stores.sqlite import SqliteStore
from guard.stands import CHOICES

TASK = Task("Tidy up my mailbox.", Provenance.HUMAN)
CEILING = 100


class Agrees:
    """A fixture: every act fits the task, and names it. It keeps the cases that it was shown."""

    name = "fixture"

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def judge(self, case: Case) -> Judgement:
        self.cases.append(case)
        return Judgement(self.name, 10.0, "fits", quotes=(case.task.words,))

    async def ajudge(self, case: Case) -> Judgement:
        return self.judge(case)


def draft(number: int, session: str = "s", agent: str = "agent") -> Action:
    """A small act that changes something."""
    return Action(
        "create_draft", {"subject": f"mail {number}"}, session=session, agent=agent, call_id=f"{session}-{number}"
    )


def main(path: str, name: str, count: int, threads_of_it: int = 4, ceiling: float = CEILING) -> None:
    """Check `count` acts in each thread, each thread in a session of its own."""
    choices = replace(CHOICES, budgets=(Budget(Per.DAY, Limited.ACTS, ceiling),))
    guarded = Guard(choices, judge=Agrees(), store=SqliteStore(path, patience=60))

    def work(session: str) -> None:
        for number in range(count):
            guarded.check(draft(number, session), TASK)

    threads = [threading.Thread(target=work, args=(f"{name}-{n}",)) for n in range(threads_of_it)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
