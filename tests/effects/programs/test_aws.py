"""AWS: one call is read alike from the CLI, from boto3 and from a structured tool."""

import pytest

from commensurate.effects.api import call_effects
from commensurate.effects.data import level_of
from commensurate.effects.reading import Language, Scene
from commensurate.model.analysis import Ask, Coverage, Question
from commensurate.model.effect import Operation, ResourceKind, Reversibility, Trait
from effects.cloud_commands import reading_of, short, worst

CALLS = [
    ("aws rds delete-db-instance --db-instance-identifier prod-db --skip-final-snapshot",
     "delete database prod-db irreversible several production"),
    ("aws rds delete-db-instance --db-instance-identifier x --final-db-snapshot-identifier y",
     "delete database x costly several"),
    ("aws dynamodb delete-table --table-name users", "delete table users irreversible several"),
    ("aws cloudformation delete-stack --stack-name shop-production", "delete stack shop-production irreversible environment production"),
    ("aws eks delete-cluster --name c1", "delete cluster c1 costly environment"),
    ("aws ec2 terminate-instances --instance-ids i-1 i-2", "delete instance i-1 i-2 irreversible several"),
    ("aws ec2 stop-instances --instance-ids i-1", "stop instance i-1 costly several"),
    ("aws kms schedule-key-deletion --key-id k1", "delete key k1 costly environment"),
    ("aws secretsmanager delete-secret --secret-id s", "delete secret s costly several"),
    ("aws secretsmanager delete-secret --secret-id s --force-delete-without-recovery", "delete secret s irreversible several"),
    ("aws secretsmanager get-secret-value --secret-id s", "read secret s reversible one"),
    ("aws secretsmanager describe-secret --secret-id s", "read secret s reversible one"),
    ("aws sqs purge-queue --queue-url https://q/1/jobs", "delete queue https://q/1/jobs irreversible several"),
    ("aws sns unsubscribe --subscription-arn arn:x", "stop queue arn:x costly several"),
    ("aws s3api delete-bucket-policy --bucket b", "delete policy b costly several"),
    ("aws s3api put-bucket-acl --bucket b --acl public-read", "grant permission b costly several"),
    ("aws iam attach-user-policy --user-name u --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
     "grant permission u costly environment"),
    ("aws iam delete-user --user-name u", "delete user u irreversible one"),
    ("aws iam create-access-key --user-name u", "grant key u costly several"),
    ("aws ec2 authorize-security-group-ingress --group-id g --port 22 --cidr 0.0.0.0/0", "grant firewall g costly several"),
    ("aws cloudtrail stop-logging --name t", "stop log t costly several"),
    ("aws autoscaling update-auto-scaling-group --auto-scaling-group-name a --min-size 0 --desired-capacity 0",
     "stop workload a costly several"),
    ("aws ecs update-service --service a --desired-count 0", "stop workload a costly several"),
    ("aws organizations close-account --account-id 1", "delete account 1 irreversible environment"),
    ("aws rds modify-db-instance --db-instance-identifier d --no-deletion-protection", "update setting d costly several"),
    ("aws rds modify-db-instance --db-instance-identifier d --backup-retention-period 0", "update backup d irreversible several"),
    ("aws --profile prod ec2 reboot-instances --instance-ids i-1", "stop instance i-1 costly several production"),
    ("aws s3 rm s3://b/k", "delete object s3://b/k irreversible one"),
    ("aws s3 rm s3://b/logs --recursive", "delete object s3://b/logs irreversible several"),
    ("aws s3 rm s3://b --recursive", "delete object s3://b irreversible environment"),
    ("aws s3 rb s3://b --force", "delete bucket s3://b irreversible environment"),
    ("aws s3 rb s3://b", "delete bucket s3://b costly several"),
    ("aws s3api delete-object --bucket b --key k", "delete object s3://b/k irreversible one"),
    ("aws configure get aws_secret_access_key", "read secret aws_secret_access_key reversible one"),
    ("gsutil -m rm -r gs://b/logs", "delete object gs://b/logs irreversible several"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "told"), CALLS)
def test_a_call_is_weighed_by_what_it_loses(line: str, told: str) -> None:
    """Verb, kind of resource and the parameters that keep or skip a copy decide."""
    assert short(reading_of(line)) == [told]


LOOKING = [
    "aws s3 ls",
    "aws s3 rm s3://b/k --dryrun",
    "aws s3 sync . s3://b --delete --dryrun",
    "aws ec2 describe-instances --filters Name=x,Values=y",
    "aws iam list-access-keys --user-name u",
    "aws ec2 terminate-instances --instance-ids i-1 --dry-run",
    "aws rds wait db-instance-available --db-instance-identifier d",
    "aws rds delete-db-instance help",
    "aws rds delete-db-instance --generate-cli-skeleton",
    "aws logs tail /aws/lambda/f --follow",
    "aws dynamodb scan --table-name t",
    "aws sts get-caller-identity",
]


@pytest.mark.parametrize("line", LOOKING)
def test_what_only_looks_is_proven_to(line: str) -> None:
    """Reading, waiting, dry runs and help change nothing, and are wholly understood."""
    reading = reading_of(line)
    assert reading.coverage is Coverage.FULL
    assert not [effect for effect in reading.effects if effect.changes]


@pytest.mark.parametrize("name", ["delete_db_instance", "DeleteDBInstance", "delete-db-instance"])
def test_names_are_read_however_they_are_written(name: str) -> None:
    """boto3, the API and the CLI write one operation in three ways."""
    params = {"DBInstanceIdentifier": "prod-db", "SkipFinalSnapshot": True}
    (effect,) = call_effects("rds", name, params, Scene(), "x").effects
    assert (effect.operation, effect.resource.kind, effect.resource.name) == (
        Operation.DELETE,
        ResourceKind.DATABASE,
        "prod-db",
    )
    assert effect.reversibility is Reversibility.IRREVERSIBLE
    assert Trait.SKIPS_BACKUP in effect.traits


def test_an_operation_that_no_table_holds_is_never_proven_to_look() -> None:
    """A known verb gives a partial reading, none at all an opaque one."""
    assert call_effects("newservice", "DescribeThings", {}, Scene(), "x").coverage is Coverage.PARTIAL
    assert call_effects("rds", "FrobnicateThings", {}, Scene(), "x").coverage is Coverage.OPAQUE
    assert reading_of("aws rds $OPERATION").coverage is Coverage.OPAQUE


GOOGLE = [
    ("compute", "instances.delete", {"instance": "vm"}, "delete instance irreversible one partial"),
    ("compute", "instances.list", {}, "read instance reversible one full"),
    ("compute", "instances.getSerialPortOutput", {"instance": "vm"}, "read instance reversible one full"),
    ("sqladmin", "instances.delete", {"instance": "db"}, "delete database irreversible several partial"),
    ("bigquery", "tables.delete", {"tableId": "t"}, "delete table irreversible several partial"),
    ("cloudresourcemanager", "projects.delete", {"projectId": "p"}, "delete stack costly environment partial"),
]


@pytest.mark.parametrize(("service", "operation", "params", "told"), GOOGLE)
def test_googles_methods_are_read_by_resource_and_verb(
    service: str, operation: str, params: dict[str, str], told: str
) -> None:
    """`instances.delete` has its verb behind its noun; only what the discovery documents say looks is proven to."""
    reading = call_effects(service, operation, params, Scene(), "x")
    (effect,) = reading.effects
    parts = (
        effect.operation,
        effect.resource.kind,
        effect.reversibility.word,
        effect.blast_radius.word,
        reading.coverage,
    )
    assert " ".join(parts) == told


def test_a_versioned_bucket_is_asked_for_and_makes_a_deletion_milder() -> None:
    """What a versioned bucket deletes can be brought back; unanswered, the worse is assumed."""
    question = Question(Ask.VERSIONED, "s3://b")
    assert reading_of("aws s3 rm s3://b/k").questions == (question,)
    params = {"Bucket": "b", "Key": "k"}
    answered = Scene(answers={question: "yes"})
    (effect,) = call_effects("s3", "DeleteObject", params, answered, "x").effects
    assert effect.reversibility is Reversibility.COSTLY
    (effect,) = call_effects("s3", "DeleteObject", {**params, "VersionId": "3"}, answered, "x").effects
    assert effect.reversibility is Reversibility.IRREVERSIBLE


def test_sql_and_shell_that_a_call_carries_are_handed_on() -> None:
    """Athena runs SQL, Systems Manager runs shell on machines."""
    (sql,) = reading_of("aws athena start-query-execution --query-string 'DROP TABLE x'").nested
    assert (sql.language, sql.text) == (Language.SQL, "DROP TABLE x")
    (shell,) = call_effects(
        "ssm", "send_command", {"InstanceIds": ["i-1"], "Parameters": {"commands": ["rm -rf /data"]}}, Scene(), "x"
    ).nested
    assert (shell.language, shell.text, shell.scene.host) == (Language.SHELL, "rm -rf /data", "i-1")


def test_an_upload_of_a_credential_is_a_secret_sent_out() -> None:
    """`aws s3 cp .env` reads a secret and sends it."""
    assert worst("aws s3 cp .env s3://b/x") == ("send", "irreversible", "one")


def test_the_table_knows_what_its_sources_say() -> None:
    """A few operations of each class, so that a broken generation is seen."""
    assert level_of("aws", "rds", "deletedbinstance") == "w"
    assert level_of("aws", "rds", "describedbinstances") == "r"
    assert level_of("aws", "iam", "attachrolepolicy") == "p"
    assert level_of("aws", "ec2", "createtags") == "t"
    assert level_of("aws", "rds", "nosuchthing") == ""
    assert level_of("gcp", "bigquery", "nosuchthing") == ""
