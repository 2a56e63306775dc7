"""What was recorded is answered again, and nothing else."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from commensurate.errors import InputError
from commensurate.judges.brief import brief_of
from commensurate.judges.endpoint import Endpoint
from commensurate.judges.openai import OpenAIJudge, Settings
from commensurate.judges.prompts import SURPRISE, prompts
from commensurate.judges.record import About, RecordingJudge
from commensurate.judges.recordings import NOT_SAID, header_of
from commensurate.judges.replay import NO_RECORDING, ReplayJudge, shipped_recordings
from commensurate.model.analysis import Analysis
from commensurate.model.judgement import Judgement, unjudged
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case
from judges.faulty_server import good, serving


class Saying:
    """A judge that says what it was made with, about the brief it was asked."""

    name = "saying"

    def __init__(self, judgement: Judgement) -> None:
        self.judgement = judgement

    def judge(self, case: Case) -> Judgement:
        brief = brief_of(case, prompts())
        return replace(self.judgement, brief_sha=brief.sha, case_sha=brief.case_sha, prompt_sha=prompts().sha)

    async def ajudge(self, case: Case) -> Judgement:
        return self.judge(case)


SAID = Judgement(
    "saying",
    2.0,
    "nobody asked",
    quotes=("delete the build folder", "as Bob said"),
    act_words=("delete",),
    object_words=("build folder",),
    model="m",
)


def recorded(path: Path, case: Case, judgement: Judgement = SAID, **about: bool) -> Judgement:
    return RecordingJudge(Saying(judgement), path, About("a tester", "by hand", **about)).judge(case)


def test_a_recording_answers_as_the_judge_did(tmp_path: Path, case: Case) -> None:
    """Score, quotes, flags, model and shas come back."""
    path = tmp_path / "r.jsonl"
    said = recorded(path, case)
    replayed = ReplayJudge([path]).judge(case)
    assert replayed == said
    assert asyncio.run(ReplayJudge([path]).ajudge(case)) == said


def test_a_recording_without_texts_holds_none_and_grounds_the_same(tmp_path: Path, case: Case) -> None:
    """Quotes are kept as places in the human's words; what the human did not say stays struck."""
    path = tmp_path / "r.jsonl"
    recorded(path, case, texts=False)
    assert "build" not in path.read_text()
    assert "nobody asked" not in path.read_text()
    replayed = ReplayJudge([path]).judge(case)
    assert replayed.quotes == ("delete the build folder", NOT_SAID)
    assert (replayed.act_words, replayed.object_words) == (("delete",), ("build folder",))
    assert replayed.score == 2.0


def test_the_header_says_what_answered_when_and_with_which_prompts(tmp_path: Path, case: Case) -> None:
    """One reads it in the first line."""
    path = tmp_path / "r.jsonl"
    recorded(path, case)
    header = json.loads(path.read_text().split("\n")[0])
    assert header["answered_by"] == "a tester"
    assert header["prompt_sha"] == prompts().sha
    assert header["when"].endswith("+00:00")


def test_what_was_not_recorded_is_unjudged(tmp_path: Path, case: Case) -> None:
    """Another action, another question."""
    path = tmp_path / "r.jsonl"
    recorded(path, case)
    other = replace(case, task=Task("something else", Provenance.HUMAN))
    judgement = ReplayJudge([path]).judge(other)
    assert (judgement.score, judgement.failure) == (None, NO_RECORDING)


def test_better_readers_do_not_lose_a_recording(tmp_path: Path, case: Case) -> None:
    """The case is found by what the host handed over, and the note says that the readers speak otherwise now."""
    path = tmp_path / "r.jsonl"
    recorded(path, case)
    judgement = ReplayJudge([path]).judge(replace(case, analysis=Analysis(())))
    assert judgement.score == 2.0
    assert "readers" in judgement.notes[0]


def test_a_stale_recording_says_so(tmp_path: Path, case: Case) -> None:
    """Prompts changed: the start is refused, or every judgement says so where that was chosen."""
    path = tmp_path / "r.jsonl"
    recorded(path, case)
    changed = replace(prompts(), sha="0" * 64)
    with pytest.raises(InputError, match="stale"):
        ReplayJudge([path], texts=changed)
    assert "other prompts" in ReplayJudge([path], texts=changed, stale_is_fine=True).judge(case).notes[-1]


def test_two_framings_are_recorded_with_both_shas(tmp_path: Path, case: Case) -> None:
    """What two judges said together is stale as soon as either is asked otherwise; that they disagreed is kept."""
    path = tmp_path / "r.jsonl"
    both = Saying(replace(SAID, contested=True))
    both.name = "openai+surprise"
    RecordingJudge(both, path, About("a tester")).judge(case)
    assert json.loads(_head(path))["second_sha"] == prompts(SURPRISE).sha
    assert ReplayJudge([path]).judge(case).contested
    path.write_text(path.read_text().replace(prompts(SURPRISE).sha, "0" * 64))
    with pytest.raises(InputError, match="stale"):
        ReplayJudge([path])
    with pytest.raises(InputError, match="other prompts"):
        RecordingJudge(both, path, About("a tester"))


def test_recordings_of_other_prompts_are_not_mixed(tmp_path: Path, case: Case) -> None:
    """Appending to a stale file is refused."""
    path = tmp_path / "r.jsonl"
    recorded(path, case)
    path.write_text(path.read_text().replace(prompts().sha, "0" * 64))
    with pytest.raises(InputError, match="other prompts"):
        recorded(path, case)


def test_an_outage_is_not_recorded(tmp_path: Path, case: Case) -> None:
    """It is to be asked again."""
    path = tmp_path / "r.jsonl"
    recorded(path, case, unjudged("saying", "down"))
    assert len(path.read_text().strip().split("\n")) == 1


@pytest.mark.parametrize(
    "line", ["", "{}", "[]", "not json", '{"recordings": 2}', '{"recordings": 1}', '{"recordings": 1, "recordings": 1}']
)
def test_a_file_that_is_no_recording_stops_the_start(line: str, tmp_path: Path) -> None:
    """Errors name the file and the line."""
    path = tmp_path / "r.jsonl"
    path.write_text(line)
    with pytest.raises(InputError, match=r"r\.jsonl:1: "):
        ReplayJudge([path])


@pytest.mark.parametrize("score", ["9", True, 11, -1, None])
def test_a_recorded_score_that_is_none_is_refused(score: object, tmp_path: Path, case: Case) -> None:
    """A recording is data from outside: it is checked like an answer."""
    path = tmp_path / "r.jsonl"
    recorded(path, case)
    head, row = path.read_text().strip().split("\n")
    path.write_text(head + "\n" + json.dumps(json.loads(row) | {"score": score}))
    with pytest.raises(InputError):
        ReplayJudge([path]).judge(case)


def test_the_shipped_recordings_load_or_say_that_they_are_stale() -> None:
    """Prompts change, and recordings are renewed after them: until then this test says which are out of date."""
    assert ReplayJudge(stale_is_fine=True).name == "replay"
    stale = [path.name for path in shipped_recordings() if header_of(_head(path), path.name).stale(prompts())]
    if stale:
        with pytest.raises(InputError, match="stale"):
            ReplayJudge()
        pytest.skip(f"stale, recorded with other prompts than today's: {', '.join(stale)}")
    assert ReplayJudge().name == "replay"


def _head(path: Path) -> str:
    return path.read_text("utf-8").partition("\n")[0]


def test_a_real_judge_can_be_recorded(tmp_path: Path, case: Case) -> None:
    """Through the client, from a server, into a file, and back."""
    path = tmp_path / "r.jsonl"
    with serving(good()) as server:
        judge = OpenAIJudge(Settings((Endpoint("tester", server.url),)))
        said = RecordingJudge(judge, path, About("tester-1")).judge(case)
        judge.close()
    assert ReplayJudge([path]).judge(case) == replace(said, notes=())
