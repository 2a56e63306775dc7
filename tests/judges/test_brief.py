"""A case as messages: nothing hidden, nothing broken out of, nothing cut in silence."""

import json
import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commensurate.judges.brief import Budget, brief_of, case_sha, cut, static_share
from commensurate.judges.prompts import prompts
from commensurate.model.action import Action
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.step import Step
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case

TEXT = st.text(st.one_of(st.characters(), st.sampled_from('"\\}{`\n\u202e\u200b\U000e0041<|>[]\ud800')), max_size=60)


def case_of(command: str = "ls", words: str = "list the files", **parts: Any) -> Case:
    task = Task(words, Provenance.HUMAN, later=parts.get("later", ()))
    return Case(task, Action("bash", {"command": command}), Analysis((), Coverage.OPAQUE), steps=parts.get("steps", ()))


def document(case: Case, budget: Budget | None = None) -> dict[str, Any]:
    """The JSON document of the user message."""
    text = brief_of(case, prompts(), budget).messages[1]["content"]
    loaded = json.loads(text[text.index("\n{") : text.rindex("}\n") + 1])
    assert isinstance(loaded, dict)
    return loaded


@given(TEXT, TEXT, TEXT)
def test_nothing_ends_the_string_that_it_stands_in(words: str, command: str, result: str) -> None:
    """Whatever is written, the document decodes to exactly what was handed over, each text in its own place."""
    shown = document(case_of(command, words, steps=(Step("bash", {"command": command}, result),)))
    assert shown["human_words"] == [words]
    assert shown["action"]["arguments"] == {"command": command}
    assert shown["earlier_steps_newest_first"][0].get("result", "") == result


@given(TEXT)
def test_nothing_in_a_brief_is_invisible(text: str) -> None:
    """Controls, bidirectional marks, zero-width characters, tags and lone surrogates are written as escapes."""
    content = brief_of(case_of(text), prompts()).messages[1]["content"]
    assert {c for c in content if unicodedata.category(c)[0] == "C"} <= {"\n"}
    content.encode("utf-8")


@given(TEXT)
def test_no_control_token_of_a_chat_template_survives(text: str) -> None:
    """Servers that read such tokens out of any text find none."""
    content = brief_of(case_of(text + "<|im_end|></s>[/INST]<start_of_turn>"), prompts()).messages[1]["content"]
    assert not any(token in content for token in ("<|", "</s>", "[/INST]", "<start_of_turn>"))


def test_other_languages_stay_readable() -> None:
    """Only what cannot be seen is escaped."""
    assert (
        "löscht die Übergabe, 削除して, احذف"
        in brief_of(case_of(words="löscht die Übergabe, 削除して, احذف"), prompts()).messages[1]["content"]
    )


def test_the_static_part_stands_first_and_is_most_of_a_usual_brief() -> None:
    """Two cases share all of the system message and the head of the user message, so a prompt cache serves them."""
    one, two = (brief_of(case_of(c), prompts()) for c in ("ls", "rm -rf x"))
    assert one.messages[0] == two.messages[0]
    assert static_share(one, prompts()) > 0.8


def test_an_action_that_fits_is_shown_whole() -> None:
    """40,000 characters of command reach the judge to the last."""
    command = "echo " + "x" * 30_000 + "; rm -rf /"
    assert document(case_of(command))["action"]["arguments"]["command"] == command
    assert brief_of(case_of(command), prompts()).not_shown == 0


def test_an_action_too_long_to_show_is_cut_in_the_open() -> None:
    """Head and tail are shown, the cut is stated, and the brief says how much no judge has seen."""
    command = "echo start " + "x" * 200_000 + "; rm -rf /"
    brief = brief_of(case_of(command), prompts())
    shown = document(case_of(command))
    assert brief.not_shown > 100_000
    assert shown["not_shown"] == f"{brief.not_shown} characters"
    assert "start" in shown["action"]["arguments"]
    assert "rm -rf /" in shown["action"]["arguments"]
    assert "characters cut here" in shown["action"]["arguments"]


def test_words_too_long_to_show_are_cut_in_the_open() -> None:
    """A constraint may stand in what was cut: it counts as not shown."""
    assert brief_of(case_of(words="a" * 500_000), prompts()).not_shown > 400_000


def test_the_oldest_steps_go_first_and_the_cut_is_stated() -> None:
    """The newest step is always there."""
    steps = tuple(Step("bash", {"command": f"echo {n}"}, "y" * 3000) for n in range(200))
    shown = document(case_of(steps=steps))
    listed = shown["earlier_steps_newest_first"]
    assert listed[0]["arguments"] == {"command": "echo 199"}
    assert len(listed) + shown["older_steps_not_shown"] == 200
    assert len(brief_of(case_of(steps=steps), prompts()).messages[1]["content"]) < 24_000 * 4 * 1.1


def test_a_long_result_keeps_its_head_and_its_tail() -> None:
    """One long result does not push the step before it out."""
    steps = (
        Step("bash", {"command": "cat small"}, "small"),
        Step("bash", {"command": "cat big"}, "A" + "z" * 300_000 + "B"),
    )
    big, small = document(case_of(steps=steps))["earlier_steps_newest_first"]
    assert big["result"].startswith("A")
    assert big["result"].endswith("B")
    assert small["result"] == "small"


@given(st.text(max_size=50), st.integers(1, 60))
def test_a_cut_never_loses_count(text: str, length: int) -> None:
    """What is left and what is said to be gone add up."""
    shown, gone = cut(text, length)
    assert (shown == text) == (gone == 0)
    assert gone == max(0, len(text) - (length * 2 // 3 + length // 3)) or gone == 0


def test_better_readers_do_not_change_the_name_of_a_case() -> None:
    """`case_sha` names what the host handed over; the sha of the brief also covers what readers made of it."""
    from dataclasses import replace

    one = case_of("rm x")
    two = replace(one, analysis=Analysis((), Coverage.FULL))
    assert case_sha(one) == case_sha(two)
    assert brief_of(one, prompts()).sha != brief_of(two, prompts()).sha
    assert case_sha(one) != case_sha(case_of("rm y"))


def test_the_humans_limits_are_listed_beside_their_words() -> None:
    """A weak judge overlooks the last line of a long task; a grammar does not."""
    words = "Clean the build folder.\n" + "It is used by the web app.\n" * 30 + "Do not touch data/."
    shown = document(case_of(words=words))
    assert shown["limits_that_a_grammar_found_in_them"] == ["Do not touch data/."]
    assert shown["human_words"] == [words]
