"""Whatever is wrapped keeps its effects; whatever is only text has none; nothing makes the reader fall over."""

import base64
import shlex
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action, Workspace
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait

HERE = Workspace(cwd="/w/p", home="/home/ada", roots=("/w/p",))
CALM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

TARGETS = st.sampled_from(["/srv/data", "/srv/d a t a", "/opt/x'y", "/data/*"])
"""What is deleted. Always absolute, so that it is the same wherever the command runs."""


def spelled(word: str) -> st.SearchStrategy[str]:
    """The same word in other quotes."""
    if "*" in word:
        return st.just(word)
    ways = [shlex.quote(word), "'" + word.replace("'", "'\\''") + "'", '"' + word + '"']
    ways.append("$'" + "".join(f"\\x{ord(letter):02x}" for letter in word) + "'")
    ways.append("".join("\\" + letter for letter in word))
    return st.sampled_from(ways)


@st.composite
def deletions(draw: st.DrawFn) -> tuple[str, str]:
    """A command that deletes, and what it deletes."""
    target = draw(TARGETS)
    program = draw(st.sampled_from(["rm", "/bin/rm", "\\rm", "r''m", '"rm"', "command rm", "$'\\x72m'"]))
    options = draw(st.sampled_from(["-rf", "-r -f", "-fr --", "--recursive --force", "-R"]))
    return f"{program} {options} {draw(spelled(target))}", target


PREFIXES = st.sampled_from(
    [
        "busybox ", "command ", "exec ", "flock /tmp/l ", "caffeinate ", "taskset 1 ", "chrt 1 ", "sudo -E ", "env - ", "builtin command ",
        "prlimit --nofile=9 ", "unshare -r ", "proxychains ", "systemd-run --user ", "time -p ", "faketime 1 ", "strace -f ", "setpriv ",
        "sudo ", "sudo -u root -n ", "env A=b ", "env -i ", "nice -n 5 ", "timeout 10 ", "timeout -s KILL 5s ", "nohup ",
        "stdbuf -oL ", "setsid ", "ionice -c 3 ", "doas ", "chronic ", "unbuffer ",
    ]
)  # fmt: skip
SHELLS = st.sampled_from(
    [
        "sh -c",
        "bash -c",
        "bash -lc",
        "zsh -c",
        "eval",
        "ssh web1",
        "sudo sh -c",
        "su - ada -c",
        "watch",
        "docker exec c sh -c",
        "kubectl exec p -- sh -c",
        "podman run i sh -c",
        "tmux new -d",
        "screen -dm sh -c",
        "script -c",
        "flock /tmp/l -c",
        "dash -c",
        "xargs -I% sh -c",
        "runuser -l ada -c",
        "env sh -c",
        "timeout 9 bash -c",
        "nohup bash -c",
        "setsid sh -c",
        "find . -maxdepth 0 -exec sh -c",
        "docker run --rm i bash -c",
        "wsl bash -c",
        "nsenter -t 1 sh -c",
        "chroot /mnt sh -c",
    ]
)
FRAMES = st.sampled_from(
    [
        "{}", "X=1 {}", "! {}", "time {}", "exec {}", "ls; {}", "ls && {}", "false || {}", "( {} )", "{{ {}; }}", "if true; then {}; fi", "for i in 1; do {}; done",
        "while true; do {}; break; done", "ls | {{ {}\n}}", "{} &", "{} > /dev/null 2>&1", "ls\n{}\nls", "f() {{ {}; }}; f",
        "x=$( {} )", 'ls "$( {} )"', "cat <( {} )", "case a in a) {};; esac", "# note\n{}", "{} # note\n:", "{} <<< hi",
        "trap 'ls' EXIT; {}", "cat <<E\n$( {} )\nE",
    ]
)  # fmt: skip


SIMPLE_ONLY = ("cat <<E\n$( {} )\nE", "{} <<< hi", "X=1 {}", "exec {}", "! {}", "time {}")
"""Frames for a simple command only."""


@st.composite
def wrapped(draw: st.DrawFn) -> tuple[str, str]:
    """A deletion in up to five wrappings."""
    text, target = draw(deletions())
    simple = True
    for _ in range(draw(st.integers(0, 5))):
        way = draw(st.integers(0, 3))
        if way == 0 and simple:
            text = draw(PREFIXES) + text
        elif way == 1:
            text, simple = f"{draw(SHELLS)} {shlex.quote(text)}", True
        elif way == 2:
            text, simple = f"echo {base64.b64encode(text.encode()).decode()} | base64 -d | sh", False
        else:
            frame = draw(FRAMES)
            text = (frame if simple or frame not in SIMPLE_ONLY else "{}").format(text)
            simple = False
    return text, target


@CALM
@given(wrapped())
def test_a_deletion_in_any_wrapping_stays_a_deletion(case: tuple[str, str]) -> None:
    """Wrappers, quotings, nestings and frames of the shell hide nothing; what is too deep to read is opaque and run."""
    text, target = case
    analysis = analyze(Action("bash", {"command": text}, HERE))
    names = {e.resource.name for e in analysis.effects if e.operation is Operation.DELETE}
    assert target in names or given_up(analysis), (text, analysis.notes)


def given_up(analysis: Analysis) -> bool:
    """True where a budget or the limit of a line ran out, and the analysis says that code runs unread."""
    runs = any(e.operation is Operation.EXECUTE and Trait.UNRESOLVED in e.traits for e in analysis.effects)
    said = any(
        word in note for note in analysis.notes for word in ("inside one another", "nested deeper", "too much syntax")
    )
    return analysis.coverage is Coverage.OPAQUE and runs and said


INERT = st.sampled_from(
    [
        "echo {q}", "printf '%s' {q}", "grep -rn {q} docs", "git commit -m {q}", "ls # {r}", "cat > n.md <<'E'\n{r}\nE",
        "X={q}", "test {q} = x", "[[ $y == {q} ]]", "find . -name {q}", "alias r={q}", "f() {{ {r}; }}", "echo {q} | wc -l",
        "cat <<'E' >> n.md\n$({r})\n`{r}`\nE", "echo {q} > n.md", "sed -n {p} n.md", "x=({q})", "case {q} in x) ls;; esac",
        "git log --grep {q}", "echo {q} | grep rm | wc -l", "read -p {q} x", "ls {q}", "cat {q}", "man rm; : {q}",
    ]
)  # fmt: skip


@CALM
@given(deletions(), INERT)
def test_words_in_inert_places_delete_nothing(case: tuple[str, str], frame: str) -> None:
    """A deletion that is only printed, searched, compared, defined or written down has no effect."""
    raw = case[0]
    text = frame.format(q=shlex.quote(raw), r=raw, p=shlex.quote("/" + raw.replace("/", "\\/") + "/p"))
    analysis = analyze(Action("bash", {"command": text}, HERE))
    assert not any(e.operation is Operation.DELETE for e in analysis.effects), text
    assert not any(e.resource.kind is ResourceKind.CODE for e in analysis.effects), text


TOKENS = st.sampled_from(
    [
        "'",
        '"',
        "`",
        "$",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ";",
        "&",
        "|",
        "<",
        ">",
        "<<",
        "<<-",
        "<<<",
        ">>",
        "&&",
        "||",
        "$(",
        "${",
        "$((",
        "))",
        "<(",
        "\\",
        "\n",
        "\t",
        "#",
        "!",
        "~",
        "*",
        "?",
        "=",
        "==",
        "rm",
        "-rf",
        "/",
        "x",
        "EOF",
        "if",
        "then",
        "fi",
        "for",
        "in",
        "do",
        "done",
        "case",
        "esac",
        "while",
        "until",
        "function",
        "f()",
        "eval",
        "sh",
        "-c",
        "echo",
        "cat",
        "<<EOF",
        "<<'E'",
        "E",
        "$x",
        "${x:-",
        "}",
        "1",
        "2>&1",
        "&>",
        "\r",
        "\x00",
        "é",
        "😀",
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.lists(TOKENS, max_size=60).map(" ".join), st.lists(TOKENS, max_size=60).map("".join), st.text()))
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    """Any text gives an analysis: never an exception."""
    analysis = analyze(Action("bash", {"command": text}, HERE))
    assert isinstance(analysis.coverage, Coverage)
    assert not any("its reader failed" in note for note in analysis.notes), (text, analysis.notes)


@pytest.mark.parametrize(
    "text",
    [
        "echo " + "$(" * 20_000,
        "$(" * 5_000 + "rm x" + ")" * 5_000,
        "(" * 30_000,
        "{ " * 20_000,
        "if " * 20_000,
        "`" * 60_000,
        "'" * 60_001,
        '"' * 60_001,
        "${x:-" * 12_000,
        "a|" * 32_000,
        "a;" * 32_000,
        "a&&" * 21_000,
        "\\\n" * 32_000,
        "<<E " * 16_000,
        "cat <<A\n" * 8_000,
        "eval " * 12_000,
        "sudo " * 12_000,
        "x=x$x;" * 10_000,
        "x=$x$x;" * 9_000,
        "echo {a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}",
        "echo " + "{a," * 15_000,
        "echo " + "{1..99999999}",
        "f() { g; g; }; g() { h; h; }; h() { i; i; }; i() { j; j; }; j() { k; k; }; k() { ls; ls; }; f; f; f; f",
        "for a in 1 2 3 4 5 6 7 8 9; do for b in 1 2 3 4 5 6 7 8 9; do for c in 1 2 3 4 5 6 7 8 9; do ls; done; done; done",
        "[[ " + "a && " * 12_000 + "b ]]",
        "(( " + "1 + " * 15_000 + "1 ))",
        "echo $(( " + "(" * 20_000 + " ))",
        "case x in " + "a) b;; " * 8_000 + "esac",
        "sh -c " * 9_000,
        "X=" + "a" * 60_000 + "; echo ${X%%*a*b}",
        "\0" * 60_000,
        "é" * 30_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_costs_little_time(text: str) -> None:
    """64 KB of anything is read, or given up as opaque, in well under a second on a busy machine (50 ms on a quiet one)."""
    analyze(Action("bash", {"command": "ls"}, HERE))
    began = time.process_time()
    analyze(Action("bash", {"command": text}, HERE))
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("depth", [3, 6])
def test_carriers_inside_carriers_are_followed(depth: int) -> None:
    """`sh -c "sh -c '…'"` is read to the bottom; deeper than the limit is opaque."""
    text = "rm -rf /srv/data"
    for _ in range(depth):
        text = f"sh -c {shlex.quote(text)}"
    analysis = analyze(Action("bash", {"command": text}, HERE))
    assert any(e.operation is Operation.DELETE for e in analysis.effects)


def test_a_line_that_is_too_deep_is_opaque() -> None:
    """Never a RecursionError."""
    analysis = analyze(Action("bash", {"command": "sudo " * 40 + "rm -rf /srv/data"}, HERE))
    assert analysis.coverage is Coverage.OPAQUE
