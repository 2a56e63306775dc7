"""Queues and streams: Kafka's scripts, kcat, rpk, rabbitmqctl, rabbitmqadmin, nats, pulsar-admin.

Sources: Apache Kafka 3.9 operations guide, RabbitMQ 4 manuals, NATS CLI 0.1, Pulsar 3 pulsar-admin, Redpanda rpk 24.
What is dropped from a stream was delivered to nobody.
"""

from collections.abc import Mapping

from commensurate.effects.grammar import grammar
from commensurate.effects.table import Usage
from commensurate.model.analysis import Coverage

_KAFKA = """
values --bootstrap-server --zookeeper --topic --partitions --replication-factor --config --command-config --delete-config --add-config
    --entity-type --entity-name --broker-list --bootstrap-controller --group --offset-json-file --producer.config
    --consumer.config --property --max-messages --timeout --to-offset --to-datetime --shift-by --by-duration --from-file --topics-to-move-json-file
    --reassignment-json-file --throttle --path-to-json-file --principal --allow-principal --deny-principal --operation --cluster
    --transactional-id --resource-pattern-type --authorizer-properties --producer-property --formatter --partition --offset : *
"""
_TOPICS = (
    _KAFKA
    + """
delete queue irreversible several @--topic when --delete : *
create queue @--topic when --create : *
update queue costly several @--topic when --alter : *
read queue @--topic when --list --describe --help --version : *
"""
)
_GROUPS = (
    _KAFKA
    + """
delete queue irreversible several +unbounded @--group every --all-groups when --delete : *
delete queue irreversible several @--group when --delete --delete-offsets : *
read queue @--group when --list --describe --validate-regex : *
read queue @--group every --reset-offsets when --dry-run : *
update queue irreversible several @--group every --reset-offsets when --execute : *
read queue @--group when --reset-offsets : *
"""
)
_CONFIGS = (
    _KAFKA
    + """
read setting @--entity-name when --describe : *
update setting costly several @--entity-name when --alter : *
"""
)
_ACLS = (
    _KAFKA
    + """
read permission when --list : *
grant permission costly several +widens @--allow-principal|--topic when --add : *
revoke permission costly several @--allow-principal|--topic when --remove : *
"""
)
_RECORDS = _KAFKA + "delete queue irreversible several @--offset-json-file : *\n"
_REASSIGN = (
    _KAFKA
    + """
read when --verify --generate --list : *
update queue costly several @--reassignment-json-file : *
"""
)
_CONSUME = _KAFKA + "read queue @--topic : *\n"
_PRODUCE = _KAFKA + "send message irreversible @--topic : *\n"
_STOP = "stop service costly several @none : *\n"
_START = "update service reversible @none : *\n"
_KCAT = """
values -b -t -p -o -c -X -f -K -D -F -G -r -k -H -T : *
read queue @-t when -C -L -Q -G : *
send message irreversible @-t when -P : *
read queue @-t : *
"""
_RPK = """
values -X --brokers --profile -c -p -r --config --topic -t -g --group -f -n : *
read : topic list/describe/consume/describe-storage | group list/describe/describe-range | cluster info/health/metadata/logdirs | cluster config get/status/export
    | version | acl list | acl user list | cluster partitions list/status | profile list/print/current | registry schema list/get | security acl list | security user list
delete queue irreversible several @args : topic delete | topic trim-prefix | group delete | group offset-delete
update queue irreversible several @args : group seek
create queue : topic create
update queue costly several : topic alter-config/add-partitions | cluster config set/import/edit/reset | cluster partitions move/balance/transfer-leadership
send message irreversible @args : topic produce
delete user irreversible @args : acl user delete | security user delete
grant permission costly several +widens : acl create | security acl create | acl user create | security user create
revoke permission costly several : acl delete | security acl delete
update cluster costly several : cluster maintenance enable/disable | redpanda admin brokers decommission/recommission
"""

_RABBITMQCTL = """
values -n --node -p --vhost -t --timeout --formatter --priority --apply-to --ttl --pid : *
read : status | cluster_status | environment | version | report | ping | list_queues | list_exchanges | list_bindings | list_connections | list_channels
    | list_consumers | list_users | list_user_permissions | list_permissions | list_vhosts | list_policies | list_parameters | list_global_parameters
    | list_topic_permissions | list_user_topic_permissions | list_vhost_limits | list_user_limits | list_operator_policies | list_feature_flags
    | list_ciphers | list_hashes | list_deprecated_features | list_unresponsive_queues | list_amqp10_connections | list_stream_connections | list_stream_consumers
    | node_health_check | authenticate_user | eval_file --help | schema_info | trace_status | hash_password | list_vhosts_names | await_startup | help
    | server_version | wait | check_running | check_local_alarms | memory_breakdown | os_env | discover_peers | is_booting | is_running | export_definitions --help
delete queue irreversible several @first : delete_queue | purge_queue
delete stack irreversible environment @first : delete_vhost
delete user irreversible @first : delete_user
delete cluster irreversible environment +forced : reset | force_reset
delete instance irreversible several @args : forget_cluster_node | remove_from_cluster
delete policy costly several @args : clear_policy | clear_parameter | clear_global_parameter | clear_operator_policy | clear_vhost_limits | clear_user_limits
delete setting costly several @args : delete_shovel | delete_member | clear_password | clear_auth_backend_cache
stop service costly several @none : stop | stop_app | shutdown | kill | suspend_all_listeners | suspend_listeners
stop network costly several @args : close_connection | close_all_connections | close_all_user_connections
update service reversible @none : start_app | resume_all_listeners | wait_startup | rotate_logs | set_log_level | force_boot | force_gc | trace_on | trace_off | start
update cluster costly several @args : join_cluster | change_cluster_node_type | rename_cluster_node | update_cluster_nodes | set_cluster_name | sync_queue
    | cancel_sync_queue | set_disk_free_limit | set_vm_memory_high_watermark | enable_feature_flag | activate_free_disk_space_monitoring | restart_vhost
update policy costly several @args : set_policy | set_parameter | set_global_parameter | set_operator_policy | set_vhost_limits | set_user_limits | set_vhost_tags
update database costly several +overwrites @args : import_definitions
create file +overwrites @args : export_definitions
create user @first : add_user | add_vhost
update secret costly @first : change_password | encode | decode | rotate_credentials
grant permission costly several +widens @args : set_permissions | set_topic_permissions | set_user_tags | set_permissions_globally
revoke permission costly several @args : clear_permissions | clear_topic_permissions
execute code costly +opaque @none : eval | exec | eval_file
"""
_RABBITMQADMIN = """
values -H --host -P --port -V --vhost -u --username -p --password -N --node -c --config -f --format -d --depth --path-prefix --ssl-cert-file --ssl-key-file -U --uri : *
read : list | show | get | help | --help | overview | health_check
delete queue irreversible several @args : delete queue | delete stream
delete stack irreversible environment @args : delete vhost
delete user irreversible @args : delete user
delete queue costly several @args : delete exchange/binding/shovel/federation_upstream/parameter
delete policy costly several @args : delete policy/permission/operator_policy/topic_permission
delete queue irreversible several @args : delete
delete queue irreversible several +unbounded @args : purge | purge queue
create queue @args : declare
grant permission costly several +widens @args : declare permission/user
stop network costly several @args : close
send message irreversible @args : publish
update database costly several +overwrites : import
create file +overwrites : export
"""
_NATS = """
values -s --server --user --password --creds --nkey --tlscert --tlskey --tlsca --timeout --context --subject --subjects --storage --replicas --config
    --max-age --max-bytes --max-msgs --seq --keep --js-domain --count --headers -H --queue --bucket --ttl --history --size --socks-proxy : *
read : stream ls/list/info/report/view/get/state/subjects/graph/find/gaps/cluster-info | str ls/info/report/view/get/find/state | s ls/info/report/view
read : consumer ls/list/info/report/graph/find/state/next | con ls/list/info/report | c ls/info/report
read : kv ls/list/get/info/status/history/watch/compact-info | object ls/list/info/get/status/watch | obj ls/info | server ls/list/info/ping/report/check/graph/generate/mapping/passwd
read : account info/report/tls | context ls/list/show/info/validate | rtt | events | sub | subscribe | errors ls/lookup/info | schema ls/search/info/validate | bench --help | latency | trace | top | cheat | micro ls/info/stats/ping
nothing : help | --help
delete queue irreversible several @args : stream delete/rm/purge/rmm/seal | str delete/rm/purge/rmm | s delete/rm/purge
delete queue costly several @args : consumer delete/rm | con delete/rm | c delete/rm
delete bucket irreversible several @args : kv del/delete/rm/purge/compact/delete-bucket | bucket delete/purge | object del/delete/rm/seal | obj del/rm
delete bucket irreversible several @args : kv del | object del | obj del
create queue : stream add/create/new/copy/cp/backup/restore | str add/create/cp | consumer add/create/copy/cp | con add/create | kv add/create/new | object add/create | account backup
update queue costly @args : stream edit/update/modify/cluster/leader-standdown/pause/resume | str edit | consumer edit/update/pause/resume/reset | con edit | kv put/update/revert/edit | object put/add
update queue irreversible several +overwrites @args : stream restore | account restore
send message irreversible @first : pub | publish | request | req | reply | bench
update setting reversible : context add/create/edit/select/save/unselect/copy/cp/knock | context use | auth | micro serve
delete setting costly @args : context rm/delete | auth account rm | auth user rm | auth operator rm
stop cluster costly several @args : server cluster step-down/peer-remove | server request kick/reload | server raft peer-remove | server account purge
"""
_PULSAR = """
values --admin-url --auth-params --auth-plugin --tls-trust-cert-path -s --subscription -p --partitions -t --time -r --retention -u -c --clusters -b --bundle -a --actions --role -n : *
delete stack irreversible environment +recursive @args : tenants delete | namespaces delete | clusters delete
delete queue irreversible several @args : topics delete/delete-partitioned-topic/truncate/unsubscribe/skip/skip-all/clear-backlog/expire-messages/expire-messages-all-subscriptions
    | topics reset-cursor | persistent delete/skip-all/unsubscribe | namespaces clear-backlog/unsubscribe | topics terminate/partitioned-terminate
delete function irreversible several @args : functions delete | sources delete | sinks delete | packages delete
delete schema irreversible several @args : schemas delete
"""

_RUN = {
    "kafka-topics": _TOPICS, "kafka-consumer-groups": _GROUPS, "kafka-streams-application-reset": _KAFKA
    + "nothing when --dry-run : *\ndelete queue irreversible several @--application-id : *\n",
    "kafka-configs": _CONFIGS, "kafka-acls": _ACLS, "kafka-delete-records": _RECORDS, "kafka-reassign-partitions": _REASSIGN,
    "kafka-console-consumer": _CONSUME, "kafka-console-producer": _PRODUCE, "kafka-server-stop": _STOP, "zookeeper-server-stop": _STOP,
    "kafka-server-start": _START, "zookeeper-server-start": _START, "kafka-log-dirs": _CONSUME, "kafka-broker-api-versions": _CONSUME,
    "kafka-get-offsets": _CONSUME, "kafka-dump-log": _CONSUME, "kafka-metadata-quorum": _CONSUME,
    "kafka-leader-election": _KAFKA + "update queue costly several : *\n",
    "kafka-storage": "delete disk irreversible several : format\nread : info | random-uuid",
    "kafka-producer-perf-test": _PRODUCE, "kafka-consumer-perf-test": _CONSUME, "kafka-verifiable-producer": _PRODUCE,
    "kafka-features": "read : describe\nupdate cluster costly several : upgrade | downgrade | disable",
}  # fmt: skip

PROGRAMS: Mapping[str, Usage] = {
    **{name + end: Usage(reader=grammar(text, inert="-h --help --version")) for name, text in _RUN.items() for end in ("", ".sh")},
    **dict.fromkeys(("kcat", "kafkacat"), Usage(reader=grammar(_KCAT, inert="-h"))),
    "rpk": Usage(reader=grammar(_RPK, inert="-h --help")),
    **dict.fromkeys(
        ("rabbitmqctl", "rabbitmq-diagnostics", "rabbitmq-queues", "rabbitmq-streams", "rabbitmq-upgrade"),
        Usage(reader=grammar(_RABBITMQCTL)),
    ),
    "rabbitmq-plugins": Usage(reader=grammar(
        "read : list | directories | is_enabled\nupdate service costly several @args : enable | set\nstop service costly several @args : disable"
    )),
    "rabbitmqadmin": Usage(reader=grammar(_RABBITMQADMIN)),
    "nats": Usage(reader=grammar(_NATS, inert="-h --help --version")),
    **dict.fromkeys(("pulsar-admin", "pulsarctl"), Usage(reader=grammar(_PULSAR, inert="-h --help", verbs=Coverage.PARTIAL))),
}  # fmt: skip
