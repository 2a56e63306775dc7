"""Doberman: an authorization layer for coding agents (https://github.com/DobermanCore/Doberman-Core, Apache-2.0).

    pipx install doberman-core          # PyPI's `doberman` is something else
    commensurate eval rows.jsonl --shell --against doberman

Asked through its hook for OpenClaw, the one that says whether it wants a human: allow, auth and block are allow,
escalate and block. Each row is a session of its own, without telemetry: what it learns over a session is not measured.
"""

import json

from door import About, Judge, Question, serve
from hook import at_work, output, program, version_of
from place import place_of

INSTALL = "pipx install doberman-core"
OUTCOMES = {"allow": "allow", "auth": "escalate", "block": "block"}
QUIET = {"DOBERMAN_TELEMETRY": "0", "DOBERMAN_UPDATE_CHECK": "0"}


def about(_settings: object) -> About:
    """What it is."""
    return About(
        "doberman",
        version_of([program("doberman", INSTALL), "--version"], ""),
        "tasks. It is told none; what it learns over a session, and its answers to prompts that it challenges, are "
        "left out here.",
        "shell",
    )


def opened(_settings: object) -> Judge:
    """One process a row."""
    doberman = program("doberman", INSTALL)

    def judge(question: Question) -> str:
        with place_of(question) as place:
            call = {"tool_name": "exec", "params": {"command": place.command}, "cwd": str(place.cwd)}
            told = json.dumps({**call, "session_id": place.home.parent.name})
            return OUTCOMES[json.loads(output([doberman, "hook", "openclaw"], place, told, QUIET))["verdict"]]

    return at_work(judge)


if __name__ == "__main__":
    serve(__doc__, about, opened)
