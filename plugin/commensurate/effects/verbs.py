"""What the verbs of interfaces mean, wherever they are met: subcommands, API operations, mutations, paths, tools.

Sources: the verb lists of botocore 1.44 (238 verbs), the GCP discovery documents, the Azure CLI, the GitHub and
Railway GraphQL schemas; judged by what an operation of that verb does in most services.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility
from commensurate.model.regex import regex

_WORD = regex(r"[A-Z]+(?=[A-Z][a-z]|\d|$)|[A-Z]?[a-z]+|[A-Z]+|\d+")

_VERBS: Mapping[tuple[Operation, Reversibility], str] = {
    (Operation.READ, Reversibility.REVERSIBLE): (
        "list ls get describe desc show head view read search query find lookup look count status info inspect explain"
        " preview estimate check verify validate test diff compare tail logs log history top stats stat metrics exists"
        " scan select detect batchget filter poll watch wait whoami help version simulate can contains resolve"
        " dump cat print peek fetch monitor ping health events usage browse discover locate is has retrieve"
    ),
    (Operation.CREATE, Reversibility.REVERSIBLE): (
        "create add new init make copy clone duplicate generate put register insert allocate provision upload import"
        " backup snapshot tag label save fork mount open attach enqueue reserve annotate build schedule record"
        " request download pull export render draft"
    ),
    (Operation.UPDATE, Reversibility.COSTLY): (
        "update set edit modify patch change configure apply replace rename move mv upsert merge enable increase resize"
        " scale upgrade migrate promote rotate swap switch assign bind link reorder unarchive archive restore resume"
        " deploy redeploy rollback refresh sync associate disassociate detach unset transfer lock unlock write"
        " alter convert reset-to unpause mark pin unpin toggle adjust finalize complete close reopen decrease"
        " extend cordon uncordon taint recreate failover commit push unlink untag unassign reconcile"
    ),
    (Operation.EXECUTE, Reversibility.COSTLY): (
        "execute exec run start invoke trigger launch call rerun retry rebuild eval dispatch bootstrap boot submit"
        " replay process"
    ),
    (Operation.STOP, Reversibility.COSTLY): (
        "stop cancel abort halt pause suspend restart reboot shutdown kill disable deactivate drain evict quiesce"
        " hibernate deallocate stopall poweroff interrupt disconnect unsubscribe unschedule"
    ),
    (Operation.DELETE, Reversibility.IRREVERSIBLE): (
        "delete del destroy remove rm purge terminate drop erase wipe clear truncate empty flush nuke uninstall prune"
        " expunge discard deregister unregister release delete-all deleteall removeall batchdelete bulkdelete forget"
        " destroyall expire trash decommission teardown down rmi unprovision reset factory-reset obliterate shred undeploy"
    ),
    (Operation.SEND, Reversibility.IRREVERSIBLE): (
        "send publish post email mail notify message reply forward broadcast tweet share submitorder announce comment"
        " invite dm sms"
    ),
    (Operation.GRANT, Reversibility.COSTLY): (
        "grant authorize allow permit approve confirm accept expose unblock whitelist impersonate"
    ),
    (Operation.REVOKE, Reversibility.COSTLY): "revoke deny ban block unauthorize reject unshare blacklist",
    (Operation.PAY, Reversibility.IRREVERSIBLE): "pay purchase buy charge payout refund order checkout withdraw donate",
}

_NOUNS: Mapping[ResourceKind, str] = {
    ResourceKind.DATABASE: "database databases db sql dbinstance keyspace cosmosdb rds postgres mysql redis mongo",
    ResourceKind.SCHEMA: "schema schemas dataset datasets",
    ResourceKind.TABLE: "table tables collection collections entity",
    ResourceKind.ROW: "row rows",
    ResourceKind.QUEUE: "queue queues topic topics subscription subscriptions stream streams consumer exchange",
    ResourceKind.CACHE: "cache caches",
    ResourceKind.INDEX: "index indexes indices alias datastream",
    ResourceKind.BUCKET: "bucket buckets container-registry blobcontainer share shares",
    ResourceKind.OBJECT: "object objects blob blobs file files asset assets artifact artifacts",
    ResourceKind.STACK: "stack stacks deployment-stack group groups project projects app apps application environment"
    " environments site sites namespace namespaces resourcegroup organization org workspace workspaces tenant tenants"
    " realm realms space spaces board boards applications",
    ResourceKind.INSTANCE: "instance instances vm vms droplet droplets server servers machine machines dyno linode node"
    " nodes",
    ResourceKind.FUNCTION: "function functions lambda worker workers",
    ResourceKind.CLUSTER: "cluster clusters aks gke nodepool nodegroup",
    ResourceKind.WORKLOAD: "workload deployment deployments service services revision pod pods job jobs",
    ResourceKind.CONTAINER: "container containers",
    ResourceKind.IMAGE: "image images repository-image ami",
    ResourceKind.VOLUME: "volume volumes disk disks filesystem",
    ResourceKind.SNAPSHOT: "snapshot snapshots",
    ResourceKind.BACKUP: "backup backups vault",
    ResourceKind.NETWORK: "network networks vpc subnet vnet loadbalancer gateway route address ip tunnel pullzone",
    ResourceKind.FIREWALL: "firewall firewalls rule rules nsg waf acls securitygroup",
    ResourceKind.DNS: "dns domain domains zone zones nameserver nameservers",
    ResourceKind.SECRET: "secret secrets token tokens credential credentials parameter",
    ResourceKind.KEY: "key keys keypair accesskey sshkey",
    ResourceKind.CERTIFICATE: "certificate certificates cert certs",
    ResourceKind.PERMISSION: "permission permissions binding role roles acl access grant",
    ResourceKind.USER: "user users member members account-user serviceaccount team teams",
    ResourceKind.POLICY: "policy policies",
    ResourceKind.SCHEDULE: "schedule schedules cron trigger triggers",
    ResourceKind.PIPELINE: "pipeline pipelines workflow workflows build builds run runs",
    ResourceKind.RELEASE: "release releases version versions tag tags",
    ResourceKind.REPOSITORY: "repository repositories repo repos",
    ResourceKind.BRANCH: "branch branches ref refs",
    ResourceKind.MONITOR: "monitor monitors alarm alarms alert alerts dashboard dashboards",
    ResourceKind.LOG: "logs loggroup log-group trail",
    ResourceKind.MESSAGE: "message messages comment comments",
    ResourceKind.MAIL: "mail mails email emails",
    ResourceKind.RECORD: "document documents record records item items deal deals lead leads opportunity ticket tickets"
    " issue issues product products vector vectors point points device devices page pages block blocks post posts",
    ResourceKind.MODEL: "model models endpoint",
    ResourceKind.ACCOUNT: "account accounts subscription-account customer customers",
    ResourceKind.SETTING: "setting settings config configs variable variables env addon addons",
}


_WHOLE = frozenset({ResourceKind.STACK, ResourceKind.CLUSTER, ResourceKind.ACCOUNT})
_HOLDS_DATA = frozenset({
    ResourceKind.DATABASE, ResourceKind.SCHEMA, ResourceKind.TABLE, ResourceKind.BUCKET, ResourceKind.VOLUME,
    ResourceKind.BACKUP, ResourceKind.SNAPSHOT, ResourceKind.INDEX, ResourceKind.QUEUE, ResourceKind.DISK,
    ResourceKind.KEY, ResourceKind.SECRET, ResourceKind.DNS, ResourceKind.REPOSITORY, ResourceKind.STACK,
    ResourceKind.CLUSTER, ResourceKind.ACCOUNT, ResourceKind.LOG, ResourceKind.HISTORY,
})  # fmt: skip


def radius_of(kind: ResourceKind) -> BlastRadius:
    """How much goes when one such thing is deleted: a project takes an environment with it, a database many rows."""
    if kind in _WHOLE:
        return BlastRadius.ENVIRONMENT
    return BlastRadius.SEVERAL if kind in _HOLDS_DATA else BlastRadius.ONE


def loss_of(kind: ResourceKind) -> tuple[Reversibility, BlastRadius]:
    """What the deletion of one such thing in a shared account costs: data is gone, a definition is written again."""
    if kind is ResourceKind.CLUSTER:
        return Reversibility.COSTLY, BlastRadius.ENVIRONMENT
    if kind in _HOLDS_DATA:
        return Reversibility.IRREVERSIBLE, radius_of(kind)
    if kind in (ResourceKind.INSTANCE, ResourceKind.RECORD, ResourceKind.OBJECT, ResourceKind.ROW):
        return Reversibility.IRREVERSIBLE, BlastRadius.ONE
    return Reversibility.COSTLY, BlastRadius.SEVERAL


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a verb does."""

    operation: Operation
    reversibility: Reversibility


@cache
def _lexicon() -> Mapping[str, Meaning]:
    return {word: Meaning(*what) for what, words in _VERBS.items() for word in words.split()}


@cache
def _kinds() -> Mapping[str, ResourceKind]:
    return {word: kind for kind, words in _NOUNS.items() for word in words.split()}


def words_of(name: str) -> list[str]:
    """The words of a name in camelCase, kebab-case, snake_case, with colons or dots; in lower case."""
    return [word.lower() for word in _WORD.findall(name)]


def meaning_of(name: str) -> Meaning | None:
    """What a name means by its verb, which stands first (`deleteUser`) or last (`users:delete`, `volumeDelete`)."""
    words = words_of(name)
    if not words:
        return None
    lexicon = _lexicon()
    found = [lexicon[word] for word in (words[0], words[-1]) if word in lexicon]
    return max(found, key=_gravity, default=None)


def kind_of(*names: str) -> ResourceKind:
    """The kind that the last known noun of these names speaks of; UNKNOWN where none does."""
    kinds = _kinds()
    found = [kinds[word] for name in names for word in words_of(name) if word in kinds]
    if not found:
        return ResourceKind.UNKNOWN
    return ResourceKind.DNS if found[-1] is ResourceKind.RECORD and ResourceKind.DNS in found else found[-1]


def _gravity(meaning: Meaning) -> tuple[bool, int]:
    return (meaning.operation is not Operation.READ, meaning.reversibility)
