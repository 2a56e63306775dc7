"""Code in a language that nobody reads: the places that it names count as touched."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action, Workspace
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind

PLACE = Workspace(cwd="/home/ada/shop", home="/home/ada")


@pytest.mark.parametrize(
    ("line", "operation", "kind"),
    [
        ("julia --eval 'rm(\"/home/ada/.commensurate/policy.yaml\")'", Operation.UPDATE, ResourceKind.GUARD),
        ("groovy -e 'delete(\"~/.claude/settings.json\")'", Operation.UPDATE, ResourceKind.GUARD),
        ("scala -e 'readLines(\"~/.aws/credentials\")'", Operation.READ, ResourceKind.SECRET),
        ("elixir -e 'File.rm(\"./.git/HEAD\")'", Operation.UPDATE, ResourceKind.HISTORY),
    ],
)
def test_a_guard_or_secret_that_unread_code_names_is_touched(
    line: str, operation: Operation, kind: ResourceKind
) -> None:
    """Nobody can say that it only looks."""
    analysis = analyze(Action("bash", {"command": line}, PLACE))
    assert analysis.coverage is Coverage.OPAQUE
    assert (operation, kind) in {(effect.operation, effect.resource.kind) for effect in analysis.effects}


@pytest.mark.parametrize("line", ["scala -e 'print(1)'", "julia -e 'println(\"data/a.csv\")'"])
def test_other_literals_say_nothing(line: str) -> None:
    """Ordinary files and words add no effect to what is out of view."""
    kinds = {effect.resource.kind for effect in analyze(Action("bash", {"command": line}, PLACE)).effects}
    assert kinds == {ResourceKind.CODE}


@pytest.mark.parametrize("line", ["mywrap git reset --hard", "mywrap -q -- rm -rf src", "X-Y=2 rm -rf src"])
def test_what_stands_behind_an_unknown_program_is_read_as_what_it_runs(line: str) -> None:
    """A wrapper that nobody knows is still a wrapper; it stays opaque besides."""
    analysis = analyze(Action("bash", {"command": line}, PLACE))
    assert analysis.coverage is Coverage.OPAQUE
    assert Operation.DELETE in {effect.operation for effect in analysis.effects}
    assert ResourceKind.CODE in {effect.resource.kind for effect in analysis.effects}


@pytest.mark.parametrize("line", ["frob install git", "frob --about rm", "frob a b c d e rm -rf src"])
def test_words_for_data_stay_words(line: str) -> None:
    """A program's name at the end, or far behind, is data."""
    kinds = {effect.resource.kind for effect in analyze(Action("bash", {"command": line}, PLACE)).effects}
    assert kinds == {ResourceKind.CODE}
