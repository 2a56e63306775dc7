"""The shipped packs as text, with their examples. What is measured and held to examples; a start loads packs.json."""

from importlib.resources import files

from commensurate.rules.parse import parse
from commensurate.rules.rule import Rule

RULES_ONLY = "rules-only"
"""What stands in reports where the rules alone were asked."""


def shipped_packs() -> list[tuple[str, str]]:
    """(source, text) of all shipped packs, by name."""
    shelf = files("commensurate.rules").joinpath("packs")
    packs = sorted((pack for pack in shelf.iterdir() if pack.name.endswith(".yaml")), key=lambda pack: pack.name)
    return [(f"packs/{pack.name}", pack.read_text("utf-8")) for pack in packs]


def shipped_rules() -> tuple[Rule, ...]:
    """The rules of all shipped packs, with their examples."""
    return tuple(rule for source, text in shipped_packs() for rule in parse(text, source))
