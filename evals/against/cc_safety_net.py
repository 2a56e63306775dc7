"""CC Safety Net: blocks destructive commands and access to secrets (https://github.com/kenryu42/cc-safety-net, MIT).

    npm install -g cc-safety-net        # or any folder whose bin is on the PATH
    commensurate eval rows.jsonl --shell --against cc-safety-net

Asked through its own hook for coding agents, at its level `standard`; --against-set level=strict, or paranoid, for
another. What it denies is a block; where it is silent the call goes through.
"""

from collections.abc import Mapping
from typing import Any

from door import About, Judge, Question, serve
from hook import at_work, claude_code, output, permission, program, version_of
from place import place_of

INSTALL = "npm install -g cc-safety-net"


def about(settings: Mapping[str, Any]) -> About:
    """What it is."""
    level = settings.get("level", "standard")
    return About(
        "cc-safety-net",
        version_of([program("cc-safety-net", INSTALL), "--version"], "") + ("" if level == "standard" else f" {level}"),
        "tasks, and what it does not recognise: it stops known destructive commands and access to secrets; for cloud "
        "programs there are rulebooks that are installed separately.",
        "shell",
        ("cc_safety_net",),
    )


def opened(settings: Mapping[str, Any]) -> Judge:
    """One process a row."""
    net = program("cc-safety-net", INSTALL)
    level = {"CC_SAFETY_NET_LEVEL": str(settings.get("level", "standard"))}

    def judge(question: Question) -> str:
        with place_of(question) as place:
            return permission(output([net, "hook", "--coding-cli"], place, claude_code(place), level))

    return at_work(judge)


if __name__ == "__main__":
    serve(__doc__, about, opened)
