"""What the data of a tool call says besides its verb, and edits that empty a check."""

import pytest

from commensurate.effects.reading import Scene
from commensurate.effects.tools import read_tool
from commensurate.effects.tools.checks import disarms
from commensurate.model.action import Action
from commensurate.model.effect import BlastRadius, Effect, Operation, Reversibility, Trait


def only(tool: str, arguments: dict[str, object]) -> Effect:
    (effect,) = read_tool(Action(tool, arguments), Scene()).effects
    return effect


@pytest.mark.parametrize(
    ("tool", "arguments", "operation", "trait"),
    [
        ("tracker_bulk_move_items", {"where": "board = Spring", "to": "Attic"}, Operation.UPDATE, Trait.UNBOUNDED),
        (
            "desk_mass_update_requests",
            {"filter": {"queue": "billing"}, "state": "shut"},
            Operation.UPDATE,
            Trait.UNBOUNDED,
        ),
        ("remove_rows", {"sheet": "Guests", "where": "plus_one is not null"}, Operation.DELETE, Trait.UNBOUNDED),
        ("purge_entries", {"filter": {"color": {"$ne": "green"}}}, Operation.DELETE, Trait.UNBOUNDED),
        ("forge_merge_pr", {"number": 4, "skip_checks": True}, Operation.UPDATE, Trait.BYPASS),
        ("set_branch_protection", {"branch": "trunk", "active": False}, Operation.UPDATE, Trait.BYPASS),
        ("merge_pull_request", {"number": 4, "admin": True}, Operation.UPDATE, Trait.BYPASS),
    ],
)
def test_name_and_data_together_say_more(
    tool: str, arguments: dict[str, object], operation: Operation, trait: Trait
) -> None:
    """A change by condition, a condition that says what it leaves out, a check that is passed over."""
    effect = only(tool, arguments)
    assert effect.operation is operation
    assert trait in effect.traits
    assert effect.reversibility >= Reversibility.COSTLY


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("update_workspace", {"id": 8, "archived": True}),
        ("patch_membership", {"id": "m8", "cancel_at_period_end": "true"}),
        ("set_env_var", {"name": "CACHE_ADDRESS", "value": None}),
        ("edit_settings", {"CACHE_ADDRESS": None}),
        ("crm_combine_update", {"into": "g1", "delete_sources": True}),
        ("merge_customers", {"into": "g1", "others": ["g2", "g3"]}),
    ],
)
def test_a_field_that_ends_a_thing_deletes_it(tool: str, arguments: dict[str, object]) -> None:
    """Archived, cancelled, set to nothing, merged away: what was there is no longer there."""
    effect = only(tool, arguments)
    assert effect.operation is Operation.DELETE
    assert effect.reversibility >= Reversibility.COSTLY


@pytest.mark.parametrize("tool", ["pager_disable_service", "disable_routing_policy", "deactivate_function"])
def test_what_serves_is_stopped_by_disabling_it(tool: str) -> None:
    """A service, a rule or a function that is disabled does nothing from then on."""
    effect = only(tool, {"id": "S4"})
    assert effect.operation is Operation.STOP
    assert effect.blast_radius is BlastRadius.SEVERAL


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("merge_pull_request", {"number": 4, "delete_branch": True}),
        ("update_mail", {"id": 8, "archived": True}),
        ("update_item_label", {"id": 8, "value": None}),
        ("bulk_rename_labels", {"names": ["a", "b"]}),
        ("merge_contacts_preview", {"into": "g1", "others": ["g2"]}),
        ("edit_rows", {"sheet": "Guests", "where": "id = 8 and plus_one is not null"}),
    ],
)
def test_what_is_done_every_day_stays_what_it_is(tool: str, arguments: dict[str, object]) -> None:
    """A merged branch that goes, an archived mail, a field left empty, a condition that names the thing."""
    effect = only(tool, arguments)
    assert effect.operation is not Operation.DELETE
    assert not effect.traits & {Trait.UNBOUNDED, Trait.BYPASS}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (".github/workflows/nightly.yml", "  run: cargo test --all", "  run: 'true'"),
        (".circleci/config.yml", "- run: yarn lint", "- run: echo lint is fine"),
        ("package.json", '"lint": "eslint src",', '"lint": "exit 0",'),
        ("web/Makefile", "check:\n\tmypy src\n", "check:\n\t:\n"),
        (".pre-commit-config.yaml", "    - id: gitleaks", ""),
    ],
)
def test_a_check_that_runs_nothing_is_none(path: str, old: str, new: str) -> None:
    """The step keeps its name and can no longer fail, or goes altogether."""
    assert disarms(path, old, new)
    effect = only("edit_file", {"path": path, "old_text": old, "new_text": new})
    assert Trait.BYPASS in effect.traits
    assert effect.blast_radius is BlastRadius.SEVERAL


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (".github/workflows/nightly.yml", "run: cargo test", "run: cargo test --all"),
        (".github/workflows/nightly.yml", "run: cargo test", "run: echo begins\nrun: cargo test"),
        (".github/workflows/nightly.yml", "run: cargo build", "run: 'true'"),
        (".github/workflows/nightly.yml", "run: make test", "run: ./scripts/everything.sh"),
        ("src/flags.py", "run = test", "run = True"),
        ("notes.md", "run: pytest", "run: 'true'"),
    ],
)
def test_a_check_that_is_changed_is_still_one(path: str, old: str, new: str) -> None:
    """Another command, a line before it, another file: nothing is switched off."""
    assert not disarms(path, old, new)
