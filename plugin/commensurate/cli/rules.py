"""`commensurate rules`: what the rules are, and whether their examples hold."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from commensurate.errors import InputError
from commensurate.evaluate.examples import Broken, broken_examples
from commensurate.evaluate.packs import shipped_packs, shipped_rules
from commensurate.rules.parse import compact, parse
from commensurate.rules.rule import Example, Rule
from commensurate.rules.schema import pack_schema

app = typer.Typer(no_args_is_help=True, help="The rules: what they say, and whether their examples hold.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_rules(*, as_json: AsJson = False) -> None:
    """All rules: id, outcome, title."""
    rules = shipped_rules()
    if as_json:
        _print([_said(rule) for rule in rules])
        return
    table = Table("id", "outcome", "a warrant may clear it", "title")
    for rule in rules:
        table.add_row(rule.id, rule.outcome.word, "yes" if rule.judge_may_clear else "no", rule.title)
    Console().print(table)


@app.command()
def show(rule_id: Annotated[str, typer.Argument(metavar="ID")], *, as_json: AsJson = False) -> None:
    """One rule with its reason, its alternative and its examples."""
    found = next((rule for rule in shipped_rules() if rule.id == rule_id), None)
    if found is None:
        raise InputError(f"no rule has the id {rule_id!r}; see `commensurate rules list`")
    said = _said(found)
    if as_json:
        _print(said)
        return
    for name, value in said.items():
        print(f"{name}: " + ("".join(f"\n  {one}" for one in value) if isinstance(value, list) else str(value)))


@app.command("test")
def hold(
    packs: Annotated[
        list[Path] | None, typer.Argument(help="Packs of your own; without any, the shipped ones.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Hold every rule to its examples. Exit 1 where one does not hold."""
    rules = [rule for pack in packs for rule in _parsed(pack)] if packs else shipped_rules()
    broken = list(broken_examples(rules))
    count = sum(len(_examples(rule)) for rule in rules)
    if as_json:
        _print({"rules": len(rules), "examples": count, "broken": [_told(one) for one in broken]})
    else:
        for one in broken:
            print(_told(one))
        print(f"{len(rules)} rules, {count} examples, {len(broken)} broken")
    if broken:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """The JSON Schema of a rule pack, for editors."""
    _print(pack_schema())


@app.command("compact")
def print_compact() -> None:
    """The shipped packs as the one file that a start loads (rules/packs.json)."""
    sys.stdout.write(compact(shipped_packs()))


def _parsed(pack: Path) -> tuple[Rule, ...]:
    try:
        return parse(pack.read_text("utf-8"), str(pack))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{pack}: cannot be read: {error}") from None


def _examples(rule: Rule) -> tuple[Example, ...]:
    return rule.examples.match + rule.examples.no_match + rule.examples.known_miss


def _told(one: Broken) -> str:
    place = one.rule.where.rsplit(":", 1)[0]
    return f"{place}:{one.example.line}: {one.rule.id}: {one.what}: {_shown(one.example)}"


def _shown(example: Example) -> str:
    command = example.arguments.get("command")
    return command if isinstance(command, str) else f"{example.tool} {json.dumps(example.arguments)}"


def _said(rule: Rule) -> dict[str, object]:
    def all_of(examples: Iterable[Example]) -> list[str]:
        return [_shown(example) for example in examples]

    return {
        "id": rule.id,
        "title": rule.title,
        "outcome": rule.outcome.word,
        "judge_may_clear": rule.judge_may_clear,
        "reason": rule.reason,
        "instead": rule.instead,
        "where": rule.where,
        "match": all_of(rule.examples.match),
        "no_match": all_of(rule.examples.no_match),
        "known_miss": all_of(rule.examples.known_miss),
    }


def _print(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
