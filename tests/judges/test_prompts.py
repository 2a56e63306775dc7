"""Where the texts lie, and what names them."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from commensurate.errors import ConfigError
from commensurate.judges.prompts import FRAMINGS, PLACES, SURPRISE, WARRANT, load, prompts

ROOT = Path(__file__).parents[2]
ORDER = [
    "warrants",
    "quotes",
    "act_words",
    "object_words",
    "beyond",
    "forbidden",
    "addressed",
    "read_only",
    "smallest",
    "reason",
    "score",
    "confidence",
]


def test_a_checkout_and_a_wheel_are_both_known(tmp_path: Path) -> None:
    """The package's own folder comes first, then the root of the repository; the same texts, the same sha."""
    assert PLACES == (ROOT / "plugin/commensurate/prompts", ROOT / "prompts")
    wheel = tmp_path / "commensurate" / "prompts"
    shutil.copytree(ROOT / "prompts", wheel)
    assert (
        load((wheel, tmp_path / "nowhere")).sha == load((tmp_path / "nowhere", ROOT / "prompts")).sha == prompts().sha
    )


def test_a_wheel_takes_the_prompts_along() -> None:
    """The build puts the folder where a wheel is looked in."""
    import tomllib

    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert build["force-include"]["prompts"] == "commensurate/prompts"


@pytest.mark.parametrize(("framing", "name"), [(f, name) for f, names in FRAMINGS.items() for name in names])
def test_any_changed_text_changes_the_sha(framing: str, name: str, tmp_path: Path) -> None:
    """The sha covers all three texts of a framing."""
    shutil.copytree(ROOT / "prompts", tmp_path / "p")
    changed = tmp_path / "p" / name
    changed.write_text(changed.read_text() + "\n")
    assert load((tmp_path / "p",), framing).sha != prompts(framing).sha


def test_texts_that_are_not_there_stop_the_start(tmp_path: Path) -> None:
    """No prompt, no judge: said at once, with the places that were looked in."""
    with pytest.raises(ConfigError, match="not there"):
        load((tmp_path,))


def test_a_brief_that_takes_no_case_stops_the_start(tmp_path: Path) -> None:
    """brief.md without its place for the case would judge nothing."""
    shutil.copytree(ROOT / "prompts", tmp_path / "p")
    (tmp_path / "p" / "brief.md").write_text("Judge!")
    with pytest.raises(ConfigError, match=r"brief\.md:1"):
        load((tmp_path / "p",))


def test_the_schema_asks_for_every_thought_in_its_order() -> None:
    """Strict: all fields required, none added, the score last but for its confidence."""
    schema = json.loads((ROOT / "prompts/judgement.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == schema["required"] == ORDER
    assert schema["additionalProperties"] is False


def test_the_schema_on_the_wire_holds_nothing_that_strict_modes_refuse() -> None:
    """Ranges are checked on the answer instead."""
    assert "minimum" not in json.dumps(prompts().wire_schema)
    assert "minimum" in json.dumps(dict(prompts().schema))


@pytest.mark.parametrize("framing", FRAMINGS)
def test_the_system_text_speaks_of_every_field(framing: str) -> None:
    """A judge without a schema on the wire still learns the form from the text alone: each field, in its order."""
    places = [prompts(framing).system.index(f". `{name}`: ") for name in prompts(framing).schema["properties"]]
    assert places == sorted(places)
    assert set(prompts(framing).schema["properties"]) == set(ORDER)


def test_the_two_framings_ask_for_the_same_in_their_own_order_and_words() -> None:
    """Else the second judge would be the first one again: no sentence of theirs is shared."""
    one, other = prompts(WARRANT), prompts(SURPRISE)
    assert one.sha != other.sha
    assert one.schema["required"] != other.schema["required"] == list(other.schema["properties"])
    assert {k: v["type"] for k, v in one.schema["properties"].items()} == {
        k: v["type"] for k, v in other.schema["properties"].items()
    }
    sentences = [{s.strip() for s in text.split(".") if len(s.split()) > 6} for text in (one.system, other.system)]
    assert not sentences[0] & sentences[1]
