"""Structured calls of remote interfaces are read as their command lines and requests would be."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.effect import Trait

CALLS = [
    ("http_request", {"method": "DELETE", "url": "https://api.prod.example.com/users/7"}, "delete user irreversible one production"),
    ("http_request", {"method": "GET", "url": "https://api.example.com/users"}, "read url reversible one unknown"),
    ("requests.post", {"url": "https://a.example/x", "json": {"a": 1}}, "send url costly one unknown"),
    ("fetch", {"url": "https://a.example/x"}, "read url reversible one unknown"),
    ("call_api", {"base_url": "https://a.example", "path": "/projects/1", "method": "delete"}, "delete stack irreversible environment unknown"),
    ("railway_graphql", {"query": 'mutation { volumeDelete(volumeId: "a") }'}, "delete volume irreversible several unknown"),
    ("execute", {"query": "mutation D($id: ID!) { environmentDelete(id: $id) }", "variables": {"id": "prod"}},
     "delete stack irreversible environment production"),
    ("graphql_query", {"query": "{ me { id } }"}, "read record reversible one unknown"),
    ("aws_rds_delete_db_instance", {"DBInstanceIdentifier": "prod-db", "SkipFinalSnapshot": True},
     "delete database irreversible several production"),
    ("aws_api", {"service": "rds", "operation": "DeleteDBInstance", "parameters": {"DBInstanceIdentifier": "x"}},
     "delete database irreversible several unknown"),
    ("ec2_describe_instances", {}, "read instance reversible one unknown"),
    ("call_aws", {"cli_command": "aws s3 rm s3://b --recursive"}, "delete object irreversible environment unknown"),
    ("kubectl", {"command": "delete ns web"}, "delete stack irreversible environment unknown"),
    ("kubectl_delete", {"resourceType": "namespace", "name": "prod"}, "delete stack irreversible environment production"),
    ("kubectl_scale", {"name": "web", "replicas": 0, "namespace": "prod"}, "stop workload costly one production"),
    ("resources_delete", {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "name": "data"}, "delete volume irreversible several unknown"),
    ("ExecuteTerraformCommand", {"command": "destroy"}, "delete stack irreversible environment unknown"),
    ("docker", {"args": ["volume", "rm", "x"]}, "delete volume irreversible one unknown"),
    ("helm_uninstall", {"name": "web", "namespace": "prod"}, "delete stack costly several production"),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments", "told"), CALLS)
def test_a_structured_call_is_read_as_its_command_line_would_be(
    tool: str, arguments: dict[str, object], told: str
) -> None:
    """Method and URL, service and operation, a wrapped program: the same readers, the same effects."""
    (effect,) = analyze(Action(tool, arguments)).effects
    parts = (
        effect.operation,
        effect.resource.kind,
        effect.reversibility.word,
        effect.blast_radius.word,
        effect.environment,
    )
    assert " ".join(parts) == told


def test_a_credential_in_a_body_marks_what_is_sent() -> None:
    """A private key posted to someone is a secret sent out."""
    body = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"
    (effect,) = analyze(Action("http_request", {"method": "POST", "url": "https://a.example", "body": body})).effects
    assert {Trait.SECRET, Trait.OUTBOUND} <= effect.traits


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("send_email", {"to": "a@example.com", "subject": "x"}),
        ("search", {"query": "{x}"}),
        ("get_webpage", {"url": "a.example"}),
    ],
)
def test_other_tools_are_left_to_their_reader(tool: str, arguments: dict[str, object]) -> None:
    """A URL or a query alone makes no request of a tool that is not called one."""
    assert len(analyze(Action(tool, arguments)).effects) == 1
