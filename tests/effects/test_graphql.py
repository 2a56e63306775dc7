"""GraphQL documents: queries look, each field of a mutation does what its name says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.effects import graphql
from commensurate.effects.reading import Scene
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait

DOCUMENTS = [
    ('mutation { volumeDelete(volumeId: "a") }', ["delete volume irreversible several"]),
    ('mutation { projectDelete(id: "a") }', ["delete stack irreversible environment"]),
    ('mutation X { a: deleteUser(id: "1") { id } b: createUser(name: "x") { id } }',
     ["delete user irreversible one", "create user reversible one"]),
    ("mutation { deleteAllComments { count } }", ["delete message irreversible environment"]),
    ('mutation { deleteIssue(input: {issueId: "x", clientMutationId: "drop"}) { clientMutationId } }',
     ["delete record irreversible one"]),
    ("mutation { frobnicate(id: 1) }", ["update unknown costly one"]),
    ("query { deletedUsers { id } }", ["read record reversible one"]),
    ("{ me { id } }", ["read record reversible one"]),
    ("# mutation { deleteUser }\n{ me { id } }", ["read record reversible one"]),
    ('{ search(text: "mutation { deleteUser }") { id } }', ["read record reversible one"]),
    ("fragment F on User { id } query { me { ...F } }", ["read record reversible one", "read record reversible one"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), DOCUMENTS)
def test_each_field_is_read_by_its_name(text: str, told: list[str]) -> None:
    """Aliases, comments, strings, arguments and selections are told apart."""
    found = graphql.read(text, Scene()).effects
    assert [
        f"{e.operation.value} {e.resource.kind.value} {e.reversibility.word} {e.blast_radius.word}" for e in found
    ] == told


def test_a_json_body_carries_the_document_and_its_variables() -> None:
    """The variables name what is touched, and in which world."""
    body = json.dumps(
        {"query": "mutation D($id: String!) { volumeDelete(volumeId: $id) }", "variables": {"id": "prod-data"}}
    )
    (effect,) = graphql.read(body, Scene()).effects
    assert (effect.operation, effect.resource.kind) == (Operation.DELETE, ResourceKind.VOLUME)
    assert effect.resource.name == "volumeDelete prod-data"
    assert effect.environment.value == "production"
    assert Trait.BACKUP in effect.traits


@pytest.mark.parametrize("text", ["mutation { deleteUser(", "", '{"query": 1}', "mutation {" * 40_000, '{"query": "a'])
def test_what_does_not_parse_is_opaque(text: str) -> None:
    """Broken, empty, persisted or endless documents are not guessed at."""
    assert graphql.read(text, Scene()).coverage is Coverage.OPAQUE


@given(st.text(alphabet='{}()[]:$"\\#!.,\n mutationdeleteq', max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever is handed in, a reading comes back, and one without effects is not called understood."""
    reading = graphql.read(text, Scene())
    assert reading.effects or reading.coverage is not Coverage.FULL
