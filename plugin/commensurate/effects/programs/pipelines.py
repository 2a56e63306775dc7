"""Continuous integration from the command line: circleci, Jenkins, Buildkite, drone, tkn, gitlab-runner, travis, act.

Sources: the references of CircleCI CLI 0.1, Jenkins 2.479 CLI, bk 3, Drone CLI 1.8, Tekton tkn 0.39, GitLab Runner 17,
travis.rb 1.14, act 0.2, Argo Workflows 3.6, Woodpecker 2, Dagger 0.15.
"""

from collections.abc import Mapping

from commensurate.effects.grammar import grammar
from commensurate.effects.table import Usage

_CIRCLECI = """
values --host --token --org-id --org-slug --owner-id --context -c --config --input --metafile --policy-base-url -o --output-path -v --pipeline-parameters : *
read : version | diagnostic | info org | orb list/info/source/validate/diff | context list | context show | pipeline list | policy status/fetch/logs/test/decide/eval
    | config validate/process/pack/generate | runner resource-class list | runner token list | runner instance list | namespace --help | follow --help | setup --help
    | dlc --help | admin --help | telemetry | policy diff | policy settings --help | project secret list | project list | job --help | tests glob/split
nothing : help | completion
delete pipeline irreversible several @args : pipeline delete | pipeline definition delete
delete package irreversible several @args : orb delete | orb unlist | namespace delete | namespace delete-alias | orb delete-alias
delete secret irreversible several @args : context remove-secret | context delete | project secret delete | context restriction delete
delete key costly several @args : runner resource-class delete | runner token delete | dlc purge
create secret @args : context create | context create-restriction
update secret costly @args : context store-secret | project secret create
send package costly +public @args : orb publish | orb create | orb init | orb add-to-category | orb pack
create setting : namespace create | runner resource-class create | runner token create | setup | update | follow | pipeline create | project create | context restriction create
update policy costly several : policy push | policy settings | namespace rename | admin rename-namespace | pipeline update
execute pipeline costly @args : pipeline run | job trigger
execute code reversible : local execute | build
"""
_JENKINS = """
values -s -auth -user -i -logger : *
read : help | version | who-am-i | list-jobs | list-plugins | list-changes | console | get-job | get-node | get-view | get-credentials-as-xml --help | list-credentials
    | list-credentials-as-xml --help | session-id | get-gradle | declarative-linter | list-credentials-providers | list-credentials-context-resolvers | mail --help
    | get-credentials-domain-as-xml | check-configuration | export-configuration | get-credentials-as-xml
read secret +secret : list-credentials-as-xml
delete pipeline irreversible several @args : delete-job | delete-view | remove-job-from-view
delete log irreversible several @args : delete-builds
delete instance costly several @args : delete-node
delete secret irreversible several @args : delete-credentials | delete-credentials-domain
stop service costly several @none : shutdown | safe-shutdown | restart | safe-restart | quiet-down
stop pipeline costly @args : disable-job | stop-builds | offline-node | disconnect-node
update pipeline reversible @args : enable-job | online-node | connect-node | cancel-quiet-down | clear-queue | set-build-description | set-build-display-name | keep-build
    | wait-node-online | wait-node-offline | add-job-to-view
stop pipeline costly several : clear-queue
update pipeline costly @args : update-job | create-job | copy-job | update-node | create-node | create-view | update-view | reload-job | set-external-build-result
update service costly several : reload-configuration | reload-jcasc-configuration | apply-configuration | install-plugin | disable-plugin | enable-plugin
update secret costly @args : create-credentials-by-xml | update-credentials-by-xml | import-credentials-as-xml | create-credentials-domain-by-xml | update-credentials-domain-by-xml
execute pipeline costly @args : build | replay-pipeline | restart-from-stage
execute code costly +opaque @none : groovy | groovysh
"""
_BUILDKITE = """
values -p --pipeline -m --message -b --branch -c --commit -e --env --org --token --build-path --queue --tags --name --job --build --endpoint -t --agent-access-token : *
read : build view/list/download | job list/log | pipeline view/list/validate | agent list/view | organization list | whoami | version | meta-data get/exists/keys | artifact search/shasum
    | step get | use | cluster list/view | package list | annotation list | env get/dump | pipeline upload --dry-run | secret list | user list | api --help
read secret +secret : secret get
nothing : help
stop pipeline costly @args : build cancel | job cancel | agent stop | agent pause | cluster stop
delete pipeline irreversible several @args : pipeline delete | cluster delete | package delete | secret delete | annotation remove | env unset | registry delete
execute pipeline costly @args : build new | build create | build rebuild | job retry | job unblock | start | bootstrap | build watch | pipeline upload
update pipeline costly @args : pipeline create/update/migrate/copy/convert | meta-data set | annotate | step update | configure | init | env set | agent resume | artifact upload/download | user invite | prompt | secret create
"""
_DRONE = """
values -t --token -s --server --repository --name --data --value --event --image --autocert --param -p --format --branch --limit : *
read : build ls/info/last/queue | repo ls/info/sync --help | info | log view | secret ls/info | orgsecret ls/info | cron ls/info | user ls/info | queue ls | template ls/info | server ls/info
    | jsonnet | starlark | lint | sign | plugins | env | node ls/info | version
nothing : help
stop pipeline costly @args : build stop | build decline | queue pause | repo disable | cron disable
delete log irreversible several @args : log purge | build purge
delete secret irreversible several @args : secret rm | orgsecret rm
delete schedule costly several @args : cron rm | template rm
delete user irreversible @args : user rm
delete pipeline irreversible several @args : repo rm | server destroy | node destroy | build rm
update pipeline costly @args : build promote/rollback/approve/create/restart | repo update/enable/repair/chown/sync | cron add/exec/enable/update | template add/update | queue resume | convert | format
update secret costly @args : secret add/update | orgsecret add/update
grant user costly several +widens @args : user add | user update
execute code reversible : exec
"""
_TEKTON = """
values -n --namespace --context -c --kubeconfig -o --output -s --serviceaccount -p --param -w --workspace -L --labels --label --prefix-name -f --filename --timeout --limit --task --pipeline --keep --keep-since : *
read : pipeline/p/pipelines list/ls/describe/desc/logs/export | pipelinerun/pr/pipelineruns list/ls/describe/desc/logs/export | task/t/tasks list/ls/describe/desc/logs/list-task | taskrun/tr/taskruns list/ls/describe/desc/logs
    | clustertask list/describe/logs | eventlistener/el list/describe/logs | triggerbinding/triggertemplate/clustertriggerbinding/customrun/trigger list/describe | hub search/get/info/check-upgrade | chain payload/signature | version | resource list/describe | bundle list
nothing : help | completion
delete pipeline irreversible several +unbounded @args when --all --keep --keep-since : pipeline/p/pipelines delete/rm | pipelinerun/pr/pipelineruns delete/rm | task/t/tasks delete/rm | taskrun/tr/taskruns delete/rm
delete pipeline costly several @args : pipeline/p/pipelines delete/rm | pipelinerun/pr/pipelineruns delete/rm | task/t/tasks delete/rm | taskrun/tr/taskruns delete/rm
    | clustertask delete | eventlistener/el delete/rm | triggerbinding/triggertemplate/clustertriggerbinding/customrun/trigger/resource delete/rm
stop pipeline costly @args : pipelinerun/pr/pipelineruns cancel | taskrun/tr/taskruns cancel | customrun cancel
execute pipeline costly @first : pipeline/p start | task/t start | clustertask start
update pipeline costly @args : hub install/upgrade/downgrade/reinstall | bundle push | chain export | task/t create | pipeline create
"""
_RUNNER = """
values -c --config -u --url -t --token -n --name --registration-token -r --executor --description --tag-list --docker-image --working-directory --user -d --service -l --log-level : *
read : list | status | verify | --version | read-logs | health-check
delete instance irreversible several +unbounded : unregister --all-runners
delete instance irreversible several +unbounded when --all-runners : unregister
delete instance irreversible several @-n|--name|--url : unregister
delete instance costly several : verify --delete
create instance @--url : register
stop service costly @none : stop | restart
update service @none : start | run | run-single | install | reset-token | artifacts-downloader | artifacts-uploader | cache-archiver
delete service costly several : uninstall
execute code reversible : exec
"""
_TRAVIS = """
values -r --repo -e --api-endpoint -t --token -b --branch -s --store-repo : *
read : accounts | branches | history | logs | monitor | open | repos | requests | settings | show | status | token --help | whatsup | whoami | version | lint | raw --help | endpoint | report
nothing : help
read secret +secret : token
stop pipeline costly several @args : cancel | disable
delete log irreversible @args : logs --delete
delete log irreversible @args when --delete --force : logs
delete cache reversible +rebuildable : cache
update pipeline costly @args : enable | restart | sync | env set/copy/clear/unset | sshkey | setup | init | encrypt | encrypt-file | pubkey
delete secret costly several : env clear | env unset
execute code costly : console | raw
create secret : login
delete secret reversible : logout
"""
_ACT = """
values -W --workflows -P --platform -e --eventpath -s --secret --secret-file --var --env --env-file -j --job --matrix -C --directory --container-architecture --actor : *
read when -l --list -g --graph --bug-report --version -n --dryrun --validate : *
execute pipeline reversible @first : *
"""
_ARGO = """
values -n --namespace --context --kubeconfig -p --parameter -f --parameter-file -l --selector -o --output --status --serviceaccount --entrypoint --older --prefix --field-selector --name : *
read : list | get | logs | watch | wait | lint | version | template list/get/lint | cron list/get/lint | archive list/get | cluster-template list/get/lint | auth --help | node --help
nothing : help | completion
delete pipeline irreversible several +unbounded @args when --all --older --completed -l : delete | archive delete
delete pipeline costly several @args : delete | archive delete | template delete | cron delete | cluster-template delete
stop pipeline costly @args : stop | terminate | suspend | cron suspend
execute pipeline costly @args : submit | resubmit | retry | resume | archive resubmit/retry
update pipeline costly @args : template create/update | cron create/resume/update | cluster-template create/update | cp | node set
read secret +secret : auth token
execute service reversible : server | executor-plugin
"""


JENKINS = grammar(_JENKINS)
"""The Jenkins CLI, also behind `java -jar jenkins-cli.jar`."""

PROGRAMS: Mapping[str, Usage] = {
    "circleci": Usage(reader=grammar(_CIRCLECI, inert="-h --help")),
    "jenkins-cli": Usage(reader=JENKINS),
    **dict.fromkeys(("bk", "buildkite-agent"), Usage(reader=grammar(_BUILDKITE, inert="-h --help"))),
    **dict.fromkeys(("drone", "woodpecker-cli"), Usage(reader=grammar(_DRONE, inert="-h --help --version"))),
    "tkn": Usage(reader=grammar(_TEKTON, inert="-h --help")),
    "gitlab-runner": Usage(reader=grammar(_RUNNER, inert="-h --help")),
    "travis": Usage(reader=grammar(_TRAVIS, inert="-h")),
    "act": Usage(reader=grammar(_ACT, inert="-h --help")),
    "argo": Usage(reader=grammar(_ARGO, inert="-h --help")),
}
