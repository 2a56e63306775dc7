"""Clouds, platforms, queues, pipelines, schedulers: what their subcommands do."""

import shlex
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.effects.grammar import Sealed
from commensurate.effects.programs.index import FAMILY
from commensurate.model.analysis import Coverage
from effects.cloud_commands import reading_of, short, worst

GONE = ("delete", "irreversible")
GRAVEST = [
    ("gcloud projects delete shop", "delete costly environment"),
    ("gcloud sql instances delete db1 --quiet", "delete irreversible several"),
    ("gcloud compute instances delete vm1 --zone z", "delete irreversible one"),
    ("gcloud beta container clusters delete c1", "delete costly environment"),
    ("gcloud projects add-iam-policy-binding p --member=user:a --role=roles/owner", "grant costly environment"),
    ("gcloud compute instances stop vm1", "stop costly one"),
    ("gcloud secrets versions access latest --secret=x", "read reversible one"),
    ("gcloud storage rm -r gs://b/logs", "delete irreversible several"),
    ("gcloud logging sinks delete s1", "delete irreversible several"),
    ("bq rm -r -f -d p:ds", "delete irreversible environment"),
    ("bq rm -f -t p:ds.t", "delete irreversible several"),
    ("az group delete -n rg --yes", "delete irreversible environment"),
    ("az vm deallocate -g rg -n vm", "stop costly one"),
    ("az sql db delete -n db -s srv -g rg", "delete irreversible several"),
    ("az storage blob delete-batch -s c --dryrun", "nothing"),
    ("az keyvault secret purge -n s --vault-name v", "delete irreversible several"),
    ("az role assignment create --role Owner --assignee a", "grant costly environment"),
    ("az rest --method delete --url https://management.azure.com/subscriptions/1/resourceGroups/rg", "delete irreversible environment"),
    ("helm uninstall web", "delete costly several"),
    ("helm upgrade web ./chart --dry-run", "nothing"),
    ("velero backup delete b1", "delete irreversible several"),
    ("argocd app delete shop", "delete irreversible environment"),
    ("kubeadm reset -f", "delete irreversible environment"),
    ("minikube delete", "delete costly several"),
    ("heroku apps:destroy -a shop", "delete irreversible environment"),
    ("heroku pg:reset DATABASE_URL -a shop", "delete irreversible environment"),
    ("heroku ps:restart -a shop", "stop costly several"),
    ("fly volumes destroy vol_1", "delete irreversible several"),
    ("railway volume delete -v data", "delete irreversible several"),
    ("vercel domains rm a.example", "delete irreversible several"),
    ("netlify sites:delete x", "delete irreversible environment"),
    ("wrangler kv namespace delete --namespace-id x", "delete irreversible several"),
    ("firebase firestore:delete --all-collections", "delete irreversible environment"),
    ("doctl compute droplet delete d1", "delete irreversible one"),
    ("doctl databases delete d1", "delete irreversible environment"),
    ("hcloud volume delete v1", "delete irreversible several"),
    ("doppler secrets delete KEY -y", "delete irreversible several"),
    ("doppler secrets --only-names", "read reversible one"),
    ("kafka-topics.sh --bootstrap-server b --delete --topic t", "delete irreversible several"),
    ("kafka-consumer-groups --bootstrap-server b --group g --reset-offsets --to-earliest --dry-run", "read reversible one"),
    ("rabbitmqctl purge_queue jobs", "delete irreversible several"),
    ("rabbitmqctl list_queues", "read reversible one"),
    ("nats stream rm ORDERS -f", "delete irreversible several"),
    ("pulsar-admin topics delete t", "delete irreversible several"),
    ("circleci context remove-secret org ctx NAME", "delete irreversible several"),
    ("gitlab-runner unregister --all-runners", "delete irreversible several"),
    ("tkn pipelinerun delete --all", "delete irreversible several"),
    ("jenkins-cli -s http://j delete-job web", "delete irreversible several"),
    ("fastly purge --all", "delete costly several"),
    ("sentry-cli releases delete 1.0", "delete irreversible several"),
    ("amtool silence add alertname=x", "stop costly several"),
    ("scancel 12", "stop irreversible one"),
    ("scancel -u ada", "stop irreversible several"),
    ("squeue -u ada", "read reversible one"),
    ("nomad job stop -purge web", "delete irreversible several"),
    ("consul kv delete -recurse app/", "delete irreversible environment"),
    ("etcdctl del / --prefix", "delete irreversible environment"),
    ("airflow db reset -y", "delete irreversible environment"),
    ("stripe refunds create --charge ch_1", "pay irreversible one"),
    ("twilio api:core:messages:create --to +1 --body hi", "send irreversible one"),
    ("huggingface-cli upload me/model x", "send costly one"),
    ("hf repo delete me/model", "delete irreversible several"),
    ("wandb sync run1", "send costly one"),
    ("rclone sync src remote:b", "delete irreversible several"),
    ("rclone copy src remote:b --dry-run", "nothing"),
    ("eksctl delete cluster --name c", "delete irreversible environment"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "gravest"), GRAVEST)
def test_the_gravest_effect_of_a_line_is_seen(line: str, gravest: str) -> None:
    """What is lost, and how much of it, follows from the subcommand and its options."""
    assert " ".join(filter(None, worst(line))) == gravest


LOOKING = """
gcloud compute instances list --filter=name=prod
gcloud --project delete compute instances list
gcloud alpha run services describe web
gcloud version --help
az vm list -o table
az webapp log tail -n a -g g
az network vnet subnet show -n s --vnet-name v -g g
az pipelines runs list --pipeline-id 1
helm list -A
helm template web ./chart
heroku ps -a shop
fly status -a shop
vercel ls
netlify status
doctl compute droplet list
doppler configs
kafka-topics --bootstrap-server b --list
rabbitmqctl status
nats stream info ORDERS
circleci config validate
velero backup get
consul kv get a
etcdctl get --prefix /
nomad job status web
airflow dags list
promtool check rules x.yml
rclone ls remote:b
"""


@pytest.mark.parametrize("line", LOOKING.strip().splitlines())
def test_what_only_looks_is_proven_to(line: str) -> None:
    """Listing, describing, validating and following logs change nothing, and are wholly understood."""
    reading = reading_of(line)
    assert reading.coverage is Coverage.FULL
    assert not [effect for effect in reading.effects if effect.changes]


@pytest.mark.parametrize(
    "line",
    [
        "gcloud frob x",
        "gcloud $GROUP list",
        "az frobnicate",
        "heroku frob:x",
        "fly frob",
        "nats frob",
        "helm frob x",
        "wrangler frob",
    ],
)
def test_a_subcommand_that_nobody_knows_is_not_proven_to_look(line: str) -> None:
    """What the tables do not hold is opaque."""
    assert reading_of(line).coverage is Coverage.OPAQUE


NESTED = [
    ("heroku run rake db:drop -a shop-prod", "shop-prod", "rake db:drop", "production"),
    ("railway run npm test", "", "npm test", "unknown"),
    ("doppler run --config prd -- rm -rf x", "", "rm -rf x", "production"),
    ("doppler run --command 'rm -rf x'", "", "rm -rf x", "unknown"),
    ("chamber exec app -- ./start", "", "./start", "unknown"),
    ("gcloud compute ssh vm1 --command 'rm -rf /data'", "vm1", "rm -rf /data", "unknown"),
    ("az vm run-command invoke -g g -n vm1 --command-id RunShellScript --scripts 'rm -rf /x'", "vm1", "rm -rf /x", "unknown"),
    ("bq query 'DELETE FROM a.b WHERE true'", "bigquery", "DELETE FROM a.b WHERE true", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "host", "inside", "environment"), NESTED)
def test_what_a_platform_runs_is_handed_on(line: str, host: str, inside: str, environment: str) -> None:
    """One-off commands, remote commands and queries are read in their turn, in the world that the carrier names."""
    (nested,) = reading_of(line).nested
    text = nested.text or " ".join(word.text for word in nested.words)
    assert (nested.scene.host, text, nested.scene.environment.value) == (host, inside, environment)


def test_the_names_in_a_line_say_which_world_is_touched() -> None:
    """Projects, apps, namespaces and live mode."""
    for line in (
        "gcloud sql instances delete db --project shop-prod",
        "az vm stop -g rg-production -n vm",
        "helm uninstall web -n prod",
        "heroku ps:stop -a shop-production",
        "stripe customers delete cus_1 --live",
    ):
        assert short(reading_of(line))[0].endswith(" production"), line


MINE = frozenset(
    [
        "http",
        "aws",
        "storage",
        "gcloud",
        "azure",
        "releases",
        "platforms",
        "secret_stores",
        "queues",
        "pipelines",
        "watching",
        "batch",
        "services",
        "cluster_tools",
        "containers",
        "kubernetes",
        "infrastructure",
    ]
)
FAMILIES = sorted(set(FAMILY.values()))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_grammar_of_a_family_parses(family: str) -> None:
    """Grammars are parsed on first use; none of them may fail then."""
    for usage in import_module(f"commensurate.effects.programs.{family}").PROGRAMS.values():
        if isinstance(usage.reader, Sealed):
            assert usage.reader.opened is not None


WORDS = st.sampled_from(
    [
        "delete",
        "rm",
        "list",
        "get",
        "create",
        "-f",
        "--force",
        "--yes",
        "--all",
        "-n",
        "prod",
        "s3://b/k",
        "--dry-run",
        "--",
        "''",
        "-x=1",
        "run",
        "exec",
        "s3",
        "compute",
        "instances",
        "kv",
        "volume",
        "down",
        "up",
        "apply",
        "--name",
        "x=1",
        "@file",
        "$X",
        "*",
        ":",
        "/",
        "https://a.example/",
        "-rf",
        "--context",
        "secret",
        "-D",
        "state",
        "config",
    ]
)


@given(st.sampled_from(sorted(name for name, family in FAMILY.items() if family in MINE)), st.lists(WORDS, max_size=7))
def test_no_line_breaks_a_reader(program: str, words: list[str]) -> None:
    """Whatever follows a program's name, a reading comes back, and every effect keeps the line as its evidence."""
    line = shlex.join([program, *words])
    for effect in reading_of(line).effects:
        assert effect.evidence == line


@pytest.mark.parametrize("line", [line for line, _ in GRAVEST if line.split()[0] not in ("squeue", "bq")])
def test_help_does_nothing(line: str) -> None:
    """`--help` behind a subcommand only prints."""
    assert not [effect for effect in reading_of(f"{line} --help").effects if effect.changes]
