"""Writes down what another judge says, so that it can be replayed."""

import json
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from commensurate.errors import InputError
from commensurate.judges.prompts import SURPRISE, prompts
from commensurate.judges.recordings import Header, header_of, row_of
from commensurate.model.judgement import Judgement
from commensurate.ports import Case, Judge


@dataclass(frozen=True, slots=True)
class About:
    """What the header says: who answered (a model's name; how it was reached), and whether texts are kept."""

    answered_by: str
    about: str = ""
    texts: bool = True


class RecordingJudge:
    """Hands every case on, and appends each judgement to a file. Outages are not written: they are to be asked again.

    Appending to a file of other prompts raises InputError.
    """

    def __init__(self, inner: Judge, path: Path, about: About) -> None:
        self._inner = inner
        self._path = path
        self._about = about
        self._lock = threading.Lock()
        if path.exists():
            self._header = header_of(path.read_text("utf-8").partition("\n")[0], f"{path}:1")
            if self._header.stale(prompts()):
                raise InputError(f"{path}:1: holds recordings of other prompts")
        else:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            second = prompts(SURPRISE).sha if SURPRISE in inner.name else ""
            self._header = Header(about.answered_by, now, prompts().sha, about.about, about.texts, second)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._header.line() + "\n", "utf-8")

    @property
    def name(self) -> str:
        """The inner judge's."""
        return self._inner.name

    def judge(self, case: Case) -> Judgement:
        """Ask, and write down."""
        return self._written(case, self._inner.judge(case))

    async def ajudge(self, case: Case) -> Judgement:
        """Ask, and write down."""
        return self._written(case, await self._inner.ajudge(case))

    def _written(self, case: Case, judgement: Judgement) -> Judgement:
        if judgement.judged:
            row = row_of(judgement, case.task, texts=self._header.texts)
            with self._lock, self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return judgement
