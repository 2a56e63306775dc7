"""Which commands a text runs, and where."""

import pytest

from commensurate.model.analysis import Ask, Coverage
from effects.shell.commands import commands, coverage, run, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a; b && c || d & e", ["a", "b", "c", "d", "e"]),
        ("a | b |& c", ["a", "b", "c"]),
        ("! a", ["a"]),
        ("(a; b)", ["a", "b"]),
        ("{ a; b; }", ["a", "b"]),
        ("if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
        ("while a; do b; done", ["a", "b"]),
        ("until a; do b; done", ["a", "b"]),
        ("for f in x y; do rm $f; done", ["rm x", "rm y"]),
        ('for f in *.c; do rm "$f"; done', ["rm *.c°"]),
        ('for f in $(ls); do rm "$f"; done', ["ls", "rm *°"]),
        ("for ((i=0; i<3; i++)); do rm $i; done", ["rm ‹$i›"]),
        ("case $x in a) rm a;; b|c) rm b;& *) rm d;; esac", ["rm a", "rm b", "rm d"]),
        ("select f in a; do rm $f; done", ["rm a"]),
        ("a\nb", ["a", "b"]),
        ("a &&\n b |\n c", ["a", "b", "c"]),
        ("a # b; c", ["a"]),
        ("# a\nb", ["b"]),
        ("echo x # y\\\nrm z", ["rm z"]),
        ("echo hi\n\\rm x", ["rm x"]),
        ("a | b | head\nrm x && cd s", ["a", "b", "head", "rm x"]),
        ("time rm x", ["rm x"]),
        ("coproc rm x", ["rm x"]),
        ("exec rm x", ["rm x"]),
        ("command rm x", ["rm x"]),
        ("builtin cd x; rm y", ["rm y"]),
        ("eval 'rm x'", ["rm x"]),
        ("eval rm x", ["rm x"]),
        ("eval \"eval 'rm x'\"", ["rm x"]),
        ("trap 'rm x' EXIT INT", ["rm x"]),
        ("trap - EXIT; trap '' INT", []),
        ("f() { rm $1; }; f x", ["rm x"]),
        ('function f { rm "$@"; }\nf x y', ["rm x y"]),
        ("f() { rm x; }", []),
        ("alias r='rm -rf'; r x", ["rm -rf x"]),
        ("alias rm=ls; \\rm x", ["rm x"]),
        ("2>/dev/null rm x", ["rm x"]),
        ("find / 2>/dev/null -exec rm {} +", ["find / -exec rm {} +"]),
        ("rm > log -rf x", ["rm -rf x"]),
        ("exec {fd}>f; rm x", ["rm x"]),
        ("printf -v R rm; $R x", ["rm x"]),
        ("echo rm | while read c; do $c x; done", ["rm x"]),
        ("mapfile -t a <<< 'rm'; ${a[0]} x", ["rm x"]),
        ("[[ -f x ]] && rm x", ["rm x"]),
        ("let x=1; rm y", ["rm y"]),
    ],
)
def test_every_command_that_may_run_is_read(text: str, expected: list[str]) -> None:
    """All branches, all bodies; functions when they are called; comments never."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("rm y", "/w/p"),
        ("cd x && rm y", "/w/p/x"),
        ("cd x; cd ..; rm y", "/w/p"),
        ("cd /etc; rm y", "/etc"),
        ("cd; rm y", "/home/ada"),
        ("cd ~/x; rm y", "/home/ada/x"),
        ("cd $X; rm y", None),
        ("cd -; rm y", None),
        ("(cd x); rm y", "/w/p"),
        ("cd x | cat; rm y", "/w/p"),
        ("echo $(cd x); rm y", "/w/p"),
        ("{ cd x; }; rm y", "/w/p/x"),
        ("pushd x; rm y", "/w/p/x"),
        ("f() { cd x; }; f; rm y", "/w/p/x"),
        ("X=x; cd $X; rm y", "/w/p/x"),
    ],
)
def test_the_working_folder_follows_the_line(text: str, folder: str | None) -> None:
    """A subshell's cd is its own; a cd to a place that is not known leaves the folder unknown."""
    assert commands(text)[-1].scene.cwd == folder


@pytest.mark.parametrize(
    ("text", "fed"),
    [
        ("echo hi | a", "hi\n"),
        ("echo -n hi | a", "hi"),
        ("printf '%s\\n' x y | a", "x\ny\n"),
        ("a <<< hi", "hi\n"),
        ("a <<E\nhi\nE", "hi\n"),
        ("a <<'E'\n$x\nE", "$x\n"),
        ("x=1; a <<E\n$x\nE", "1\n"),
        ("a <<-E\n\thi\n\tE", "hi\n"),
        ("cat <<E | a\nhi\nE", "hi\n"),
        ("echo hi | tee f | a", "hi\n"),
        ("{ echo x; echo y; } | a", "x\ny\n"),
        ("echo hi > f; cat f | a", "hi\n"),
        ("ls | a", None),
        ("a <<E\n`echo hi` $(echo x)\nE", "hi x\n"),
    ],
)
def test_what_is_fed_is_known_where_the_line_says_it(text: str, fed: str | None) -> None:
    """Pipes, here-strings and heredocs, expanded as bash would."""
    last = [command for command in commands(text) if command.program == "a"][-1]
    assert last.stdin is not None
    assert last.stdin.text == fed


def test_who_fed_it_is_known_through_filters() -> None:
    """`curl … | tee x | sh`: curl is the source."""
    last = commands("curl https://a | tee x | a")[-1]
    assert last.stdin is not None
    assert last.stdin.source == "curl"


@pytest.mark.parametrize(
    "text",
    [
        "cat > f <<'EOF'\nrm -rf / `x` $(y) \"\nEOF",
        "cat <<EOF > f\nplain text; rm -rf /\nEOF\nls",
        "cat <<A <<B\nx\nA\ny\nB",
        "a\nb\n\n# c\nd",
        "x=$(cat <<'E'\nit's\nE\n)",
        "a \\\n  --b \\\n  --c",
        "cat <<EOF 2>&1 | b\nx\nEOF",
        "cat <<EOF; b\nx\nEOF",
        "cat <<EOF && b\nx\nEOF",
        "for f in a b\ndo\n  c $f\ndone",
        "if a\nthen\n  b\nfi",
        "echo `date`",
        "f() {\n  a\n}\nf",
    ],
)
def test_clear_text_of_many_lines_needs_no_second_opinion(text: str) -> None:
    """Heredocs, continued lines, backticks and comments are made plain first, so they are simply understood."""
    assert not any(question.ask is Ask.SHELL_COMMANDS for question in run(text)[1].questions)
    assert coverage(text) is Coverage.FULL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('git reset --hard; echo "abc', ["git reset --hard"]),
        ("rm x; cat $(ls", ["rm x", "ls", "cat *°"]),
        ("rm x; cat <<EOF\ny", ["rm x", "cat"]),
        ("rm x; if a; then", ["rm x", "a"]),
        ("rm x; )", ["rm x"]),
        ("test a ==\nrm x", ["rm x"]),
        ("rm x\r\nls", None),
        ("echo $(case x in a) rm y;; esac)", None),
        ("rm @(a|b)", None),
    ],
)
def test_what_is_not_surely_understood_is_opaque_and_keeps_what_was(text: str, expected: list[str] | None) -> None:
    """A broken end does not hide the beginning, and the doubt becomes a question."""
    reading = run(text)[1]
    assert reading.coverage is Coverage.OPAQUE
    assert [q.subject for q in reading.questions] == [text]
    if expected is not None:
        assert words(text) == expected


@pytest.mark.parametrize(
    "text", ["x=1{a,b}out$vthen-rf", "rm for ] [[", "\\ rm x", "rm \\ x y", "a > f{a,b}<(c) d", "$[1+2]", "echo \0 x"]
)
def test_trees_that_look_clean_and_are_not_are_doubted(text: str) -> None:
    """Each was seen to be misread without an error node."""
    assert coverage(text) is Coverage.OPAQUE


@pytest.mark.parametrize("text", ["f() { f | f & }; f", ":(){ :|:& };:", "f() { g; }; g() { f; }; f"])
def test_a_function_that_calls_itself_is_named(text: str) -> None:
    """The fork bomb stops the machine."""
    reading = run(text)[1]
    assert "starts itself again" in reading.effects[0].resource.name
    assert reading.coverage is Coverage.OPAQUE


@pytest.mark.parametrize("text", ["$X y", "$(curl https://a)", "eval $X", "${X} -rf /", "`$Y`", 'eval "$(cat f)"'])
def test_a_program_that_only_the_moment_shows_is_opaque(text: str) -> None:
    """Its effect says that it is not resolved."""
    reading = run(text)[1]
    assert reading.coverage is Coverage.OPAQUE
    assert any("unresolved" in e.traits for e in reading.effects)


@pytest.mark.parametrize(
    "text",
    [
        "x=/; if a; then x=/tmp/y; fi; rm $x",
        "x=/tmp/y; [ -n $z ] && x=/; rm $x",
        "x=/; for i in 1; do x=/tmp; done; rm $x",
        "x=/; case $y in a) x=/tmp;; esac; rm $x",
    ],
)
def test_what_may_not_have_happened_is_not_believed(text: str) -> None:
    """A variable that a branch changed is no longer known after it."""
    assert words(text)[-1] == "rm ‹$x›"
