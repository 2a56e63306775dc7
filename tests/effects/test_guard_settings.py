"""Setting a variable that a guard reads is changing the guard, however it is written; naming one is not."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action, Workspace
from commensurate.model.effect import Operation, ResourceKind

HERE = Workspace("/w/p", "/home/ada", ("/w/p",))


def touched(line: str) -> list[str]:
    effects = analyze(Action("bash", {"command": line}, HERE)).effects
    return [
        e.resource.name for e in effects if e.resource.kind is ResourceKind.GUARD and e.operation is not Operation.READ
    ]


@pytest.mark.parametrize(
    "line",
    [
        "COMMENSURATE_JUDGE=none make", "COMMENSURATE_JUDGE=none", "export COMMENSURATE_JUDGE=none", "unset COMMENSURATE_JUDGE",
        "env COMMENSURATE_JUDGE=none make", "sudo COMMENSURATE_JUDGE=none make", "declare -x COMMENSURATE_JUDGE=none",
        "read COMMENSURATE_JUDGE <<< none", "printf -v COMMENSURATE_JUDGE none", "bash -c 'export COMMENSURATE_JUDGE=none'",
        "for COMMENSURATE_JUDGE in none; do make; done", "eval 'COMMENSURATE_JUDGE=none make'", "(COMMENSURATE_JUDGE=none make)",
        "npx cross-env COMMENSURATE_JUDGE=none make", "true && COMMENSURATE_JUDGE= make",
    ],
)  # fmt: skip
def test_a_guards_variable_is_set(line: str) -> None:
    """One sentence a line: this line changes what the guard runs on."""
    assert touched(line) == ["COMMENSURATE_JUDGE"]


@pytest.mark.parametrize(
    "line",
    ["echo $COMMENSURATE_JUDGE", "grep -rn COMMENSURATE_JUDGE=none src", "echo 'COMMENSURATE_JUDGE=none'", "JUDGE=none make",
     "git commit -m 'COMMENSURATE_JUDGE=none'", 'test -n "$COMMENSURATE_STORE"', "env JUDGE=none make"],
)  # fmt: skip
def test_a_guards_variable_is_only_named(line: str) -> None:
    """Reading, searching and writing about it is none of that."""
    assert touched(line) == []


@pytest.mark.parametrize(
    "code",
    [
        "from commensurate import load_guard; load_guard().resume('x', by='ada')",
        "import commensurate.settings as s; g = s.load_guard(); g.granting.grant(1)",
        "from commensurate.cli.main import app; app(['resume', '--all', 'x'])",
        "from commensurate.stores.sqlite import SqliteStore as S\nwith S('x').writing() as w:\n    w.put_halt('all', '')",
        "import commensurate; getattr(commensurate.load_guard(), 'answer')('1', granted=True, by='ada')",
        "__import__('commensurate').load_guard().resume('x', by='ada')",
    ],
)
def test_a_humans_word_is_not_given_by_a_script(code: str) -> None:
    """To resume, answer or grant through the library, or to write past it into the store, changes the guard."""
    assert len(touched(f'python3 -c "{code}"')) >= 1
    assert len(touched(f"python3 - <<'END'\n{code}\nEND")) >= 1


@pytest.mark.parametrize(
    "code",
    ["import commensurate; print(commensurate.__version__)", "from commensurate import Action; print(Action('bash', {}))",
     "from commensurate import load_guard; print(load_guard().check(1, 2))", "import mine; mine.load().resume('x')",
     "from commensurate.audit.chain import verify; print(verify([]))"],
)  # fmt: skip
def test_asking_the_guard_is_no_change_of_it(code: str) -> None:
    """Whoever works with the library, or on something that is called alike, is not stopped by that."""
    assert touched(f'python3 -c "{code}"') == []
