"""Containers, Kubernetes, infrastructure as code: what their subcommands do."""

import pytest

from commensurate.effects.grammar import parse
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation
from effects.cloud_commands import reading_of, short, worst

GRAVEST = [
    ("docker ps -a --filter status=exited", ("read", "reversible", "one")),
    ("docker stop web", ("stop", "reversible", "one")),
    ("docker rm -f a b", ("delete", "costly", "several")),
    ("docker volume rm data", ("delete", "irreversible", "one")),
    ("docker system prune -af --volumes", ("delete", "irreversible", "environment")),
    ("docker system prune -f", ("delete", "costly", "several")),
    ("docker compose down", ("stop", "reversible", "several")),
    ("docker compose -f x.yml down -v", ("delete", "irreversible", "several")),
    ("docker-compose -f x.yml down --volumes", ("delete", "irreversible", "several")),
    ("docker rm --help", ("nothing", "", "")),
    ("docker run --privileged nginx", ("grant", "costly", "several")),
    ("docker run --privileged=false nginx", ("execute", "reversible", "one")),
    ("kubectl get pods -A", ("read", "reversible", "one")),
    ("kubectl delete ns web", ("delete", "irreversible", "environment")),
    ("kubectl delete pod web-1", ("delete", "costly", "one")),
    ("kubectl delete pvc data --dry-run=client", ("nothing", "", "")),
    ("kubectl delete deploy,svc --all -n web", ("delete", "costly", "environment")),
    ("kubectl -n web delete statefulset/db", ("delete", "costly", "several")),
    ("kubectl drain node-1 --force", ("stop", "costly", "several")),
    ("kubectl scale deploy/web --replicas=0", ("stop", "costly", "one")),
    ("kubectl scale deploy/web --replicas=3", ("update", "reversible", "one")),
    ("kubectl apply -f x.yaml --force", ("update", "costly", "several")),
    ("kubectl create clusterrolebinding x --clusterrole=cluster-admin --user=a", ("grant", "costly", "environment")),
    ("terraform plan -destroy", ("read", "reversible", "one")),
    ("terraform destroy -auto-approve", ("delete", "irreversible", "environment")),
    ("terraform destroy", ("delete", "costly", "environment")),
    ("terraform apply -destroy -auto-approve", ("delete", "irreversible", "environment")),
    ("terraform apply", ("update", "costly", "one")),
    ("tofu state rm aws_instance.a", ("delete", "costly", "several")),
    ("pulumi destroy --yes -s prod", ("delete", "irreversible", "environment")),
    ("pulumi preview", ("read", "reversible", "one")),
    ("cdk destroy --force", ("delete", "irreversible", "environment")),
    ("cdk diff", ("read", "reversible", "one")),
    ("ansible-playbook site.yml --check", ("read", "reversible", "one")),
    ("ansible-playbook site.yml", ("execute", "costly", "several")),
    ("vagrant destroy -f", ("delete", "irreversible", "one")),
]


@pytest.mark.parametrize(("line", "gravest"), GRAVEST)
def test_the_gravest_effect_of_a_line_is_seen(line: str, gravest: tuple[str, str, str]) -> None:
    """What is lost, and how much of it, follows from the subcommand and its options."""
    assert worst(line) == gravest


NESTED = [
    ("docker exec -it -u root db psql -c 'drop table x'", "container:db", "psql -c drop table x"),
    ("docker run -v /:/host alpine rm -rf /host/etc", "", "rm -rf /etc"),
    ("docker run --rm -v $PWD:/app -w /app node:20 npm test", "container:node:20", "npm test"),
    ("docker run --rm amazon/aws-cli s3 rm s3://b/k", "container:amazon/aws-cli", "aws s3 rm s3://b/k"),
    ("docker compose exec web rm -rf /data", "container:web", "rm -rf /data"),
    ("kubectl exec -it -n prod web-0 -- rm -rf /data", "pod:web-0", "rm -rf /data"),
    ("kubectl exec web-0 -c app -- sh -c 'rm -rf /x'", "pod:web-0", "sh -c rm -rf /x"),
    ("ansible web -b -m shell -a 'rm -rf /data'", "web", "rm -rf /data"),
]


@pytest.mark.parametrize(("line", "host", "inside"), NESTED)
def test_what_a_carrier_runs_is_handed_on_with_its_scene(line: str, host: str, inside: str) -> None:
    """What runs inside a container or on a host is read in its turn; a mounted folder stays the folder it is."""
    (nested,) = reading_of(line).nested
    assert (nested.scene.host, nested.text or " ".join(word.text for word in nested.words)) == (host, inside)


def test_the_context_says_which_world_is_touched() -> None:
    """Context, namespace, compose file and stack names speak of the environment."""
    for line in (
        "kubectl --context=production delete pod x",
        "kubectl delete pod x -n prod",
        "docker -H tcp://prod:2375 rm x",
        "docker compose -f docker-compose.prod.yml down -v",
        "terraform -chdir=envs/prod destroy",
        "pulumi up -s prod --yes",
    ):
        assert short(reading_of(line))[0].endswith(" production"), line


@pytest.mark.parametrize("line", ["docker frobnicate x", "kubectl $VERB pod x", "terraform explode", "docker $X"])
def test_a_subcommand_that_nobody_knows_is_opaque(line: str) -> None:
    """What the table does not hold is named, never guessed to be harmless."""
    reading = reading_of(line)
    assert reading.coverage is Coverage.OPAQUE
    assert reading.effects[0].operation is Operation.EXECUTE


def test_a_grammar_that_is_wrong_does_not_load() -> None:
    """A line without phrases and a call without a reader are refused when the family is imported."""
    with pytest.raises(ValueError, match="not a line"):
        parse("read ps images")
    with pytest.raises(KeyError):
        parse("call nobody : run")
    with pytest.raises(ValueError, match="Operation"):
        parse("frob : run")
