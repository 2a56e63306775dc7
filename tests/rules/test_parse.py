"""A pack that is wrong is refused as `file:line: rule id: what`; nothing of it is loaded."""

from textwrap import dedent

import pytest
from jsonschema import Draft202012Validator

from commensurate.errors import RuleError
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Environment, Operation, ResourceKind, Trait
from commensurate.rules.parse import parse
from commensurate.rules.schema import pack_schema

PACK = dedent("""\
    - id: files.delete-home
      title: Deletes a home folder
      when:
        - {operation: delete, resource: {kind: [file, folder], name: "~*", except: "*.pyc"}, blast_radius: environment}
        - {operation: delete, traits: home, without: [temporary], environment: production, count: 3,
           also: {operation: send, any_trait: [outbound, public]}, coverage: opaque}
      outcome: block
      reason: All of it goes.
      instead: Name the one folder that is in the way.
      judge_may_clear: true
      examples:
        match:
          - rm -rf ~
          - {tool: delete_path, arguments: {path: /home/ada}}
        no_match: [rm notes.txt]
    """)


def test_a_rule_is_what_its_yaml_says() -> None:
    """Every key of a condition and of a rule arrives."""
    (rule,) = parse(PACK, "files.yaml")
    one, other = rule.when
    assert (rule.id, rule.outcome, rule.judge_may_clear, rule.where) == (
        "files.delete-home",
        Outcome.BLOCK,
        True,
        "files.yaml:1",
    )
    assert (one.kinds, one.names, one.no_names, one.at_least_radius) == (
        {ResourceKind.FILE, ResourceKind.FOLDER},
        ("~*",),
        ("*.pyc",),
        BlastRadius.ENVIRONMENT,
    )
    assert (other.traits, other.no_trait, other.environments) == (
        {Trait.HOME},
        {Trait.TEMPORARY},
        {Environment.PRODUCTION},
    )
    assert other.also is not None
    assert (other.at_least_count, other.also.operations) == (3, {Operation.SEND})
    assert [(example.tool, example.line) for example in rule.examples.match] == [("bash", 13), ("delete_path", 14)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: [file, folder]", "kind: [file, foldr]", "files.yaml:4: files.delete-home: when.resource.kind: 'foldr'"),
        ("without: [temporary]", "without: [temp]", "files.yaml:5: files.delete-home: when.without: 'temp'"),
        ("traits: home", "traits: homey", "did you mean 'home'?"),
        ("outcome: block", "outcome: deny", "files.yaml:7: files.delete-home: outcome: 'deny' is not one of"),
        ("reason: All of it goes.", "because: no", "files.yaml:1: files.delete-home: "),
        ("count: 3", "count: 0", "count"),
        ("id: files.delete-home", "id: Files", "files.yaml:1: Files: id: "),
        ("outcome: block", "outcome: block\n  outcome: allow", "files.yaml:8: the key 'outcome' stands twice"),
        ("- id: files", "- id: [files", "files.yaml:2: not YAML"),
        ("{operation: send, any_trait: [outbound, public]}", "{}", "also"),
        ("match:", "matches:", "files.yaml:11: files.delete-home: examples: "),
        ("rm -rf ~", "3", "files.yaml:13: files.delete-home: examples.match: 3 is not of type 'object'"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_rule(old: str, new: str, said: str) -> None:
    """Unknown kinds, traits and keys are refused, never ignored."""
    with pytest.raises(RuleError) as refused:
        parse(PACK.replace(old, new, 1), "files.yaml")
    assert str(refused.value).startswith("files.yaml:")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "- 3", "rules:\n  - id: a.b", "\x00", "--- 1\n--- 2", "a: *b", "[" * 3000]
)
def test_what_is_not_a_pack_at_all_is_refused(text: str) -> None:
    """Neither an empty file nor garbage loads as «no rules»."""
    with pytest.raises(RuleError, match=r"^p\.yaml:\d+: "):
        parse(text, "p.yaml")


def test_an_id_stands_once() -> None:
    """The second rule of one id is refused."""
    with pytest.raises(RuleError, match=r"files\.yaml:17: files\.delete-home: this id stands already on line 1"):
        parse(PACK + "\n" + PACK, "files.yaml")


def test_the_schema_is_a_schema() -> None:
    """Draft 2020-12."""
    Draft202012Validator.check_schema(pack_schema())
