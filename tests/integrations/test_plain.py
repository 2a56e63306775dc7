"""Host objects become plain data; nothing is dropped silently."""

import dataclasses
import enum
import pathlib
from typing import Any

import pytest

from commensurate.integrations.plain import plain
from commensurate.model.action import Action


@dataclasses.dataclass
class Point:
    x: int
    where: pathlib.PurePosixPath


class Colour(enum.StrEnum):
    RED = "red"


class Model:
    def model_dump(self, mode: str) -> dict[str, Any]:
        return {"mode": mode}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, None, True, "x"]}, {"a": [1, None, True, "x"]}),
        (pathlib.PurePosixPath("/etc/passwd"), "/etc/passwd"),
        (Point(1, pathlib.PurePosixPath("/a")), {"x": 1, "where": "/a"}),
        (Colour.RED, "red"),
        (Model(), {"mode": "python"}),
        (b"\x00\xff", {"base64": "AP8="}),
        ({3: "three"}, {"3": "three"}),
        ({"b", "a"}, ["a", "b"]),
    ],
)
def test_host_objects_become_json_types(value: Any, expected: Any) -> None:
    """Each kind of object has one plain form."""
    assert plain(value) == expected


def test_a_structure_without_end_still_makes_an_action() -> None:
    """A list that holds itself is cut with its text, and the action can be judged."""
    loop: list[Any] = []
    loop.append(loop)
    assert Action("tool", {"loop": plain(loop)}).digest
