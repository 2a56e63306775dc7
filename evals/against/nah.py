"""nah: rules about what a shell command does, in coding agents' hooks (https://github.com/manuelschipper/nah, MIT).

    pipx install 'nah[config]'          # or any environment whose bin/ is on the PATH; npm's `nah` is something else
    commensurate eval rows.jsonl --shell --against nah

Asked with its own defaults, as it is for Claude Code, without a model: `nah test --json --defaults --target claude`.
allow, ask and block are allow, escalate and block.
"""

import json

from door import About, Judge, Question, serve
from hook import at_work, output, program, version_of
from place import place_of

INSTALL = "pipx install 'nah[config]'"
OUTCOMES = {"allow": "allow", "ask": "escalate", "block": "block"}


def about(_settings: object) -> About:
    """What it is."""
    return About(
        "nah",
        version_of([program("nah", INSTALL), "--version"], "nah"),
        "tasks. It is told none; it knows kinds of commands, and its answer to many of them is a question, by design.",
        "shell",
        ("nah",),
    )


def opened(_settings: object) -> Judge:
    """One process a row."""
    nah = program("nah", INSTALL)

    def judge(question: Question) -> str:
        with place_of(question) as place:
            words = [nah, "test", "--json", "--defaults", "--target", "claude", "--", place.command]
            return OUTCOMES[json.loads(output(words, place, ""))["decision"]]

    return at_work(judge)


if __name__ == "__main__":
    serve(__doc__, about, opened)
