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
