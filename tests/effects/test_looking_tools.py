"""Tools that are named for looking, and arguments that say they do more."""

from typing import Any

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action


def is_a_look(tool: str, arguments: dict[str, Any]) -> bool:
    return analyze(Action(tool, arguments)).proven_read_only


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("index_search", {"method": "DELETE", "path": "/orders"}),
        ("search", {"method": "POST", "path": "/orders/_delete_by_query"}),
        ("search", {"path": "/orders/_delete_by_query", "body": "{}"}),
        ("read_api", {"verb": "patch", "path": "/users/1"}),
        ("query_api", {"http_method": "post", "route": "/users/purge"}),
        ("get_config", {"set": {"debug": 1}}),
        ("view_user", {"update": {"role": "admin"}}),
        ("show_settings", {"key": "debug", "new_value": "1"}),
    ],
)
def test_a_looking_name_does_not_hide_what_the_arguments_change(tool: str, arguments: dict[str, Any]) -> None:
    """A method, a path or a new value makes it a change, so that it is judged."""
    assert not is_a_look(tool, arguments)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("lookup", {"method": "GET", "path": "/users/1"}),
        ("search", {"method": "POST", "path": "/orders/_search"}),
        ("search_audit_log", {"method": "DELETE"}),
        ("get_cards", {"set": "A"}),
        ("list_releases", {"updates": None}),
    ],
)
def test_a_look_stays_a_look(tool: str, arguments: dict[str, Any]) -> None:
    """Searches by POST, logs of others' acts, sets that are chosen."""
    assert is_a_look(tool, arguments)
