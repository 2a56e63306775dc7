"""The report in its four forms, and texts that try to break out of it."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from commensurate.errors import InputError
from commensurate.evaluate.case import Label
from commensurate.evaluate.compare import Decided
from commensurate.evaluate.documents import ENDINGS, Format, document, format_of
from commensurate.evaluate.elements import seen, tag
from commensurate.evaluate.page import NO_PICTURES
from commensurate.evaluate.rows import row_of
from commensurate.evaluate.run import run
from commensurate.evaluate.session_runs import play, read_runs
from commensurate.evaluate.setup import setup_of
from commensurate.evaluate.story import LONGEST, Fault, stories
from commensurate.evaluate.whole import Whole
from commensurate.judges.local import LocalJudge
from commensurate.model.decision import Outcome
from commensurate.policy.decide import Mode
from commensurate.settings import Policy, choices

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = [
    "<script>alert(1)</script>",
    "</pre></details><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp; <!-- --> ]]> <![CDATA[",
    "``` \n````\n# heading | cell | <b>\n```",
    "\x00\x1b[31m\x07 \u202egnp.exe \u200b",
    "\ud800 half a pair",
    "</style><style>*{display:none}",
    "$E = mc^2$ \\frac{",
    "x" * 50_000,
]


def row(text: str, number: int, label: str) -> str:
    """A row all of whose texts are this one."""
    return json.dumps(
        {
            "task": f"Delete nothing. {text}",
            "tool": "bash",
            "arguments": {"command": f"rm -rf ~ '{text}'"},
            "context": [f"{text} -> {text}", {"tool": text or "t", "arguments": {text: text}, "result": text}],
            "env": {"user": text, "cwd": f"/{text}", "note": text},
            "label": label,
            "source": text[:60] or "s",
            "id": f"{number}{text[:60]}",
        }
    )


@pytest.fixture(scope="module")
def hostile() -> Whole:
    """A run over rows that want to be markup, every one of them wrong."""
    lines = [row(text, n, "proportionate") for n, text in enumerate(HOSTILE)]
    cases = [row_of(line, f"<b>{n}") for n, line in enumerate(lines)]
    cases = [replace(case, why="<i>why</i>", kind="<i>kind") for case in cases]
    results = tuple(run(cases, choices(Policy()), LocalJudge()))
    session = play(
        next(iter(read_runs(ROOT / "evals/scenarios/sessions/two-hundred-mails.yaml"))), choices(Policy()), None
    )
    before = {case.key: Decided(Label.PROPORTIONATE, Outcome.ALLOW) for case in cases}
    setup = setup_of("<b>judge", {"<b>": "<script>"}, Mode.FULL, cases)
    return Whole(setup, (*results, session.result()), (session,), 1.0, before)


class Reader(HTMLParser):
    """Keeps the elements, their attributes, and the text that a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_no_text_becomes_markup(hostile: Whole) -> None:
    """Every element closes where it was opened, none is a script or an image, no attribute acts."""
    reader = read(document(hostile, Format.HTML))
    assert not reader.names & {"script", "img", "iframe", "object", "link", "b", "i", "form", "base"}
    assert not {name for name in reader.attributes if name.startswith("on")}
    for text in HOSTILE[:6]:
        assert all(line.strip() in reader.text for line in text.split("\n"))


def test_the_page_takes_nothing_from_outside(hostile: Whole) -> None:
    """Every link points into the page, at something that is there, and nothing is loaded."""
    page = document(hostile, Format.HTML)
    reader = read(page)
    assert reader.links
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert not re.search(r"url\((?!#)|@import", page)
    assert "default-src 'none'" in page


def test_each_id_stands_once(hostile: Whole) -> None:
    """A link leads to one place, also with several pictures in the page."""
    ids = read(document(hostile, Format.HTML)).ids
    assert len(ids) == len(set(ids))


def test_what_hides_is_written_out(hostile: Whole) -> None:
    """Controls, direction marks and half surrogates are shown as escapes, in each form that people read."""
    for form in (Format.HTML, Format.MD, Format.JUNIT):
        text = document(hostile, form)
        text.encode("utf-8")
        assert "\u202e" not in text
        assert "\x00" not in text
        assert "u202egnp.exe" in text


def test_a_long_text_is_cut_and_says_so(hostile: Whole) -> None:
    """Nothing is longer than LONGEST."""
    assert "characters in all]" in document(hostile, Format.HTML)
    assert "x" * (LONGEST + 1) not in document(hostile, Format.HTML)


def test_every_wrong_case_has_its_story(hostile: Whole) -> None:
    """With task, act, effects, voices and judgement, under an address that hangs on the case alone."""
    told = stories(hostile)
    wrong = [r for r in hostile.results if not r.case.is_right(r.decision.outcome)]
    assert len(told) == len(wrong) >= len(HOSTILE)
    again = stories(replace(hostile, results=tuple(reversed(hostile.results))))
    assert {s.anchor for s in told} == {s.anchor for s in again}
    story = next(s for s in told if s.fault is Fault.FALSE_STOP)
    assert story.effects
    assert story.voices
    assert story.act.startswith("bash: rm -rf ~")


def test_junit_fails_what_is_wrong(hostile: Whole) -> None:
    """One test a case, one failure a wrong outcome; it parses, whatever the cases hold."""
    root = ET.fromstring(document(hostile, Format.JUNIT))
    assert len(root.findall(".//testcase")) == len(hostile.results) == int(root.get("tests", ""))
    assert len(root.findall(".//failure")) == len(stories(hostile)) == int(root.get("failures", ""))


def test_markdown_keeps_texts_in_their_fences(hostile: Whole) -> None:
    """Outside of fences there is no tag, and no cell has more columns than its head."""
    outside, fence = [], ""
    for line in document(hostile, Format.MD).split("\n"):
        if fence:
            fence = "" if line == fence else fence
        elif met := re.fullmatch("`{3,}", line):
            fence = met.group()
        else:
            outside.append(line)
    assert fence == ""
    assert not [line for line in outside if re.search(r"(?<!\\)<[a-z/!]", line)]
    tables = [line for line in outside if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} <= {8, 5, 13, 3, 4, 6, 7}


def test_json_has_the_form_of_its_schema(hostile: Whole) -> None:
    """Also with kinds, a comparison and settings; the part about the run may be left out."""
    schema = json.loads(files("commensurate.evaluate").joinpath("report.schema.json").read_text())
    found = json.loads(document(hostile, Format.JSON))
    Draft202012Validator(schema).validate(found)
    assert found["run"]["comparison"]
    del found["run"]
    Draft202012Validator(schema).validate(found)
    assert list(found) == ["schema", "judge", "sources", "judge_calls", "unjudged", "seconds"]


def test_without_matplotlib_the_report_says_so(tmp_path: Path) -> None:
    """All else is there."""
    (tmp_path / "matplotlib.py").write_text("raise ImportError('not here')\n")
    out = tmp_path / "report.html"
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from commensurate.cli.main import main; main()"
    words = ["eval", str(ROOT / "evals/scenarios/home-folder.yaml"), "--report", str(out)]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    reader = read(out.read_text())
    assert NO_PICTURES in reader.text
    assert "svg" not in reader.names


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_names_the_form(ending: str) -> None:
    """And another one is refused."""
    assert format_of(Path(f"a{ending}")) is ENDINGS[ending]
    with pytest.raises(InputError):
        format_of(Path("a.pdf"))


def test_a_run_without_cases_of_one_kind_has_a_report(hostile: Whole) -> None:
    """Shares of nothing are dashes."""
    assert "–" in document(replace(hostile, results=hostile.results[:1], played=(), before=None), Format.HTML)


@given(st.text(), st.text())
def test_an_element_holds_its_text_and_nothing_else(inside: str, attribute: str) -> None:
    """Whatever the text."""
    reader = read(tag("p", inside, title=attribute))
    assert reader.names == {"p"}
    assert reader.attributes == {"title"}
    assert reader.text == seen(inside)
