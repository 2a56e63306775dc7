"""Azure from the command line: az, azd, func. Source: the Azure CLI reference 2.91; commands that only look though
their verb does not say so come from a scan of its source (effects/data/azure.py).

All positionals of `az` are groups and the verb: names come by option. Deletions of resource groups take all in them.
"""

import re
from collections.abc import Mapping

from commensurate.effects.data import level_of
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, fill, grammar, unknown_subcommand
from commensurate.effects.http import request_effects
from commensurate.effects.options import Options, names
from commensurate.effects.reading import NOTHING, Language, Nested, Reading, Scene
from commensurate.effects.table import Does, Usage
from commensurate.effects.verbs import kind_of, loss_of
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait

_SWITCHES = (
    "-y --yes --no-wait --debug --verbose --only-show-errors --help -h --force --force-string --all --dryrun --dry-run"
    " --hard-delete --purge --async --generate-ssh-keys --use-device-code --identity --service-principal --allow-no-subscriptions"
    " --show-details -d --delete-all --no-prompt --skip-shutdown --overwrite-existing --admin -a --follow --recursive --auto-upgrade"
)
_TEXT = """
create secret +persistent : login | acr login | devops login | aks install-cli
delete secret reversible : logout | devops logout | account clear
update setting reversible : account set | configure | config set/unset | cloud set | aks get-credentials | init
    | extension add/update/remove | upgrade | cache purge/delete
read : account show/list/list-locations | version | find | self-test | feedback | account tenant list | survey
read secret +secret : account get-access-token | keyvault secret show/download/backup | acr credential show
    | storage account keys list | storage account show-connection-string | cosmosdb keys list | redis list-keys
    | appconfig credential list | servicebus namespace authorization-rule keys list | functionapp keys list
    | webapp deployment list-publishing-credentials/list-publishing-profiles | search admin-key show | cognitiveservices account keys list
    | eventhubs namespace authorization-rule keys list | keyvault key download | iot hub connection-string show | batch account keys list
read : cosmosdb keys list --help | monitor metrics list
delete stack irreversible environment @-n|-g|--name|--resource-group +recursive : group delete
delete stack irreversible environment @--ids|-n|--name +recursive : stack group/sub/mg delete | deployment-stack delete
update stack costly environment @-g|--resource-group : deployment group/sub/mg/tenant create
update stack irreversible environment @-g|--resource-group +recursive when --mode : deployment group create
read : deployment group/sub/mg/tenant what-if/validate/show/list/export | deployment operation group/sub/mg/tenant list/show
    | group deployment validate/show/list
delete secret costly several @-n|--name : keyvault secret/key/certificate delete
delete secret irreversible several @-n|--name +skips_backup : keyvault secret/key/certificate purge | keyvault purge
delete key costly several @-n|--name : keyvault delete
delete bucket irreversible several @-n|--name : storage account delete
delete bucket irreversible several @-n|--name : storage container/share/queue/table/fs delete
nothing every --dryrun : storage blob delete-batch | storage file delete-batch | storage blob upload-batch/download-batch | storage remove
delete object irreversible several +wildcard @-s|--source|-n : storage blob/file delete-batch | storage remove
delete object irreversible @-n|--name|-p|--path : storage blob/file/message delete
delete message irreversible several +unbounded : storage message clear
read secret +secret : storage blob/container/account/file/share/queue/table generate-sas
update object costly +overwrites @-n|--name|-d : storage blob/file upload/upload-batch/copy/update | storage copy
create file +overwrites @-f|--file|-d : storage blob/file download/download-batch
update bucket costly several +skips_backup @--account-name : storage blob service-properties delete-policy update
call delete-database : sql db/server/mi/midb/dw delete | postgres server/flexible-server/db delete | mysql server/flexible-server/db delete
    | mariadb server delete | cosmosdb delete | redis delete | kusto cluster/database delete
delete instance irreversible @-n|--name|--ids : vm delete | vmss delete
stop instance costly @-n|--name|--ids : vm stop/deallocate/restart/redeploy/reimage | vmss stop/deallocate/restart/reimage
call run-command : vm run-command invoke | vmss run-command invoke | aks command invoke
execute container costly @-n|--name : container exec | containerapp exec | webapp ssh | ssh vm
call assign : role assignment create
revoke permission costly several @--assignee|--ids : role assignment delete
delete permission costly several @-n|--name : role definition delete
grant secret costly several +secret +widens @--id|-n|--name : ad sp create-for-rbac | ad app credential reset | ad sp credential reset
delete user irreversible several @--id : ad sp/app/user/group delete
grant permission costly several +widens : ad group member add | ad app permission grant/admin-consent/add
grant permission costly several +widens @-n|--name : keyvault set-policy
delete log irreversible several +hides @-n|--name : monitor diagnostic-settings delete | monitor log-profiles delete
    | monitor log-analytics workspace delete
delete policy costly several +bypass @-n|--name|--ids : lock delete | policy assignment delete | group lock delete | account lock delete
delete backup irreversible several +backup @-n|--name|-c : backup protection disable | backup vault delete | backup recoverypoint delete
    | snapshot delete | sql db ltr-backup delete | image delete
update database irreversible several +overwrites @-n|--name : sql db restore/import
delete repository irreversible several @--id|-n|--name : repos delete | acr repository delete | acr repository untag | acr delete
delete stack irreversible environment @--id : devops project delete
stop cluster costly environment @-n|--name : aks stop
read monitor : monitor metrics list | monitor activity-log list | monitor log-analytics query | graph query
call rest : rest
call scale : aks scale | aks nodepool scale | vmss scale | webapp scale | appservice plan update | containerapp update
create file : bicep build/decompile/install | acr build --help
execute pipeline costly @--id|--name|-n : pipelines run | pipelines build queue | acr build | acr run | acr task run
update function costly several @-n|--name : functionapp deployment source | webapp deployment source | webapp deployment slot swap/create/auto-swap | webapp up | webapp deploy
    | functionapp deploy | containerapp up | spring app deploy
"""
_VERBS: Mapping[Operation, frozenset[str]] = {
    Operation.READ: names(
        "list show get exists wait query check-name check-health download-log tail log logs view browse search validate what-if"
        " test-connection test-ip-forward show-connection-string diagnose troubleshoot export list-keys tree status version"
        " get-versions get-upgrades show-details history output preview check compare count verify read metrics peek summarize url result outbound"
    ),
    Operation.CREATE: names(
        "create add new import register upload generate copy clone backup up init snapshot invite link attach grant-access convert"
        " package enqueue install download"
    ),
    Operation.UPDATE: names(
        "update set edit replace rename move deploy enable failover swap restore resize start resume scale upgrade reset renew"
        " regenerate rotate assign sync migrate undelete recover unlink detach apply apply-settings reconcile redeploy promote"
        " regenerate-key approve reject complete reactivate refresh lock unlock release receive abandon link-vnet"
    ),
    Operation.STOP: names(
        "stop restart deallocate cancel disable pause abort suspend kill reboot deactivate drain reimage"
    ),
    Operation.DELETE: names(
        "delete remove purge destroy unregister clear drop uninstall delete-batch teardown leave wipe down dismiss"
    ),
    Operation.EXECUTE: names("run invoke execute trigger exec ssh attach-shell queue submit publish"),
    Operation.REVOKE: names("revoke revoke-access deny unassign"),
    Operation.SEND: names("send push"),
    Operation.GRANT: names("grant authorize"),
}
_VERB = {verb: operation for operation, verbs in _VERBS.items() for verb in verbs}
_NAME = "--ids|-n|--name|--id|-g|--resource-group|none"


def _by_verb(match: Match) -> Reading:
    """The last positional is the verb; `list-…`, `show-…` and `get-…` look."""
    options = match.options
    words = [word.text for word in match.words]
    if not words or not all(word.known for word in match.words):
        return NOTHING if not match.command.arguments else unknown_subcommand(match)
    verb, groups = words[-1], words[:-1]
    operation = _VERB.get(verb)
    if operation is None:
        looks = re.match(r"(?:list|show|get|check|exists)-", verb) or level_of("azure", " ".join(groups), verb) == "r"
        operation = Operation.READ if looks and "key" not in verb and "credential" not in verb else None
    if operation is None:
        return unknown_subcommand(match)
    kind = kind_of(*groups)
    back, radius = (Reversibility.COSTLY, BlastRadius.ONE)
    if operation in (Operation.READ, Operation.CREATE):
        back = Reversibility.REVERSIBLE
    elif operation is Operation.DELETE:
        back, radius = loss_of(kind)
    elif operation in (Operation.REVOKE, Operation.GRANT):
        radius = BlastRadius.SEVERAL
    return Reading(fill(Does(operation, kind, back, radius, _NAME), _names_only(options), match.command))


def _names_only(options: Options) -> Options:
    return Options(options.flags, ())


def _delete_database(match: Match) -> Reading:
    whole = match.phrase[1] in ("server", "flexible-server", "mi", "cluster") or match.phrase[0] in (
        "cosmosdb",
        "redis",
    )
    radius = BlastRadius.ENVIRONMENT if whole and "server" in match.phrase[1] else BlastRadius.SEVERAL
    part = Does(Operation.DELETE, ResourceKind.DATABASE, Reversibility.IRREVERSIBLE, radius, _NAME)
    return Reading(fill(part, _names_only(match.options), match.command))


def _run_command(match: Match) -> Reading:
    options = match.options
    texts = [word.text for name in ("--scripts", "--script", "--command", "-c") for word in options.flags.get(name, ())]
    texts += [word.text for word in options.positionals]
    given = [word.text for name in ("-g", "-n", "--resource-group", "--name") for word in options.flags.get(name, ())]
    where = stricter(match.command.scene.environment, environment_of(*given))
    scene = Scene(cwd=None, host=(given or ["azure"])[-1], environment=where, answers=match.command.scene.answers)
    language = Language.POWERSHELL if "PowerShell" in (options.value("--command-id") or "") else Language.SHELL
    part = Does(Operation.EXECUTE, ResourceKind.INSTANCE, Reversibility.COSTLY, name=_NAME)
    started = fill(part, _names_only(options), match.command)
    return Reading(started, tuple(Nested(language, scene, text) for text in texts if not text.startswith("@")))


def _assign(match: Match) -> Reading:
    options = match.options
    role = options.value("--role") or ""
    mighty = role in ("Owner", "Contributor", "User Access Administrator") or role.endswith("Administrator")
    traits = {Trait.WIDENS} | ({Trait.ELEVATED} if mighty else set())
    radius = BlastRadius.ENVIRONMENT if mighty else BlastRadius.SEVERAL
    part = Does(
        Operation.GRANT, ResourceKind.PERMISSION, Reversibility.COSTLY, radius, "--assignee|--assignee-object-id|--role|none",
        frozenset(traits),
    )  # fmt: skip
    return Reading(fill(part, _names_only(options), match.command))


def _rest(match: Match) -> Reading:
    options = match.options
    method = options.value("-m", "--method") or "GET"
    url = options.value("-u", "--uri", "--url") or ""
    return request_effects(method, url, options.value("-b", "--body"), match.command.scene, match.command.evidence)


def _scale(match: Match) -> Reading:
    options = match.options
    sizes = [
        options.value(name) for name in ("-c", "--node-count", "--new-capacity", "--instance-count", "--max-replicas")
    ]
    zero = "0" in sizes
    operation = Operation.STOP if zero else Operation.UPDATE
    part = Does(
        operation, ResourceKind.CLUSTER, Reversibility.COSTLY, BlastRadius.SEVERAL if zero else BlastRadius.ONE, _NAME
    )
    return Reading(fill(part, _names_only(options), match.command))


_SPECIALS = {
    "delete-database": _delete_database, "run-command": _run_command, "assign": _assign, "rest": _rest, "scale": _scale,
}  # fmt: skip
_AZD = """
values -e --environment -C --cwd -o --output --from-package : *
read : env list/get-values/get-value | show | version | template list/show | config show/list/get | monitor | auth login --check-status
delete stack irreversible environment +recursive +forced @-e|--environment when --force --purge : down
delete stack costly environment +recursive @-e|--environment : down
update stack costly several @-e|--environment : up | provision | deploy | restore
update setting reversible : env new/select/set/refresh | init | auth | config set/unset/reset | package | hooks | pipeline
"""
_FUNC = """
values --name --template -p --port --cwd : *
read : --version | settings list | templates list | azure functionapp list-functions/logstream
create file : init | new | pack | settings add | azure functionapp fetch-app-settings
update function costly several @args : azure functionapp publish
execute function reversible : start | host | run
"""

PROGRAMS: Mapping[str, Usage] = {
    "az": Usage(reader=grammar(_TEXT, _SPECIALS, switches=_SWITCHES, inert="-h --help --version", fallback=_by_verb)),
    "azd": Usage(reader=grammar(_AZD, inert="-h --help")),
    "func": Usage(reader=grammar(_FUNC, inert="-h --help")),
}
