"""A statement of a database's shell, typed where a shell is read."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind


@pytest.mark.parametrize(
    ("line", "operation"),
    [
        ("DROP TABLE users", Operation.DELETE),
        ("delete from users;", Operation.DELETE),
        ("UPDATE users SET active = false", Operation.UPDATE),
        ("ALTER TABLE users DROP COLUMN email", Operation.DELETE),
    ],
)
def test_a_statement_does_what_its_words_say(line: str, operation: Operation) -> None:
    """As if psql had been given it."""
    assert operation in {effect.operation for effect in analyze(Action("bash", {"command": line})).effects}


@pytest.mark.parametrize("line", ["update", "update apps", "delete notes", "drop 3", "flushall a b c d"])
def test_a_program_of_the_same_name_is_one_that_nobody_knows(line: str) -> None:
    """What does not read as a statement stays opaque."""
    analysis = analyze(Action("bash", {"command": line}))
    assert analysis.coverage is Coverage.OPAQUE
    assert {effect.resource.kind for effect in analysis.effects} == {ResourceKind.CODE}
