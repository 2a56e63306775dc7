"""AgentSteer without a network: the rules it falls back to when its scorer cannot be reached (https://agentsteer.ai, MIT).

    npm install -g agentsteer           # the npm package; PyPI's older one has no such rules
    commensurate eval rows.jsonl --shell --against agentsteer

Asked through its hook for Claude Code with neither a key nor an account. An answer that does not say that these rules
gave it is an error: it would be something else that was measured.
"""

from door import About, Judge, Question, serve
from hook import at_work, claude_code, output, permission, program, version_of
from place import place_of

INSTALL = "npm install -g agentsteer"
OFFLINE = "DEGRADED MODE"


def about(_settings: object) -> About:
    """What it is."""
    return About(
        "agentsteer",
        version_of([program("agentsteer", INSTALL), "version"], "") + " offline",
        "being used like this: its product is a model that is shown the task, and these rules are what is left of "
        "it during an outage.",
        "shell",
    )


def opened(_settings: object) -> Judge:
    """One process a row."""
    steer = program("agentsteer", INSTALL)

    def judge(question: Question) -> str:
        with place_of(question) as place:
            said = output([steer, "hook"], place, claude_code(place))
            if OFFLINE not in said:
                raise RuntimeError("the rules did not answer")
            return permission(said)

    return at_work(judge)


if __name__ == "__main__":
    serve(__doc__, about, opened)
