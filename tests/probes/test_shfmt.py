"""The second opinion on shell text: a process that may be absent, slow or wrong, and never makes things safer alone."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.effects.shell.compare import INVALID, settle
from commensurate.model.action import Action, Workspace
from commensurate.model.analysis import Ask, Coverage, Question
from commensurate.probes.shfmt import LONGEST, Shfmt

HERE = Workspace(cwd="/w/p", home="/home/ada", roots=("/w/p",))


def asked(text: str) -> Question:
    return Question(Ask.SHELL_COMMANDS, text)


@pytest.fixture(scope="module")
def probe() -> Shfmt:
    found = Shfmt()
    if not found.binary:
        pytest.skip("shfmt is not installed on this platform")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "ls -l 'a b' | wc -l",
        "x=$(rm y); echo `date`",
        "cat <<EOF > f\nhello $x\nEOF\nls",
        'for f in a b; do\n  rm "$f"\ndone',
        "find / 2>/dev/null -exec rm {} +",
        "case $x in a) b;; esac",
        "a \\\n  --b",
        "rm {a,b} # c",
        "[ -f x ] && unset y; time ls",
        "cat <<-A <<'B'\n\tx\n\tA\ny\nB",
    ],
)
def test_both_parsers_see_the_same_commands(probe: Shfmt, text: str) -> None:
    """Where they agree, a doubt is settled."""
    answer = probe.answer([asked(text)])[asked(text)]
    assert settle(text, answer)


@pytest.mark.parametrize(
    ("text", "other"), [("rm a", "rm b"), ("rm a", "rm a; rm b"), ("cat <<E\nx\nE", "cat <<E\ny\nE"), ("a b", "a 'b'")]
)
def test_another_reading_settles_nothing(probe: Shfmt, text: str, other: str) -> None:
    """The answer to another text is not taken for this one."""
    answer = probe.read(other)
    assert answer is not None
    assert not settle(text, answer)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", INVALID, '{"commands": 1, "heredocs": []}', "[" * 9999])
def test_an_answer_that_is_none_settles_nothing(answer: str) -> None:
    """Broken JSON, refusals and nonsense leave the doubt."""
    assert not settle("rm a", answer)


def test_what_shfmt_refuses_is_invalid(probe: Shfmt) -> None:
    """A syntax error is an answer, too."""
    assert probe.read("if then (") == INVALID


def test_only_its_own_questions_are_answered(probe: Shfmt) -> None:
    """Files, other asks and very long texts stay unanswered."""
    assert probe.answer([Question(Ask.EXISTS, "/"), asked("x" * (LONGEST + 1))]) == {}


@pytest.mark.parametrize(
    ("binary", "deadline"),
    [("", 2.0), ("/nonexistent/shfmt", 2.0), ("/bin/false", 2.0), ("/bin/cat", 2.0), ("/bin/sleep", 0.2)],
)
def test_a_probe_that_cannot_tell_never_raises(binary: str, deadline: float) -> None:
    """Absent, failing, talking nonsense: unanswered, or refused; never an agreement."""
    answer = Shfmt(binary, deadline).read("rm x")
    assert answer in (None, INVALID)


def test_a_doubt_is_lifted_by_agreement_only(probe: Shfmt) -> None:
    """`case` inside brackets is doubtful; when shfmt sees the same commands, it is understood."""
    text = "echo $(case x in a) ls y;; esac)"
    action = Action("bash", {"command": text}, HERE)
    before = analyze(action)
    assert before.coverage is Coverage.OPAQUE
    assert before.questions == (asked(text),)
    after = analyze(action, probe.answer(before.questions))
    assert after.coverage is Coverage.FULL
    assert analyze(action, {asked(text): INVALID}).coverage is Coverage.OPAQUE
    assert set(before.effects) == set(after.effects)
