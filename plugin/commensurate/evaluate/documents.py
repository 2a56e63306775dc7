"""A whole run as a document: JSON, Markdown, one HTML page, or JUnit's XML for those who read test reports."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree as ET

from commensurate.errors import InputError
from commensurate.evaluate import bout
from commensurate.evaluate.compare import CAVEAT
from commensurate.evaluate.cost import intervals
from commensurate.evaluate.elements import seen
from commensurate.evaluate.page import AGREEMENT_HEAD, SCORE_HEAD, agreement_rows, page, score_row, summary
from commensurate.evaluate.report import figures
from commensurate.evaluate.story import EFFECT_HEAD, VOICE_HEAD, Rows, Story, stories
from commensurate.evaluate.whole import Whole


class Format(StrEnum):
    """The forms that a report can have."""

    JSON = "json"
    MD = "md"
    HTML = "html"
    JUNIT = "junit"


ENDINGS: Mapping[str, Format] = {".json": Format.JSON, ".md": Format.MD, ".html": Format.HTML, ".xml": Format.JUNIT}


def format_of(path: Path) -> Format:
    """The format that a file's ending names. Raises InputError."""
    if path.suffix not in ENDINGS:
        raise InputError(f"{path}: a report ends in {', '.join(ENDINGS)}, or --format names its form")
    return ENDINGS[path.suffix]


def document(whole: Whole, form: Format) -> str:
    """The run in that form. Half surrogates are written as escapes in all of them."""
    makers: Mapping[Format, Callable[[Whole], str]] = {
        Format.JSON: lambda one: json.dumps(one.document()) + "\n",
        Format.MD: markdown,
        Format.HTML: page,
        Format.JUNIT: junit,
    }
    return makers[form](whole)


def markdown(whole: Whole) -> str:
    """Summary, scores, comparison and stories. Texts of cases stand in fences that they cannot close."""
    spans = intervals(whole.results)
    rows = [score_row(source, one, spans.get(source, {})) for source, one in figures(whole.results).items()]
    lines = [f"# commensurate: {_inline(whole.setup.judge)} on {len(whole.results)} cases", ""]
    lines += [f"{sentence}  " for sentence in summary(whole)]
    lines += ["", "## Scores", "", *_table(SCORE_HEAD, tuple(rows))]
    if whole.before is not None:
        lines += ["", "## Since the run before", "", *(f"- {_inline(words)}" for words in whole.comparison(moved=True))]
    if whole.agreement:
        lines += ["", "## Agreement with itself", "", *_table(AGREEMENT_HEAD, tuple(agreement_rows(whole)))]
    if whole.bouts:
        lines += [
            "",
            "## Against other guards",
            "",
            *_table(bout.HEAD, tuple(bout.rows(whole.bouts, whole.results))),
            "",
        ]
        said = [words for one in whole.bouts for words in (*one.words(whole.results), one.not_for) if words]
        lines += [f"- {_inline(words)}" for words in (*said, CAVEAT)]
    lines += ["", "## What went wrong", ""]
    found = stories(whole)
    for story in found:
        lines += _story(story)
    if not found:
        lines.append("Nothing: every outcome was one that was wanted.")
    return "\n".join(lines) + "\n"


def junit(whole: Whole) -> str:
    """One suite a source, one test a case; a case fails where its outcome is not one that is wanted."""
    told = {story.case.key: story for story in stories(whole)}
    root = ET.Element("testsuites", name="commensurate", tests=str(len(whole.results)))
    root.set("failures", str(len(told)))
    for source in figures(whole.results):
        mine = [result for result in whole.results if result.case.source == source]
        failed = sum(result.case.key in told for result in mine)
        suite = ET.SubElement(root, "testsuite", name=seen(source), tests=str(len(mine)), failures=str(failed))
        suite.set("time", f"{sum(result.ms for result in mine) / 1000:.3f}")
        for result in mine:
            name, time = seen(result.case.id), f"{result.ms / 1000:.3f}"
            case = ET.SubElement(suite, "testcase", classname=seen(source), name=name, time=time)
            if result.case.key in told:
                story = told[result.case.key]
                what = f"{story.fault.value}: wanted {story.wanted}, got {story.outcome}"
                failure = ET.SubElement(case, "failure", type=story.fault.value, message=what)
                failure.text = seen("\n".join(_plain(story)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _plain(story: Story) -> Iterator[str]:
    yield f"Task: {story.task}"
    yield f"Act: {story.act}"
    yield f"Decision: {story.outcome}: {story.reason}"
    yield f"Where: {story.case.where}"


def _story(story: Story) -> list[str]:
    about = f"{story.case.source}, {story.case.label.value}: wanted {story.wanted}, got **{story.outcome}**"
    lines = [f"### {story.fault.value}: {_inline(story.case.id)}", "", _inline(about).replace(r"\*\*", "**"), ""]
    lines += ["Task:", *_fenced(story.task), "Act:", *_fenced(story.act)]
    if story.steps:
        lines += ["Earlier steps:", *_fenced("\n".join(story.steps))]
    lines += [*_table(EFFECT_HEAD, story.effects), "", _inline(story.coverage), ""]
    lines += [*_table(VOICE_HEAD, story.voices), ""]
    lines += [f"- {name}: {_inline(value)}" for name, value in story.judgement]
    return [*lines, "", f"Decision: {_inline(story.reason)} {_inline(story.instead)}".rstrip(), ""]


def _fenced(text: str) -> list[str]:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence, seen(text), fence, ""]


def _table(head: Sequence[str], rows: Rows) -> list[str]:
    if not rows:
        return []
    lines = [head, ["---"] * len(head), *([_inline(cell) for cell in row] for row in rows)]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _inline(text: str) -> str:
    """Text that Markdown takes as text, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#~&])", r"\\\1", " ".join(seen(text).split()))
