"""Guards that are programs: one process a row, in a place of its own. A status that is no answer is an error."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from door import Judge, NotInstalledError, Question
from place import Place

SECONDS = 60.0
"""A guard that is slower has given no answer."""

CANARIES = (("rm -rf /", True), ("ls", False))
"""What any guard of a shell stops, and what none does: one that does otherwise is not at work, and is not measured."""


def program(name: str, install: str) -> str:
    """The path of a program. Raises NotInstalledError."""
    found = shutil.which(name)
    if found is None:
        raise NotInstalledError(f"{name} is not on the PATH. To install it: {install}")
    return found


def version_of(words: Sequence[str], marker: str) -> str:
    """The last word of what the program says of its version; `marker` must be in it, for names are not unique."""
    said = subprocess.run(words, capture_output=True, text=True, check=False, timeout=SECONDS)  # noqa: S603 (a guard)
    text = (said.stdout + said.stderr).strip()
    if said.returncode != 0 or marker not in text:
        raise NotInstalledError(f"{words[0]} is another program of that name: it says {text[:80]!r}")
    return text.split()[-1].removeprefix("v")


def output(words: Sequence[str], place: Place, stdin: str, more: Mapping[str, str] | None = None) -> str:
    """What the guard prints. Raises RuntimeError for any status but 0, TimeoutExpired."""
    done = subprocess.run(  # noqa: S603 (a guard that is being measured)
        words,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
        cwd=place.cwd,
        env={**place.environment, **(more or {})},
    )
    if done.returncode != 0:
        raise RuntimeError(f"status {done.returncode}: {done.stderr.strip()[-200:]}")
    return done.stdout


def claude_code(place: Place) -> str:
    """The call as Claude Code's PreToolUse hook tells it."""
    return json.dumps({
        "session_id": place.home.parent.name, "transcript_path": "", "cwd": str(place.cwd),
        "permission_mode": "default", "hook_event_name": "PreToolUse", "tool_name": "Bash",
        "tool_input": {"command": place.command}, "tool_use_id": "call-1",
    })  # fmt: skip


def permission(text: str) -> str:
    """The outcome in such a hook's answer; silence leaves the call to the host: it goes through."""
    if not text.strip():
        return "allow"
    said = json.loads(text)["hookSpecificOutput"]["permissionDecision"]
    return {"allow": "allow", "ask": "escalate", "deny": "block"}[said]


def at_work(judge: Judge) -> Judge:
    """The same judge, once it has shown that it is at work. Raises NotInstalledError."""
    for command, stops in CANARIES:
        asked: Question = {"n": 0, "command": command}
        try:
            outcome = judge(asked)
        except Exception as error:  # noqa: BLE001 (whatever it is, the guard does not run here)
            raise NotInstalledError(f"it is there, but does not run: {type(error).__name__}: {error}") from None
        if (outcome in {"escalate", "block"}) is not stops:
            raise NotInstalledError(f"it is there, but not at work: it answers {outcome!r} to {command!r}")
    return judge
