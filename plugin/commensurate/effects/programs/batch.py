"""Schedulers and clusters that run other people's jobs: Slurm, PBS, LSF, SGE, nomad, consul, etcdctl, airflow, spark.

Sources: the manuals of Slurm 24.05, OpenPBS 23, IBM LSF 10.1, Nomad 1.9, Consul 1.20, etcd 3.5, Airflow 2.10,
Spark 3.5, Dagster 1.9, Prefect 3, Ray 2.40, Temporal CLI 1.1.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.grammar import Match, fill, grammar
from commensurate.effects.reading import Reading
from commensurate.effects.table import LOOKS, Does, Usage
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait

_SCANCEL = """
values -A --account -j --jobname -n --name -M --clusters -p --partition -q --qos -R --reservation -s --signal -t --state -u --user -w --nodelist --wckey --sibling : *
call cancel : *
"""
_QDEL = """
values -W -x -J -q -u -m -M -s -k -r : *
call cancel : *
"""
_SBATCH = """
values -A --account -a --array -c --cpus-per-task -C --constraint -d --dependency -D --chdir -e --error -o --output -J --job-name -N --nodes -n --ntasks -p --partition
    -t --time --mem --gres --mail-user --mail-type --export --wrap -w --nodelist -x --exclude -q --qos --reservation -i --input --time-min --mem-per-cpu --gpus -G --signal : *
execute workload costly @first : *
"""
_SCONTROL = """
read : show | ping | version | listpids | getent | write config --help
update workload costly several @args : update | hold | uhold | release | requeue | requeuehold | suspend | resume | top | notify | setdebug | reconfigure | token
delete setting costly several @args : delete
stop cluster irreversible environment @none : shutdown | abort | cluster
stop instance costly several @args : reboot | cancel_reboot
"""
_SACCTMGR = """
read : show | list | ping | version | dump | archive dump
delete user irreversible several @args : delete | remove
update user costly several @args : add | create | modify | load | reconfigure | archive
"""
_NOMAD = """
values -address -region -namespace -token -ca-cert -client-cert -client-key -tls-server-name -var -var-file -job -task -group -t -n -out -message -deadline -name -type -policy -id : *
read : status | job status/inspect/history/plan/allocs/deployments/validate | alloc status/logs/fs/checks | node status/config | server members | agent-info | monitor | eval status/list | deployment list/status
    | namespace list/status/inspect | operator raft | operator autopilot | volume status | acl policy | acl token | var list | plugin status | service list/info | version | ui | quota | scaling | system --help | job dispatch --help | node pool
read : var get | job periodic --help | operator scheduler get-config | plan | validate | inspect | logs | operator metrics | license get | recommendation
delete workload irreversible several @args when -purge -global : job stop | stop
stop workload costly @args : job stop | stop | alloc stop | job scale
stop instance costly several @args : node drain | node eligibility
delete stack irreversible environment @args : namespace delete
delete volume irreversible several @args : volume delete | volume deregister | volume snapshot delete
delete secret irreversible several @args : var purge | acl token delete | acl policy delete | acl role delete | operator root
delete instance costly several @args : server force-leave | node pool delete | service delete | quota delete | operator raft remove-peer | node purge
update workload costly @args : job run | run | job revert | job promote | job restart | job eval | job dispatch | deployment promote/fail/resume/pause/unblock | alloc restart/signal | job init | job tag
update workload costly several @args : job action | job periodic force | system gc | system reconcile | operator snapshot restore | operator scheduler set-config | namespace apply | quota apply | volume register | volume create
update secret costly @args : var put/lock/init | acl policy apply | acl token create/update | acl bootstrap | operator gossip
execute container costly @args : alloc exec | exec
create file : operator snapshot save | operator debug
execute service reversible : agent
"""
_CONSUL = """
values -http-addr -token -datacenter -namespace -ca-file -client-cert -client-key -name -id -description -policy-name -service -kind -separator -token-file -partition -modify-index -flags : *
read : members | info | catalog | kv get/export | operator raft list-peers | operator autopilot state/get-config | acl token list/read/self | acl policy list/read | acl role list/read | intention list/get/check/match | config read/list
    | monitor | rtt | validate | version | services export --help | snapshot inspect | watch | keyring -list | debug | peering list/read | acl auth-method list | acl binding-rule list | troubleshoot | resource read/list
delete record irreversible environment +recursive @args when -recurse : kv delete
delete record irreversible several @args : kv delete
delete permission irreversible several @-id|-name|args : acl token delete | acl policy delete | acl role delete | acl auth-method delete | acl binding-rule delete
delete setting costly several @args|-name : config delete | intention delete | services deregister | peering delete | resource delete
delete instance costly several @args : force-leave | operator raft remove-peer | operator raft
update database irreversible environment +overwrites : snapshot restore
create file : snapshot save
stop service costly several : leave | maint | lock
update record costly @first : kv put | kv import | config write | intention create | services register | acl token create/update/clone | acl policy create/update | acl role create/update | acl bootstrap | acl set-agent-token | peering establish/generate-token | resource apply
update service reversible : join | reload | login | logout | event | agent | connect | tls | keygen
execute code costly +remote : exec
"""
_ETCDCTL = """
values --endpoints --cacert --cert --key --user --password --dial-timeout --command-timeout -w --write-out --lease --rev --limit --order --sort-by --name --peer-urls --data-dir --initial-cluster --initial-advertise-peer-urls
    --initial-cluster-token --discovery-srv --ttl --compact-revision : *
read : get | endpoint health/status/hashkv | member list | alarm list | user list/get | role list/get | lease list/timetolive | check perf/datascale | watch | version | auth status | snapshot status | elect --listen
delete record irreversible environment +recursive +unbounded @args when --prefix --from-key --range : del
delete record irreversible several @args : del
update record costly @first : put | txn | lease grant/keep-alive/revoke | elect | lock | move-leader | make-mirror | user add/passwd | role add
delete instance costly several @args : member remove
update cluster costly several @args : member add/update/promote | downgrade enable/cancel
delete history irreversible several : compact | compaction
update database costly several : defrag | alarm disarm
create file : snapshot save
update database irreversible environment +overwrites : snapshot restore
stop permission costly several +bypass : auth disable
grant permission costly several +widens @args : role grant-permission | user grant-role
revoke permission costly several @args : role revoke-permission | user revoke-role
delete user irreversible @args : user delete | role delete
update permission costly : auth enable
"""
_AIRFLOW = """
values -S --subdir -s --start-date -e --end-date -c --conf -r --run-id -t --task-regex -d --dag-id -i -u --username -p --password -f --firstname -l --lastname -E --email --role -o --output -k --key --clean-before-timestamp --tables --exec-date --conn-uri --conn-type --conn-host --name --to-version -n : *
read : dags list/list-runs/list-jobs/list-import-errors/show/details/state/next-execution/report/show-dependencies | tasks list/state/states-for-dag-run/render/failed-deps | db check/check-migrations | info | version | config list/get-value/lint
    | connections list/get/export --help | variables list/get | pools list/get | users list | roles list | providers | plugins | jobs check | cheat-sheet | dags test --help | assets list | backfill list
read secret +secret : connections export | variables export
delete database irreversible environment +unbounded : db reset
delete row irreversible several +unbounded : db clean | db drop-archived
delete history irreversible several @args : tasks clear | dags delete
nothing every --dry-run : dags backfill | db clean | tasks clear
update database costly several : db upgrade/migrate/downgrade/init/shell | connections create-default-connections
execute pipeline costly several @args : dags backfill | dags trigger | tasks run | dags test | tasks test | backfill create
stop pipeline costly several @args : dags pause | backfill pause | backfill cancel | celery stop
update pipeline reversible @args : dags unpause | dags reserialize | backfill unpause
update secret costly several @args : connections add/import | variables set/import | pools set/import | rotate-fernet-key
delete secret irreversible several @args : connections delete | variables delete | pools delete
delete user irreversible several @args : users delete | roles delete
grant user costly several +widens @args : users create | users add-role | users import | roles create | roles add-perms | roles import | users reset-password
revoke permission costly several @args : users remove-role | roles del-perms
execute service reversible : webserver | scheduler | standalone | triggerer | celery | kerberos | api-server | dag-processor
"""
_SPARK = """
values --master --deploy-mode --class --name --jars --packages --exclude-packages --repositories --py-files --files --archives --conf --properties-file --driver-memory --driver-java-options --driver-library-path --driver-class-path --executor-memory
    --proxy-user --driver-cores --total-executor-cores --executor-cores --num-executors --principal --keytab --queue -c -e -f -i --kill --status : *
read when --status --version : *
stop workload costly @--kill when --kill : *
execute workload costly +opaque @first : *
"""
_PREFECT = """
values -p --pool -n --name --work-queue -q --limit --profile -t --type -c --cron -i --interval --params --param --timezone -w --workspace --key : *
read : deployment ls/inspect | flow ls | flow-run ls/inspect/logs | work-pool ls/inspect/preview | work-queue ls/inspect/preview | block ls/inspect | block type ls | variable ls/inspect/get | version | config view | profile ls/inspect | concurrency-limit ls/inspect | cloud workspace ls | artifact ls/inspect | automation ls/inspect | task-run ls/inspect/logs | server status | event stream | global-concurrency-limit ls | dashboard
delete database irreversible environment +unbounded : server database reset
delete pipeline irreversible several @args : deployment delete | flow-run delete | work-pool delete | work-queue delete | block delete | block type delete | variable delete/unset | concurrency-limit delete | artifact delete | automation delete | profile delete | global-concurrency-limit delete | deployment schedule delete | deployment schedule clear
stop pipeline costly @args : flow-run cancel | work-pool pause | work-queue pause | deployment schedule pause | automation pause
execute pipeline costly @args : deployment run | flow serve | flow-run execute/retry
update pipeline costly @args : deploy | deployment build/apply/set-schedule | deployment schedule create/resume | work-pool create/resume/update/clear-concurrency-limit/set-concurrency-limit | work-queue create/resume | variable set | server database upgrade/downgrade/stamp | automation resume | block register/create
update setting reversible : config set/unset | profile use/create/rename | cloud login/logout | cloud workspace set | init | server start | worker start | agent start | concurrency-limit create/reset
"""
_RAY = """
values --address --port --working-dir --runtime-env --runtime-env-json --num-cpus --num-gpus --submission-id -n --cluster-name --log-style -c --config : *
read : status | list | get | summary | logs | memory | timeline | job list/status/logs | debug | version | health-check | serve status | metrics
stop cluster costly several @none : stop
delete cluster costly environment +recursive @args when -y --yes : down | teardown
delete cluster costly several @args : down | teardown
create cluster costly several @args : up | create-or-update | start
stop workload costly @args : job stop | kill-random-node | serve shutdown
delete workload irreversible @args : job delete
execute code costly +remote @args : exec | submit | job submit | attach | rsync-up | rsync-down | serve run/deploy/start | kill_random_node
"""
_TEMPORAL = """
values -n --namespace --address -w --workflow-id -r --run-id -t --task-queue --type -i --input -q --query --name --reason -s --schedule-id --env --tls-cert-path --tls-key-path --event-id : *
read : workflow list/describe/show/count/stack/trace/query/result/metadata | schedule list/describe | task-queue describe/list-partition | operator namespace list/describe | operator cluster describe/health/list/system | operator search-attribute list | env list/get | activity --help | batch list/describe | worker list/describe
delete stack irreversible environment @-n|--namespace|args : operator namespace delete
delete workload irreversible several @-w|--workflow-id|-q|--query|args : workflow delete
stop workload costly several @-w|--workflow-id|-q|--query|args : workflow cancel/terminate | batch terminate | schedule toggle
update workload costly several @-w|--workflow-id|args : workflow reset/signal/update/start/execute/signal-with-start | activity complete/fail/pause/unpause/reset | schedule create/update/trigger/backfill | operator namespace create/update | operator search-attribute create/remove | env set/delete | operator cluster upsert/remove
delete schedule irreversible several @-s|--schedule-id|args : schedule delete
execute service reversible : server start-dev
"""


def _cancel(match: Match) -> Reading:
    """Jobs by id or name; `-u`, `-A`, `-p`, `-t` and `all` reach many at once."""
    options = match.options
    filters = [
        name
        for name in ("-u", "--user", "-A", "--account", "-p", "--partition", "-t", "--state", "-q", "-g")
        if options.has(name)
    ]
    ids = options.positionals
    everything = any(word.text in ("all", "0", "ALL") for word in ids)
    radius = (
        BlastRadius.ENVIRONMENT if everything else BlastRadius.SEVERAL if filters or len(ids) > 1 else BlastRadius.ONE
    )
    traits = ({Trait.WILDCARD} if filters else set()) | ({Trait.UNBOUNDED} if everything else set())
    part = Does(
        Operation.STOP, ResourceKind.WORKLOAD, Reversibility.COSTLY, radius, "args|-n|--name|-j|-J|-u|--user|-t|--state",
        frozenset(traits),
    )  # fmt: skip
    effects = fill(part, options, match.command)
    gone = tuple(replace(effect, reversibility=Reversibility.IRREVERSIBLE) for effect in effects)
    return Reading(gone, coverage=Coverage.FULL)


_CANCELS = {"cancel": _cancel}
_LOOKING = (
    "squeue sinfo sacct sstat sprio sshare sreport sdiag qstat pbsnodes tracejob bjobs bqueues bhosts bhist bacct lsid lsload"
    " lshosts busers qhost qacct showq checkjob"
)
_TABLES = {
    "scontrol": _SCONTROL, "sacctmgr": _SACCTMGR, "etcdctl": _ETCDCTL, "airflow": _AIRFLOW,
    "prefect": _PREFECT, "ray": _RAY, "temporal": _TEMPORAL, "tctl": _TEMPORAL,
}  # fmt: skip

PROGRAMS: Mapping[str, Usage] = {
    "scancel": Usage(reader=grammar(_SCANCEL, _CANCELS, inert="--usage -V --version")),
    **dict.fromkeys(("qdel", "bkill", "canceljob"), Usage(reader=grammar(_QDEL, _CANCELS, inert="-V --version -h"))),
    **dict.fromkeys(
        ("sbatch", "srun", "salloc", "qsub", "bsub"),
        Usage(reader=grammar(_SBATCH, inert="-h -V --version --usage --test-only")),
    ),
    **dict.fromkeys(_LOOKING.split(), LOOKS),
    "nomad": Usage(reader=grammar(_NOMAD, single_dash_long=True, inert="-h -help -version --version")),
    "consul": Usage(reader=grammar(_CONSUL, single_dash_long=True, inert="-h -help -version --version")),
    **{name: Usage(reader=grammar(text, inert="-h --help --version")) for name, text in _TABLES.items()},
    **dict.fromkeys(("spark-submit", "spark-shell", "pyspark", "flink"), Usage(reader=grammar(_SPARK, inert="-h"))),
}
