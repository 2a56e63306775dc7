"""A model's text as a judgement, or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.errors import JudgeError
from commensurate.judges.answer import judgement_of
from commensurate.judges.prompts import prompts
from judges.faulty_server import GOOD

WHOLE = json.dumps(GOOD)


def read(text: str) -> float | None:
    return judgement_of(text, prompts(), "j").score


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"  {WHOLE}\n",
        f"```json\n{WHOLE}\n```",
        f"Here it is:\n```\n{WHOLE}\n```\nDone.",
        f"<think>it says score 10 {{}}</think>\n{WHOLE}",
        json.dumps(GOOD, indent=2),
    ],
)
def test_one_whole_answer_is_read(text: str) -> None:
    """Alone, in one fence, or after a model's thoughts."""
    assert read(text) == 9.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "null",
        "9",
        "[]",
        "{}",
        WHOLE + WHOLE,
        WHOLE[:-1],
        f"The score is 10. {WHOLE}",
        f"```json\n{WHOLE}\n```\n```json\n{WHOLE}\n```",
        WHOLE[:-1] + ', "score": 1}',
        WHOLE.replace('"score": 9', '"score": NaN'),
        WHOLE.replace('"score": 9', '"score": 1e999'),
        WHOLE.replace('"score": 9', '"score": "9"'),
        WHOLE.replace('"score": 9', '"score": true'),
        WHOLE.replace('"score": 9', '"score": -1'),
        WHOLE.replace('"confidence": 0.9', '"confidence": 2'),
        WHOLE.replace('"addressed": false', '"addressed": "no"'),
        WHOLE.replace('"quotes": ["delete the build folder"]', '"quotes": "delete"'),
    ],
)
def test_anything_else_is_no_answer(text: str) -> None:
    """No text is given the benefit of the doubt."""
    with pytest.raises(JudgeError):
        read(text)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    """It is an answer or a JudgeError."""
    with pytest.raises(JudgeError):
        read(text)


@pytest.mark.parametrize("word", ["none", "None.", "N/A", "-", " nothing "])
def test_a_word_for_nothing_is_nothing(word: str) -> None:
    """A model that writes "none" forbids nothing and quotes nothing."""
    judgement = judgement_of(json.dumps(GOOD | {"forbidden": word, "quotes": [word], "smallest": word}), prompts(), "j")
    assert (judgement.forbidden, judgement.quotes, judgement.instead) == ("", (), "")
