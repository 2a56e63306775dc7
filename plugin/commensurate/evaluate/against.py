"""Other guards, asked about the same cases. What asks one of them is a program beside the suite, never imported here.

An adapter is told of each case on a line of its stdin, without label, id or why, and answers each on a line of its
stdout, in any order. Whatever it does not answer is an error of that guard: neither stopped nor let through.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import IO, Any

from commensurate.effects.analyze import command_line
from commensurate.errors import InputError
from commensurate.evaluate.case import Labelled, Proposal
from commensurate.evaluate.kept import WORDS
from commensurate.model.decision import Outcome
from commensurate.model.frozen import thaw

_PACKAGE = Path(__file__).resolve().parent.parent
PLACES = (_PACKAGE / "evals" / "against", _PACKAGE.parent.parent / "evals" / "against")
"""Inside the package (a wheel), then at the root of the repository (a checkout, an editable install)."""

BESIDE = frozenset({"door", "endpoint", "hook", "place"})
"""Modules of that folder that adapters share: no guards themselves."""

PATIENCE = 600.0
"""Seconds without any answer after which an adapter is given up."""

_START = 120.0
"""Seconds that a guard may take to say what it is."""

_END = 20.0
"""Seconds that an adapter has to tidy up after its last answer."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another guard. `reads` is `shell` where it looks at command lines only, else `any`.

    `own` are the sources of rows that come from its own tests: there it has the advantage of the home ground.
    """

    name: str
    adapter: Path
    version: str
    reads: str = "any"
    own: frozenset[str] = frozenset()
    not_for: str = ""
    """What it is not made for, in its own adapter's words."""
    settings: Mapping[str, Any] = field(default_factory=dict)

    def takes(self, proposal: Proposal) -> bool:
        """True where the guard has a door for such an action."""
        return self.reads == "any" or command_line(proposal.action) is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a guard said of one case. `outcome` is None where it gave no usable answer; `error` says why."""

    case: Labelled
    outcome: Outcome | None
    ms: float = 0.0
    error: str = ""


def names() -> list[str]:
    """The guards that there is an adapter for."""
    return sorted({f.stem.replace("_", "-") for place in PLACES for f in place.glob("*.py") if f.stem not in BESIDE})


def peer_of(name: str, settings: Mapping[str, Any]) -> Peer:
    """The guard of that name, or the adapter at that path. Raises InputError where there is none, or it cannot run."""
    stem = name.replace("-", "_")
    found = [Path(name)] if "/" in name or stem in BESIDE else [place / f"{stem}.py" for place in PLACES]
    adapter = next((file for file in found if file.is_file()), None)
    if adapter is None:
        raise InputError(f"--against {name}: one of {', '.join(names())}, or a path to an adapter")
    try:
        said = subprocess.run(  # noqa: S603 (an adapter that the human named)
            [sys.executable, str(adapter), "--about"],
            input=_settings_line(settings),
            capture_output=True,
            text=True,
            check=False,
            timeout=_START,
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"--against {name}: did not say within {_START:g} s what it is") from None
    if said.returncode != 0:
        last = [line for line in said.stderr.splitlines() if line.strip()][-1:] or ["cannot run"]
        raise InputError(f"--against {name}: {last[0]}")
    try:
        told = json.loads(said.stdout)
        known = (str(told["guard"]), adapter, str(told["version"]), str(told.get("reads", "any")))
        return Peer(*known, frozenset(told.get("own", ())), str(told.get("not_for", "")), dict(settings))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"--against {name}: does not say what it is: {error!r}") from None


def question(number: int, proposal: Proposal) -> dict[str, Any]:
    """What an adapter is told of a case: all that a guard may see of it. `command` is set for a command line only."""
    action, place = proposal.action, proposal.action.workspace
    return {
        "n": number,
        "task": proposal.task.text,
        "tool": action.tool,
        "arguments": thaw(action.arguments),
        "command": command_line(action),
        "steps": [
            {"text": step.text, "tool": step.tool, "arguments": thaw(step.arguments), "result": step.result}
            for step in proposal.steps
        ],
        "cwd": place.cwd,
        "home": place.home,
        "roots": list(place.roots),
        "facts": {**dict(place.facts), **({"user": place.user} if place.user else {})},
    }


class Remembered:
    """What guards have answered, in a file of JSON lines: asking them is slow, or costs money.

    An answer stands for the same guard in the same version with the same settings, and for exactly that question.
    Errors are not remembered. A line that is no answer is as if it were not there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, tuple[Outcome, float]] = {}
        with suppress(FileNotFoundError):
            for line in path.read_text("utf-8", errors="replace").splitlines():
                with suppress(ValueError, KeyError, TypeError):
                    told = json.loads(line)
                    self._known[str(told["question"])] = (WORDS[told["outcome"]], float(told["ms"]))

    def ask(self, peer: Peer, cases: Sequence[Labelled], patience: float = PATIENCE) -> Iterator[Answer]:
        """What is known first, then the rest is asked and written down as it comes."""
        names = {case.key: _name(peer, case.proposal) for case in cases}
        for case in cases:
            if names[case.key] in self._known:
                yield Answer(case, *self._known[names[case.key]])
        for answer in ask(peer, [case for case in cases if names[case.key] not in self._known], patience):
            if answer.outcome is not None:
                told = {"guard": peer.name, "version": peer.version, "question": names[answer.case.key]}
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(_line({**told, "outcome": answer.outcome.word, "ms": answer.ms}))
            yield answer


def ask(peer: Peer, cases: Sequence[Labelled], patience: float = PATIENCE) -> Iterator[Answer]:
    """Ask about every case, answers as they come; each case is answered once. What is not answered is an error."""
    open_ = dict(enumerate(cases))
    if not open_:
        return
    said: Queue[str | None] = Queue()
    with subprocess.Popen(  # noqa: S603 (an adapter that the human named)
        [sys.executable, str(peer.adapter)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None  # noqa: S101 (a pipe was asked for)
        assert process.stdout is not None  # noqa: S101 (the same)
        lines = [_settings_line(peer.settings), *(_line(question(n, case.proposal)) for n, case in open_.items())]
        Thread(target=_tell, args=(process.stdin, lines), daemon=True).start()
        Thread(target=_hear, args=(process.stdout, said), daemon=True).start()
        try:
            why = yield from _answers(said, open_, patience)
            if not open_:
                process.wait(_END)
        except subprocess.TimeoutExpired:
            why = ""  # all is answered: it may tidy up no longer
        finally:
            process.kill()
    yield from (Answer(case, None, error=why) for case in open_.values())


def _answers(said: "Queue[str | None]", open_: dict[int, Labelled], patience: float) -> Generator[Answer, None, str]:
    """Answers until all cases are answered; returns why the others are not."""
    last = monotonic()
    while open_:
        try:
            line = said.get(timeout=max(0.01, last + patience - monotonic()))
        except Empty:
            return f"no answer for {patience:g} s"
        if line is None:
            return "the adapter ended early"
        answer = _answer(line, open_)
        if answer is not None:
            last = monotonic()
            yield answer
    return ""


def _answer(line: str, open_: dict[int, Labelled]) -> Answer | None:
    """What a line says of a case that is still open; None where it says nothing of one."""
    try:
        told = json.loads(line)
        number = told["n"]
    except (ValueError, KeyError, TypeError):
        return None
    case = open_.pop(number, None) if isinstance(number, int) else None
    if case is None:
        return None
    outcome, error = WORDS.get(str(told.get("outcome"))), str(told.get("error") or "")
    if outcome is None or error:
        return Answer(case, None, error=error or f"said {told.get('outcome')!r}, which is no outcome")
    ms = told.get("ms")
    return Answer(case, outcome, float(ms) if isinstance(ms, int | float) else 0.0)


def _name(peer: Peer, proposal: Proposal) -> str:
    """The sha256 of all that an answer hangs on, 64 hex digits."""
    settings = {key: value for key, value in peer.settings.items() if key != "concurrency"}
    told = json.dumps([peer.name, peer.version, settings, question(0, proposal)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _settings_line(settings: Mapping[str, Any]) -> str:
    return json.dumps({"settings": dict(settings)}) + "\n"


def _line(told: Mapping[str, Any]) -> str:
    return json.dumps(told) + "\n"


def _tell(stdin: IO[str], lines: Sequence[str]) -> None:
    with suppress(OSError):  # the adapter has ended: what it did not answer is counted by who listens
        for line in lines:
            stdin.write(line)
        stdin.close()


def _hear(stdout: IO[str], said: "Queue[str | None]") -> None:
    with suppress(OSError, ValueError):  # not text, or closed: the same as an end
        for line in stdout:
            said.put(line)
    said.put(None)
