"""DNS, delivery networks, monitoring, feature flags, search: fastly, dog, pd, sentry-cli, newrelic, grafana-cli, promtool.

Sources: the references of Fastly CLI 11, Datadog dog 0.50, pagerduty-cli 0.1, sentry-cli 2, New Relic CLI 0.9,
Grafana 11, Prometheus 3, amtool 0.28, algolia CLI 1, flarectl, LaunchDarkly ldcli 1,
decK 1.40, Kong 3, Splunk 9, apigeecli 2, DNSControl 4, octoDNS 1.
"""

from collections.abc import Mapping

from commensurate.effects.grammar import grammar
from commensurate.effects.table import Usage
from commensurate.model.analysis import Coverage

_FASTLY = """
values -t --token -s --service-id --service-name --version -v --name -n --comment --key -k --dictionary-id --acl-id --id --address --endpoint -i --profile -o : *
read : service list/describe/search | service-version list | backend list/describe | domain list/describe | vcl custom/snippet | stats historical/realtime/regions/usage | whoami | version
    | logging list | dictionary list/describe | acl list/describe | log-tail | ip-list | pops | compute validate/hash-files | profile list/current | kv-store list/describe/get | secret-store list/describe/get
nothing : help | config | update
delete cache costly several +unbounded when --all : purge
delete cache reversible @args : purge
delete stack irreversible environment @--service-id|-s|--service-name : service delete
delete bucket irreversible several @args : kv-store delete | kv-store-entry delete | secret-store delete | secret-store-entry delete | config-store delete | object-storage access-keys delete
update service costly several : service-version activate | service-version deactivate | compute deploy/publish | compute update | service-version rollback
update service costly : backend create/update | domain create/update | dictionary create/update | acl create/update | service create/update | service-version clone/lock/update | kv-store create
create file : compute init/build/pack/serve
create secret : auth login | profile create/switch/update/token | sso
delete secret reversible : profile delete | auth-token delete
"""
_DOG = """
values --api-key --application-key --config --timeout --tags --host --type --query --message --name --options : *
read : monitor show/show_all/validate/can_delete | timeboard show/show_all/pull/pull_all | screenboard show/pull | dashboard_list show/show_all | metric --help | search query | event stream/show | host --help
    | downtime show/show_all | service_check --help | tag show | comment show | dashlist show | security_monitoring | slo show | hosts list | dashboard show
delete monitor irreversible several @args : monitor delete/force_delete | timeboard delete | screenboard delete | dashboard_list delete | dashboard delete | slo delete | slo delete_many
stop monitor costly several +hides @args : monitor mute/mute_all | host mute | downtime post
update monitor reversible @args : monitor unmute/unmute_all | host unmute | downtime cancel_downtime | downtime delete
update monitor costly @args : monitor post/update | timeboard post/update/push | screenboard post/update/push/share | dashboard_list post/update | downtime update | tag add/replace | slo create
delete setting costly @args : tag detach | comment delete | screenboard revoke
update monitor reversible @args : metric post | event post | comment post | service_check check | screenboard share
"""
_PD = """
values -i --ids -n --name -s --statuses -e --email --teams --services --to -t --title -S --service -k --key -p --priority -u --urgency : *
read : incident list/get/log/analytics | service list | user list/contact/session | schedule list/show/oncall | team list | ep list/oncall | escalation-policy list/oncall | bs list | rundeck | auth list | util
    | event --help | log | rulesets list | automation action list | orchestration list | tag list | extension list | whoami | version | field list | status-dashboard
update ticket costly several @-i|--ids|args : incident ack/acknowledge/assign/merge/priority/notes/rename/set/subscribe/field | incident snooze
update ticket costly several @-i|--ids|args : incident resolve
send message irreversible several @-t|--title : incident create | event send/alert/change
stop monitor costly several +hides @-i|--ids|args : service disable
update service costly @args : service enable/create/set | user set/create | schedule create/override/render | team create/ep | ep copy/create/level | bs create
delete user irreversible @args : user delete | user session delete | user contact delete
delete schedule irreversible several @args : schedule delete | team delete | ep delete | service delete | bs delete | automation action delete
create secret : login | auth add/web/set
"""
_SENTRY = """
values --auth-token --org -o --project -p --url --header --log-level -r --release --dist -s --slug -a -t --type --commit --url-prefix -d --deploy --env -e --name -n : *
read : info | organizations list | projects list | releases list/info/propose-version | issues list | events list | monitors list | deploys list | logs list | debug-files check/find/print-sources
    | repos list | sourcemaps explain/resolve | login --help | releases deploys --help | help | releases files list
delete release irreversible several @args : releases delete | releases archive | releases files delete | files delete
update ticket costly several @args : issues resolve/mute/unresolve
update release costly @args : releases new/finalize/set-commits/restore/archive | releases deploys new | deploys new | releases deploys
send object costly +outbound @args : sourcemaps upload/inject | debug-files upload/bundle-sources/bundle-jvm | upload-proguard | upload-dif | upload-dsym | build upload | react-native | dart-symbol-map | mobile-app | files upload
send message costly : send-event | send-envelope | monitors run
create secret : login
create package +inbound_code : update
delete package costly : uninstall
"""
_NEWRELIC = """
values --accountId -a --apiKey --profile -n --name --guid -g --query -q --format --region --tag -t --values --applicationID --limit : *
read : profile list | version | nrql query | entity search | entity tags get | apm application get/search | apm deployment list | workload list/get | edge trace-observer list | events --help | agent config lint
    | nerdgraph --help | diagnose run/lint | reporting --help | synthetics monitor list/get/search | utils | apiAccess apiAccessGetKey | nerdstorage collection get | nerdstorage document get
delete monitor irreversible several @--guid|--name|args : workload delete | entity deployment --help | synthetics monitor delete | edge trace-observer delete | nerdstorage collection delete | nerdstorage document delete
delete secret irreversible several : apiAccess apiAccessDeleteKeys | profile delete
delete setting costly @args : entity tags delete | entity tags delete-values
update monitor costly @args : entity tags create/replace | workload create/update/duplicate | apm deployment create/delete | change-tracking create | profile add/default | events post | reporting junit | install | edge trace-observer create
update record costly +opaque : nerdgraph query
"""
_GRAFANA = """
values --homepath --config --pluginsDir --repo --pluginUrl --user-id -c --context --path -d --output : *
read : plugins ls | plugins list-remote | plugins list-versions | version | cli plugins ls | resources list/get/pull/validate
update user costly several @none : admin reset-admin-password | cli admin reset-admin-password
update database costly several : admin data-migration | admin secrets-migration | admin user-manager | admin flush-rbac-seed-assignment
create package +inbound_code : plugins install/update/update-all/upgrade | cli plugins install
delete package costly : plugins remove/uninstall | cli plugins remove
delete monitor irreversible several @args : resources delete
update monitor costly @args : resources push/edit/serve | config
"""
_PROMTOOL = """
values --http.config.file --header --time --start --end --step --label --format --min-time --max-time --match : *
read : check config/rules/metrics/healthy/ready/web-config/service-discovery | query instant/range/series/labels/analyze | test rules | debug pprof/metrics/all | promql format | tsdb analyze/list/dump/dump-openmetrics/bench
update database costly : tsdb create-blocks-from | push metrics | promql label-matchers
"""
_AMTOOL = """
values --alertmanager.url -o --output -a --author -c --comment -d --duration -e --expires --timeout --config.file --http.config.file --start --end : *
read : alert query | alert | silence query | silence | config show | config routes show/test | check-config | cluster show | template render
stop monitor costly several +hides @args : silence add | silence import | silence update
update monitor reversible @args : silence expire
send message costly @args : alert add
"""
_ALGOLIA = """
values -p --profile --application-id --api-key --admin-api-key -F --file -o --output --query -n --name --indices --filters --page : *
read : indices list/analyze | index list | indices config export | objects browse | objects get | rules browse | synonyms browse | search | settings get | apikeys list | apikeys get | profile list | describe | events tail | crawler list/get/stats/test | dictionary entries browse | dictionary settings get
nothing : help | completion | open
delete index irreversible several @args : indices delete/clear/move | index delete/clear
delete record irreversible several +unbounded @first : objects delete
delete setting irreversible several @args : rules delete | synonyms delete | apikeys delete | dictionary entries clear/delete
update index costly several +overwrites @args : indices copy/config | indices config import | settings set/import | objects import/update/operations | rules import | synonyms import/save | dictionary entries import
update setting costly @args : apikeys create | profile add/remove/setdefault | application create | crawler run/pause/reindex/create/unblock/crawl | auth login
"""
_FLARECTL = """
values --zone -z --id --name --type --content --account-id --value --mode --notes --ttl --priority --domain --host : *
read : ips | i | user info | u i | zone list/info/check/plan/settings/l/i | z l/i | dns list/l | d l | railgun | pagerules list | firewall rules list | user-agents list | account list | access list
delete dns irreversible several @--id|--zone|--name : dns delete/d | d d | zone delete | z delete
delete cache reversible several : zone purge | z purge
delete firewall costly several @--id|--zone : firewall rules delete | user-agents delete | f rules delete
update dns costly several @--name|--zone|--id : dns create/update/create-or-update/c/u/o | d c/u/o | zone create/dnssec | zone lockdown | z create | firewall rules create/update/create-or-update | user-agents create/update
"""
_LDCLI = """
values --access-token --project --environment --flag --base-uri -o --output -d --data --member-id --emails --role : *
read : flags list/get | projects list/get | environments list/get | members list | segments list/get | config --list | audit-log | whoami | resources --help
delete flag irreversible several @--flag : flags delete | segments delete
delete stack irreversible environment @--project|--environment : projects delete | environments delete
stop flag costly several @--flag : flags toggle-off | flags archive
update flag costly several @--flag : flags toggle-on/update/create/copy | projects create/update | environments create/update | segments create/update
grant user costly several +widens @--emails : members invite/create
update setting reversible : login | config --set | setup | dev-server
"""

_DECK = """
values --kong-addr --headers --workspace -w -s --state -o --output-file --select-tag --format --konnect-token --konnect-control-plane-name --config -e --env --parallelism --tls-server-name : *
read : gateway diff/dump/ping/validate | diff | dump | ping | validate | version | file | convert | lint | health | check | config parse/db_export
nothing : help | completion
delete setting irreversible environment +unbounded : gateway reset | reset | migrations reset
update setting costly several : gateway sync/apply | sync | apply | migrations up/finish/bootstrap | reload | restart | start | prepare
stop service costly several @none : stop | quit
"""
_SPLUNK = """
values -auth -index -app -uri -d -maxout -role -password -host -port -sourcetype -owner : *
read : list | search | rtsearch | show | status | version | btool | help | diag | validate | ftw | cmd btool | display
delete index irreversible environment +unbounded : clean all | clean eventdata
delete index irreversible several : clean | remove index
delete user irreversible several @args : remove | delete
stop service costly several @none : stop | restart | offline | disable | rolling-restart
update setting costly several @args : add | edit | set | enable | install | reload | apply | import | start | login | package | spool | refresh | rebalance | migrate | bootstrap
"""
_APIGEE = """
values -n --name -o --org -e --env -t --token -a --account -v --rev -r --region --proxy -f -i --id --expand : *
read : apis list/get/fetch/listdeploy | organizations list/get | environments list/get | products list/get | developers list/get | apps list/get | kvms list | token --help | prefs list | sharedflows list/get | keystores list/get | version
delete stack irreversible environment @-n|--name|-e|--env|-o : organizations delete/del | environments delete/del | instances delete
delete setting irreversible several @-n|--name|-i|--id : apis delete/del | products delete/del | developers delete/del | apps delete/del | kvms delete/del | sharedflows delete/del | keystores delete/del | keyaliases delete
stop workload costly several @-n|--name : apis undeploy | sharedflows undeploy
update setting costly several @-n|--name : apis deploy/create/import/update/clean | products create/update/import | developers create/import | apps create/import/keys | kvms create/import | environments create/set | sharedflows create/deploy/import | prefs set
read secret +secret : token gen/cache | apps export | kvms entries
"""
_DNS = """
values --config --config-file -c --creds --domains --providers --zone -z --type -t --name --ttl --server -s -k -y --delegated : *
read : preview | check | version | get-zones | print-ir | check-creds | list-zone | list-all-zones | show-zone | status | list | dump | validate | zonestatus | stats | recursing
nothing : help
update dns costly several : push | apply | sync | create-domains | rectify-zone | rectify-all-zones | increase-serial | add-record | replace-rrset | create | edit-zone | load-zone | create-zone | update | reload | refresh | retransfer | notify | sign | freeze | thaw | flush | addzone | modzone
delete dns irreversible several @args : delete-zone | delete-record | delete-rrset | delete | delzone | unset
stop dns costly several : stop | halt
update setting costly several : set-meta | set-kind | secure-zone | disable-dnssec | add-zone-key | activate-zone-key | reconfig | trace
"""

_TABLES = {
    "deck": _DECK, "kong": _DECK, "apigeecli": _APIGEE, "dnscontrol": _DNS, "lexicon": _DNS,
    "fastly": _FASTLY, "dog": _DOG, "dogshell": _DOG, "pd": _PD, "sentry-cli": _SENTRY, "grafana-cli": _GRAFANA, "grafana": _GRAFANA,
    "grafanactl": _GRAFANA, "promtool": _PROMTOOL, "amtool": _AMTOOL, "algolia": _ALGOLIA, "flarectl": _FLARECTL, "ldcli": _LDCLI,
}  # fmt: skip
PROGRAMS: Mapping[str, Usage] = {
    **{name: Usage(reader=grammar(text, inert="-h --help --version")) for name, text in _TABLES.items()},
    "splunk": Usage(reader=grammar(_SPLUNK, single_dash_long=True, inert="-h --help --version")),
    "octodns-sync": Usage(reader=grammar(
        "values --config-file --source --target : *\nupdate dns costly several +forced @args when --doit --force : *\nread : *"
    )),
    "newrelic": Usage(reader=grammar(
        _NEWRELIC, inert="-h --help"
    )),
    **dict.fromkeys(("logcli", "tempo-cli", "mimirtool", "datadog-ci", "honeytail", "cloudflared"), Usage(reader=grammar(
        "values --addr --org-id --limit --since --from --to -q --url --config --name : *\nread : query | labels | series | instant-query"
        " | stats | volume | access --help | tunnel list/info | version\ngrant network costly +public +outbound @--url when --url : tunnel\nsend network reversible +outbound @none : tunnel run | tunnel"
        "\ndelete network costly several @args : tunnel delete/cleanup\nupdate dns costly @args : tunnel route\ncreate network : tunnel create/login",
        inert="-h --help", verbs=Coverage.PARTIAL,
    ))),
}  # fmt: skip
