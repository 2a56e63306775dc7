"""What is a secret and what is not."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.audit.redact import LONGEST, redact, redact_text
from commensurate.model.action import Action

S = "s3cr3t-Value9"
"""A password that has no shape of its own."""
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\nAAAA\n-----END OPENSSH PRIVATE KEY-----"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"

SHAPES = [
    "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "ghp_" + "a1B2" * 9, "github_pat_" + "a1B2_" * 10,
    "glpat-" + "x1y2" * 5, "xoxb-123456789012-abcdefghijkl", "https://hooks.slack.com/services/T0/B0/abcDEF123",
    "sk_live_" + "a1B2" * 6, "whsec_" + "a1B2" * 6, "sk-" + "a1B2" * 12, "sk-proj-" + "a1B2" * 12,
    "sk-ant-api03-" + "a1B2" * 12, "AIza" + "a1B2" * 9, "npm_" + "a1B2" * 9, "pypi-" + "a1B2" * 12,
    "hf_" + "a1B2" * 8, "SG." + "a1B2" * 5 + "." + "a1B2" * 8, JWT, KEY, KEY[:50],
]  # fmt: skip

PLACES = [
    "psql postgres://app:{}@db/x", "export PGPASSWORD={} && psql", "PGPASSWORD='{}' psql", "mysql -u root -p{} shop",
    "mysqldump --password={} shop", "tool --password {} run", "tool --api-key={}", "tool --client-secret '{}'",
    'curl -H "Authorization: Bearer {}" https://x', "curl -H 'X-Api-Key: {}' https://x", "curl -u ada:{} https://x",
    "curl --user 'ada:{}' https://x", "sshpass -p {} ssh host", "redis-cli -h x -a {} keys", 'db_password = "{}"',
    "AWS_SECRET_ACCESS_KEY={} aws s3 ls", '{{"password": "{}"}}', "password: {}", "CREATE USER x IDENTIFIED BY '{}'",
    "https://ada:{}@example.com/x.git", "token={}&x=1", "docker login -u ada --password={}",
]  # fmt: skip

KEYS = [
    "password", "PASSWORD", "db_password", "dbPassword", "passwd", "secret", "client_secret", "clientSecret", "token",
    "access_token", "refreshToken", "api_key", "apiKey", "x-api-key", "Authorization", "authorization", "Cookie",
    "private_key", "AWS_SECRET_ACCESS_KEY", "aws_access_key_id", "credentials", "connectionString", "passphrase",
]  # fmt: skip

HARMLESS = [
    "rm -rf build", "grep -rn 'password' src/", "git commit -m 'rotate the token'", "SELECT token FROM sessions",
    "kubectl get secrets -n dev", "cat docs/secret-handling.md", "mkdir -p task-list", "ssh -p 22 host", "cp -p a b",
    "python -m pytest -p no:randomly", "the password must be at least 12 characters", "https://example.com/a:b@c",
    "docker ps --filter name=tokenizer", "echo $PASSWORD", "--password-file x", "author: Ada", "git push origin main",
    "aws iam create-access-key --user-name ada", "max_tokens: 100 is not a secret" ,
]  # fmt: skip


@pytest.mark.parametrize("secret", SHAPES)
def test_a_secret_is_known_by_its_shape(secret: str) -> None:
    """Wherever it stands, also twice."""
    text = redact_text(f"echo {secret} && echo '{secret}' end")
    assert secret not in text
    assert "[redacted: " in text
    assert text.startswith("echo ")


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_known_by_its_place(place: str) -> None:
    """What stands after a password's name is one; the words around it stay readable."""
    text = redact_text(place.format(S))
    assert S not in text
    assert "[redacted: " in text
    assert text[:4] == place.format(S)[:4]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", [S, 123456, [S, "other"], "  x"])
def test_a_secret_is_known_by_its_key(key: str, value: Any) -> None:
    """Any value of such a key, of any type; short ones too."""
    redacted = redact({"outer": {key: value}})["outer"][key]
    for one in redacted if isinstance(redacted, list) else [redacted]:
        assert str(one).startswith("[redacted: ")


@pytest.mark.parametrize("text", HARMLESS)
def test_words_about_secrets_are_no_secrets(text: str) -> None:
    """The log must stay readable."""
    assert redact_text(text) == text


@pytest.mark.parametrize("key", ["max_tokens", "tokens_in", "tokenizer", "passed", "keyboard", "secretary", "author"])
def test_harmless_keys_keep_their_values(key: str) -> None:
    """Names that only look alike."""
    assert redact({key: 100, "x": {key: "abc"}}) == {key: 100, "x": {key: "abc"}}


def test_empty_and_true_values_of_secret_keys_stay() -> None:
    """That a password is lacking, or demanded, is no secret."""
    assert redact({"password": "", "token": None, "secret": True}) == {"password": "", "token": None, "secret": True}


def test_a_long_text_is_cut_and_says_so() -> None:
    """A record keeps the beginning; a secret at the edge is not halved into the open."""
    text = "word " * (LONGEST // 5 - 1) + "AKIAIOSFODNN7EXAMPLE" * 3
    kept = redact_text(text)
    assert len(kept) < LONGEST + 100
    assert kept.endswith(f"[cut: {len(text)} characters in all]")
    assert "AKIA" not in kept


def test_a_long_text_without_a_space_is_cut_too() -> None:
    """Base64 of a film."""
    assert len(redact_text("A" * 10_000_000)) < LONGEST + 100


def test_redaction_leaves_the_digest_of_the_action_alone() -> None:
    """The digest is of what runs, not of what is written down."""
    action = Action("bash", {"command": f"PGPASSWORD={S} psql"})
    redact(action.arguments)
    assert action.digest == Action("bash", {"command": f"PGPASSWORD={S} psql"}).digest
    assert action.arguments["command"].endswith("psql")


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(PLAIN)
def test_redacting_twice_changes_nothing_more(value: object) -> None:
    """Property: idempotent, and never raises on plain data."""
    once = redact(value)
    assert redact(once) == once


@given(st.text(alphabet="ab -pP=:@/'\"\n\\$secrtpwod", max_size=200))
def test_no_text_makes_it_raise_or_grow_without_end(text: str) -> None:
    """Property: total, and roughly as long as what went in."""
    assert len(redact_text(text)) <= 30 * len(text) + 40


@pytest.mark.parametrize(
    "bit", ["-", "a.", "a://", "mysql ", "curl -u ", "password=", "--password ", "-eyJ", "-----BEGIN "]
)
def test_no_text_takes_long(bit: str) -> None:
    """An adversary writes the texts that are redacted: the worst of them is a matter of milliseconds."""
    text = (bit * LONGEST)[: LONGEST - 4] + " key"
    began = time.monotonic()
    redact_text(text)
    assert time.monotonic() - began < 2
