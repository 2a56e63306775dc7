"""Google Cloud from the command line: gcloud and bq. Sources: the gcloud reference (SDK 500), the bq reference.

gcloud is regular: groups, then a verb, then names. What is special about a command stands in the grammar; all else is
read by the verb list.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, fill, grammar, unknown_subcommand
from commensurate.effects.options import Options, names
from commensurate.effects.programs.storage import GSUTIL, store_reading
from commensurate.effects.reading import NOTHING, Language, Nested, Reading, Scene, Word
from commensurate.effects.table import Does, Usage
from commensurate.effects.verbs import kind_of, loss_of
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Reversibility, Trait

_SWITCHES = (
    "-q --quiet --async --no-async --global --force --all --help -h --log-http --uri --no-user-output-enabled --recursive -r -R"
    " --no-traffic --allow-unauthenticated --no-allow-unauthenticated --preview --dry-run --validate-only --no-promote"
    " --enable --disable --delete-protection --no-deletion-protection --deletion-protection --no-address --preemptible"
    " --internal-ip --tunnel-through-iap --continuous --delete-unmatched-destination-objects --purge --keep-disks-none"
    " --auto-ack --enable-autoscaling --no-enable-autoscaling --no-backup --no-versioning --versioning --activate --regional"
    " --all-instances --skip-delete --plain --verbose --no-launch-browser --update --brief"
)
_TEXT = """
read secret +secret : auth print-access-token/print-identity-token/application-default | secrets versions access
read secret +secret : auth application-default print-access-token | config config-helper | kms decrypt
read : auth list | config list/get-value/get | config configurations list/describe | info | version | topic | components list
nothing : help | feedback | survey | cheat-sheet | emulators | interactive
create secret +persistent : auth login | auth application-default login | auth activate-service-account
delete secret costly : auth revoke | auth application-default revoke
update setting reversible : config set | config unset | config configurations activate/create | init | auth configure-docker
delete setting costly : config configurations delete
update setting reversible : container clusters get-credentials | components install/update/restore/remove
delete stack costly environment @args : projects delete
delete stack irreversible environment @args : deployment-manager deployments delete | app services delete
delete key irreversible several @args : kms keys versions destroy | iam service-accounts keys delete
grant key costly several +secret +widens @args : iam service-accounts keys create
call firewall : compute firewall-rules create/update
call ssh : compute ssh | app instances ssh | cloud-shell ssh
create file +overwrites @last : compute scp
call scale : container clusters resize | compute instance-groups managed resize
update service costly several @args : services enable
stop service costly several @args : services disable
update database irreversible several +overwrites @first : sql import sql/csv/bak | sql backups restore
create file : sql export sql/csv/bak | firestore export
send url costly several @args : sql connect
update database costly several : firestore import
delete log irreversible several +hides @args : logging logs delete | logging sinks delete | logging buckets delete
delete queue irreversible several +unbounded @args : tasks queues purge
stop queue costly several @args : tasks queues pause | scheduler jobs pause
read queue : pubsub subscriptions pull
update queue irreversible several @args : pubsub subscriptions seek
send message costly @args : pubsub topics publish
update function costly several @args : functions deploy | run deploy | app deploy | run services replace | deploy releases create
execute function costly @args : functions call | run jobs execute | scheduler jobs run | workflows run | workflows execute
update workload costly several @args : builds submit | run services update-traffic | app services set-traffic
execute pipeline costly @args : builds triggers run
grant permission costly several +widens +public @args : run services add-iam-policy-binding
update instance costly : compute instances set-disk-auto-delete/add-metadata/attach-disk/detach-disk
call storage : storage | alpha storage
read secret +secret when --with-secrets : run services describe
"""

_VERBS: Mapping[Operation, frozenset[str]] = {
    Operation.READ: names(
        "list describe get read tail search lookup wait test-iam-permissions get-iam-policy get-ancestors get-value diagnose"
        " get-config get-server-config list-grantable-roles get-serial-port-output get-screenshot get-guest-attributes"
        " get-health get-namespace get-parent get-effective-firewalls list-rotation-status list-instances list-errors"
        " list-locations list-tags list-uris query-grantable-roles analyze-iam-policy search-all-resources validate lint"
        " list-usable get-nat-mapping-info get-status list-preconfigured-expression-sets troubleshoot-policy count log logs"
        " simulate check-upgrade browse print-settings stream-logs verify get-public-key get-effective-tags"
    ),
    Operation.CREATE: names(
        "create add copy clone import register upload generate new bulk-create snapshot backup insert submit reserve export tag"
    ),
    Operation.UPDATE: names(
        "update patch set edit replace rename move deploy enable promote-replica failover rollback resize add-labels attach"
        " detach add-tags remove-tags remove-labels set-machine-type set-scheduling set-service-account reset-windows-password"
        " rolling-action start-iap-tunnel migrate upgrade restore undelete promote switchover rotate start resume unmanage"
        " set-autoscaling set-named-ports set-tags set-labels reset-ssl-config sign encrypt mark accept"
    ),
    Operation.STOP: names(
        "stop suspend reset restart cancel disable pause drain abandon-instances recreate-instances abort reboot"
    ),
    Operation.DELETE: names(
        "delete remove destroy purge deregister unregister delete-instances drop clear undeploy batch-delete delete-access-config"
    ),
    Operation.EXECUTE: names("run execute call invoke trigger ssh"),
    Operation.SEND: names("publish push"),
    Operation.GRANT: names("add-iam-policy-binding set-iam-policy"),
    Operation.REVOKE: names("remove-iam-policy-binding"),
}
_VERB = {verb: operation for operation, verbs in _VERBS.items() for verb in verbs}
_BACK = {
    Operation.READ: Reversibility.REVERSIBLE, Operation.CREATE: Reversibility.REVERSIBLE, Operation.UPDATE: Reversibility.COSTLY,
    Operation.STOP: Reversibility.COSTLY, Operation.EXECUTE: Reversibility.COSTLY, Operation.SEND: Reversibility.COSTLY,
    Operation.GRANT: Reversibility.COSTLY, Operation.REVOKE: Reversibility.COSTLY,
}  # fmt: skip
_TRACKS = frozenset({"alpha", "beta", "preview"})
_DATA = {
    "sql": ResourceKind.DATABASE, "spanner": ResourceKind.DATABASE, "bigtable": ResourceKind.DATABASE, "redis": ResourceKind.DATABASE,
    "alloydb": ResourceKind.DATABASE, "firestore": ResourceKind.DATABASE, "datastore": ResourceKind.DATABASE,
    "memcache": ResourceKind.CACHE, "filestore": ResourceKind.VOLUME, "artifacts": ResourceKind.IMAGE,
    "dns": ResourceKind.DNS, "secrets": ResourceKind.SECRET, "pubsub": ResourceKind.QUEUE, "kms": ResourceKind.KEY,
}  # fmt: skip
"""Groups whose instances and versions are more than their nouns say."""


def _verb(word: str) -> Operation | None:
    """The operation of a verb of the list, or of one of the looking families (`list-…`, `query-…`)."""
    looks = re.match(r"(?:list|query|search|describe)-", word) is not None
    return Operation.READ if looks else _VERB.get(word)


def _by_verb(match: Match) -> Reading:
    """Groups, a verb of the list, names. A word that is no verb of the list is not guessed at."""
    options = match.options
    words = [word.text for word in match.words]
    start = 1 if words and words[0] in _TRACKS else 0
    index = next((i for i in range(start + 1, len(words)) if _verb(words[i]) is not None), None)
    if index is None or not all(word.known for word in match.words[: index + 1]):
        return unknown_subcommand(match)
    operation = _verb(words[index]) or Operation.EXECUTE
    if words[index] in ("add-iam-policy-binding", "set-iam-policy"):
        return _bind(match)
    groups, tail = words[start:index], match.words[index + 1 :]
    kind = _DATA.get(groups[0], kind_of(*groups))
    if operation is Operation.DELETE:
        back, radius = loss_of(kind)
    else:
        back, radius = _BACK[operation], BlastRadius.ONE
    if options.has("--dry-run", "--validate-only") and operation is not Operation.READ:
        return NOTHING
    traits = {Trait.BACKUP} if operation is Operation.DELETE and {"backups", "snapshots"} & set(groups) else set()
    if options.has("--no-deletion-protection", "--no-backup", "--no-versioning"):
        traits.add(Trait.SKIPS_BACKUP)
    part = Does(operation, kind, back, radius, "args", frozenset(traits))
    return Reading(fill(part, Options(options.flags, tail), match.command))


def _bind(match: Match) -> Reading:
    """Who is given which role: owner and editor reach everything, allUsers is everyone."""
    options = match.options
    said = " ".join(word.text for given in options.flags.values() for word in given)
    traits = {Trait.WIDENS}
    radius = BlastRadius.SEVERAL
    if re.search(r"roles/(?:owner|editor|iam\.\w*[aA]dmin|resourcemanager\.\w*Admin)", said):
        traits.add(Trait.ELEVATED)
        radius = BlastRadius.ENVIRONMENT
    if re.search(r"allUsers|allAuthenticatedUsers", said):
        traits.add(Trait.PUBLIC)
    part = Does(
        Operation.GRANT, ResourceKind.PERMISSION, Reversibility.COSTLY, radius, "--member|first", frozenset(traits)
    )
    return Reading(fill(part, options, match.command))


def _firewall(match: Match) -> Reading:
    options = match.options
    wide = "0.0.0.0/0" in (options.value("--source-ranges") or "0.0.0.0/0")
    traits = {Trait.WIDENS} | ({Trait.PUBLIC} if wide else set())
    part = Does(
        Operation.GRANT, ResourceKind.FIREWALL, Reversibility.COSTLY, BlastRadius.SEVERAL if wide else BlastRadius.ONE,
        "first", frozenset(traits),
    )  # fmt: skip
    return Reading(fill(part, options, match.command))


def _ssh(match: Match) -> Reading:
    """`compute ssh VM --command '…'`: the text runs there; so do the words after `--`."""
    options = match.options
    given = [word.text for word in options.flags.get("--command", ())]
    host = options.positionals[0].text if options.positionals else ""
    values = [word.text for found in options.flags.values() for word in found]
    where = stricter(match.command.scene.environment, environment_of(host, *values))
    scene = Scene(cwd=None, host=host or "gcloud", environment=where, answers=match.command.scene.answers)
    started = fill(Does(Operation.EXECUTE, ResourceKind.INSTANCE, name="first"), options, match.command)
    text = " ".join([*given, *(word.text for word in options.positionals[1:])])
    if not text:
        return Reading(started, coverage=Coverage.PARTIAL)
    return Reading(started, (Nested(Language.SHELL, scene, text),))


def _scale(match: Match) -> Reading:
    options = match.options
    zero = options.value("--num-nodes", "--size") == "0"
    operation = Operation.STOP if zero else Operation.UPDATE
    part = Does(operation, ResourceKind.CLUSTER, Reversibility.COSTLY, BlastRadius.SEVERAL if zero else BlastRadius.ONE)
    return Reading(fill(part, options, match.command))


def _storage(match: Match) -> Reading:
    """`gcloud storage …` is gsutil under other names."""
    options = match.options
    words = [word.text for word in options.positionals]
    if words[:1] and words[0] in (
        "buckets",
        "objects",
        "managed-folders",
        "folders",
        "hmac",
        "service-agent",
        "operations",
    ):
        verb = {
            "list": "ls",
            "describe": "stat",
            "delete": "rb" if words[0] == "buckets" else "rm",
            "create": "mb",
        }.get(words[1] if len(words) > 1 else "", "setmeta")
        options = replace(options, positionals=(Word(verb), *options.positionals[2:]))
    flags = dict(options.flags)
    for name, short in (("--recursive", "-r"), ("--delete-unmatched-destination-objects", "-d"), ("--dry-run", "-n")):
        if name in flags:
            flags[short] = flags[name]
    return store_reading(GSUTIL, match.command, replace(options, flags=flags))


_SPECIALS = {"firewall": _firewall, "ssh": _ssh, "scale": _scale, "storage": _storage}

_BQ = """
values --project_id --dataset_id --location --format --max_results --job_id --api --apilog -n --start_row --destination_table
    --schema --source_format --time_partitioning_field --filter --description --expiration --default_table_expiration
    --external_table_definition --parameter --maximum_bytes_billed --label --set_label --flagfile -j -s -m : *
call query : query
read : ls | show | head | version | help | info | wait | get-iam-policy | partition --help
nothing when --dry_run --dry-run : load | cp | mk
create table : mk | cp | snapshot | insert | load | extract | partition
update table irreversible several +overwrites when --replace --replace=true : load | cp
update table costly : update | mkdef | undelete | truncate --help
delete table irreversible several @args : truncate
delete schema irreversible environment +recursive @args when -r --recursive : rm
delete schema irreversible several @args when -d --dataset : rm
delete table irreversible several @args : rm
stop process costly : cancel
grant permission costly several +widens : set-iam-policy | add-iam-policy-binding
revoke permission costly several : remove-iam-policy-binding
update setting reversible : init | shell
"""


def _query(match: Match) -> Reading:
    options = match.options
    text = " ".join(word.text for word in options.positionals) or (
        match.command.stdin.text if match.command.stdin is not None else None
    )
    if options.has("--dry_run", "--dry-run"):
        return NOTHING
    where = [word.text for name in ("--project_id", "--dataset_id") for word in options.flags.get(name, ())]
    scene = replace(
        match.command.scene,
        host="bigquery",
        environment=stricter(match.command.scene.environment, environment_of(*where)),
    )
    nested = (Nested(Language.SQL, scene, text),) if text else ()
    written: tuple[Effect, ...] = ()
    if options.has("--destination_table"):
        part = Does(
            Operation.UPDATE, ResourceKind.TABLE, Reversibility.COSTLY, name="--destination_table",
            traits=frozenset({Trait.OVERWRITES}),
        )  # fmt: skip
        written = fill(part, options, match.command)
    return Reading(written, nested, Coverage.FULL if text else Coverage.PARTIAL)


PROGRAMS: Mapping[str, Usage] = {
    "gcloud": Usage(
        reader=grammar(_TEXT, _SPECIALS, switches=_SWITCHES, inert="-h --help --version", fallback=_by_verb)
    ),
    "bq": Usage(reader=grammar(_BQ, {"query": _query}, inert="-h")),
}
