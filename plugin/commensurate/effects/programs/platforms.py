"""Platforms as a service: heroku, fly, railway, vercel, netlify, wrangler, firebase, doctl and their kin.

Sources: the command references of Heroku CLI 9, flyctl 0.3, Railway CLI 3, Vercel CLI 39, Netlify CLI 18, Wrangler 3,
Firebase Tools 13, doctl 1.119, linode-cli 5, hcloud 1.49, Render CLI 1, Supabase CLI 2.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, fill, grammar, lex
from commensurate.effects.reading import Language, Nested, Reading, Scene, Word
from commensurate.effects.table import Does, Usage
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Reversibility

_HEROKU = """
values -a --app -r --remote -t --team -s --stack --confirm -n --num --region --as -p --source --dyno -d --to -c --command --size --pipeline : *
read : apps | apps:info | apps:list | apps:open | info | list | addons | addons:info | addons:list | addons:plans | addons:services | addons:docs
    | config | config:get | ps | ps:type | ps:autoscale --help | logs | releases | releases:info | releases:output | pg | pg:info | pg:ps
    | pg:backups | pg:backups:info | pg:backups:schedules | pg:backups:url | pg:credentials | pg:diagnose | pg:locks | pg:outliers | domains
    | domains:info | certs | certs:info | access | members | pipelines | pipelines:info | pipelines:diff | auth:whoami | whoami | keys
    | features | features:info | labs | labs:info | buildpacks | buildpacks:search | buildpacks:info | regions | status | plugins | version
    | drains | webhooks | spaces | spaces:info | stack | git:remote --help | reviewapps | notifications | redis | redis:info | usage | orgs | teams
    | ci | ci:info | ci:last | container | sessions | authorizations | clients | webhooks:info | maintenance | pg:settings | ps:wait | local:version
nothing : help | commands | autocomplete | which | update
read secret +secret : auth:token | config:get --help | authorizations:info | redis:credentials | pg:credentials:url
delete stack irreversible environment @-a|--app|first : apps:destroy | apps:delete | destroy | spaces:destroy
delete database irreversible environment @-a|--app|first : pg:reset
update database irreversible several +overwrites @first : pg:copy | pg:backups:restore | pg:push | pg:pull | pg:promote
delete database irreversible several @args : addons:destroy | addons:remove
delete database costly several @args : addons:detach
delete backup irreversible +backup @args : pg:backups:delete | pg:backups:unschedule
stop database costly @args : pg:kill | pg:killall | pg:maintenance:run | redis:maintenance
create backup : pg:backups:capture | pg:backups:schedule
delete setting costly several @args : config:unset | config:remove | features:disable | labs:disable
update setting costly several @args : apps:rename | rename | config:edit
update setting costly @args : config:set | features:enable | labs:enable | buildpacks:set | buildpacks:add | stack:set | pg:settings | git:remote
delete setting costly several @args : buildpacks:remove | buildpacks:clear | drains:remove | webhooks:remove | keys:remove | keys:clear
    | pipelines:remove | pipelines:destroy | ps:autoscale:disable | reviewapps:disable | clients:destroy | domains:remove | domains:clear
    | certs:remove | authorizations:revoke | sessions:destroy | plugins:uninstall
stop workload costly several @-a|--app|first : ps:stop | ps:kill | ps:restart | restart | dyno:stop | dyno:kill | dyno:restart | maintenance:on
update workload costly @args : ps:scale | scale | ps:resize | resize | dyno:scale | dyno:resize | maintenance:off | ps:autoscale:enable | ps:update
update release costly several @first : releases:rollback | rollback | pipelines:promote | releases:retry | container:release
revoke permission costly several @args : access:remove | members:remove | teams:remove
grant permission costly several +widens @args : access:add | access:update | members:add | members:set | apps:transfer | apps:favorites | apps:join | sharing:add
create stack : create | apps:create | addons:create | addons:attach | addons:upgrade | addons:downgrade | pipelines:create | pipelines:add
    | domains:add | certs:add | certs:update | keys:add | drains:add | webhooks:add | container:push | ci:run | ci:rerun | plugins:install
    | spaces:create | apps:fork | apps:clone | container:login | reviewapps:enable | authorizations:create | clients:create | git:clone | certs:auto:enable
create secret : login | auth:login | auth:2fa
delete secret reversible : logout | auth:logout
carry run : run | run:detached | run:inside | ps:exec | exec | pg:psql | psql | redis:cli | local
"""
_FLY = """
values -a --app -c --config -o --org -r --region -s --snapshot-id --image -i --vm-size --vm-memory -n --name --size -t --access-token
    -e --env --select --process-group --timeout --strategy -f --dockerfile --count --command -C : *
read : status | logs | apps list/releases | info | version | doctor | dashboard | machine list/status | machines list/status | volumes list/show
    | volumes snapshots list | secrets list | postgres list | ips list | certs list/show/check | regions list | releases | scale show | config show/validate/env
    | history | orgs list/show | platform | tokens list | services list | image show | checks list | auth whoami | ping | dig | wireguard list | redis list/status
    | storage list/status | mpg list/status | incidents | jobs | monitor | tokens debug
nothing : help | docs
read secret +secret : auth token | tokens create
delete stack irreversible environment @args : apps destroy | destroy | orgs delete
delete database irreversible environment @args : postgres destroy | redis destroy | mpg destroy | mysql destroy
delete bucket irreversible environment @args : storage destroy | extensions
delete volume irreversible several @args : volumes destroy/delete | volume destroy/delete | vol destroy/delete
delete instance irreversible @args : machine destroy/remove/rm | machines destroy/remove/rm | m destroy
stop instance costly @args : machine stop/kill/restart/suspend/cordon | machines stop/kill/restart | m stop | apps restart | restart | apps suspend | suspend | postgres restart
update instance costly @args : machine start/update/clone/run/leases/uncordon/exec | machines start/update/clone/run | scale count/memory/vm | autoscale | resume | apps resume
    | apps move | apps open | apps set-platform-version | postgres failover/attach/config/users/events/db | image update | volumes extend/update/fork | volumes snapshots create
delete secret irreversible several @args : secrets unset | tokens revoke | tokens attenuate
update secret costly @args : secrets set/import/deploy/sync
delete dns costly several @args : ips release | ips release-v6 | certs remove/delete | wireguard remove | postgres detach
create stack : apps create | launch | postgres create | redis create | volumes create | ips allocate/allocate-v4/allocate-v6 | certs add/create | mpg create
    | storage create | postgres import | orgs create | wireguard create/reset | orgs invite
update release costly several @-a|--app|none : deploy | releases rollback
create secret : auth login/signup/docker
delete secret reversible : auth logout
carry run : ssh console | console | machine exec
execute container costly @-a|--app|none : ssh sftp | postgres connect | proxy | redis connect | ssh issue | mpg connect
"""
_RAILWAY = """
values -p --project -e --environment -s --service --set -d --deployment --workspace -m --mount-path -n --name --repo --image -t --template : *
update setting costly several @--set when --set --remove : variables | vars | variable
read : status | list | logs | whoami | variables | vars | domain --help | volume list | environment list | open | docs | deployment list | metrics | version | check_updates
nothing : help | completion | starship
delete volume irreversible several @-v|--volume|args : volume delete/detach
delete stack irreversible environment @args : delete | project delete | environment delete
delete workload costly several @-s|--service|none : down | service delete | remove
update workload costly several @-s|--service|-e|--environment|none : up | redeploy | deploy | restart | scale | service | function
create stack : init | add | volume add/attach/update | environment new | domain | environment duplicate
update setting reversible : link | unlink | environment | login | logout | service link | upgrade
carry run : run | shell | ssh | connect | dev
"""
_VERCEL = """
values -t --token -S --scope -A --local-config --cwd -m --meta -b --build-env -e --env --regions -n --name --target --environment -Q -V --archive --git-branch --team : *
read : ls | list | inspect | logs | whoami | projects ls/list/inspect | project ls/list/inspect | domains ls/inspect | domain ls/inspect | dns ls | certs ls
    | env ls/list | env list | secrets ls | teams ls/list | alias ls | alias list | bisect | target ls | integration list | cache --help | httpstat | curl | blob list | project | env | domains | teams | dns | certs
nothing : help
delete stack irreversible environment @args : remove | rm | project rm/remove | projects rm/remove
delete release irreversible @args : remove deployment
delete dns irreversible several @args : domains rm/remove | domain rm/remove | dns rm/remove
delete setting costly several @args : env rm/remove | environment rm | alias rm/remove | certs rm/remove | integration remove/rm | redirects remove
delete secret irreversible several @args : secrets rm/remove | env remove
delete bucket irreversible several @args : blob del/delete | blob store remove/delete | integration-resource remove/rm
update setting costly @args : env add/update | secrets add/rename | alias set | alias | domains add/buy/move/transfer-in/verify | dns add/import | certs add/issue | teams add/invite/switch | switch
create file +overwrites @args : env pull | pull | build | init | blob get
create stack : project add | link | git connect | integration add | blob put | blob store add | target
update release costly several +public @first when --prod : deploy | *
update release costly several @first : promote | rollback | rolling-release
update release costly @first : deploy | redeploy | *
create secret : login
delete secret reversible : logout | cache purge | cache invalidate
execute code reversible : dev
delete setting costly several : git disconnect | unlink
"""
_NETLIFY = """
values -s --site --site-id -d --dir -a --alias -m --message --auth --context --scope -f --functions -n --name --filter --from --to --team -t -p --port : *
read : status | sites:list | sites | env:list | env | functions:list | functions | open | open:site | open:admin | api --list | lm:info | addons:list
    | logs | logs:function | logs:deploy | watch | blobs:list | blobs:get | env:get | teams | api --help | status:hooks | db:status
nothing : help | completion
delete stack irreversible environment @--site|args : sites:delete
delete setting costly several @args : env:unset | addons:delete | env:delete | addons:destroy
update setting costly several @args : env:clone
update setting costly @args : env:set | env:import | addons:config
delete object irreversible @args : blobs:delete
update object costly : blobs:set
update release costly several +public @-s|--site|none when --prod -p : deploy
update release reversible @-s|--site|none : deploy | build | trigger
create stack : sites:create | sites:create-template | init | link | addons:create | functions:create | clone | db:init
update setting reversible : unlink | switch | login | logout | recipes | unlink
execute code reversible : dev | dev:exec | serve | functions:invoke | functions:serve
delete page costly several : sites:purge | cache:purge
call api : api
"""
_WRANGLER = """
values -c --config -e --env --name --binding --namespace-id --command --file --cwd -p --path --expiration --ttl --metadata --branch
    --project-name --database --bucket --account-id --output -J --jurisdiction --tag --message --compatibility-date --var --content-type : *
read : whoami | tail | deployments list/status/view | versions list/view | kv namespace list | kv key list/get | kv:namespace list | kv:key list/get | r2 bucket list/info
    | r2 bucket lifecycle list | d1 list/info | d1 migrations list | d1 insights | d1 time-travel info | queues list/info | secret list | pages project list | pages deployment list/tail | pages secret list
    | hyperdrive list/get | vectorize list/get/info/query/list-metadata-index | docs | types | workflows list/describe | workflows instances list/describe | version | check | dispatch-namespace list/get
    | pipelines list/get | containers list/info | secrets-store store list | secrets-store secret list
nothing : help
delete function irreversible several @args|--name : delete
delete database irreversible environment @args : d1 delete
delete bucket irreversible several @args : r2 bucket delete | kv namespace delete | kv:namespace delete | vectorize delete | dispatch-namespace delete
delete object irreversible @args : r2 object delete | kv key delete | kv:key delete | kv bulk delete | kv:bulk delete | vectorize delete-vectors
delete queue irreversible several @args : queues delete | queues purge | queues consumer remove
delete secret irreversible several @args : secret delete | pages secret delete | secrets-store secret delete | secrets-store store delete | secret:bulk
update secret costly @args : secret put/bulk | pages secret put/bulk | versions secret put/delete/bulk | secrets-store secret create/update
delete stack irreversible environment @args : pages project delete
delete release irreversible @args : pages deployment delete
delete setting costly several @args : hyperdrive delete | workflows delete | pipelines delete | triggers | containers delete | cert delete | mtls-certificate delete
call d1 : d1 execute
update database costly several @args : d1 migrations apply | d1 time-travel restore
create file +overwrites @--output : d1 export
create database : d1 create | d1 migrations create | kv namespace create | kv:namespace create | r2 bucket create | queues create | vectorize create | hyperdrive create
    | pages project create | r2 bucket notification | queues consumer add | dispatch-namespace create | pipelines create
update object costly @args : kv key put | kv:key put | kv bulk put | kv:bulk put | r2 object put
create file +overwrites : r2 object get
update function costly several @args|--name|-e|--env : deploy | publish | rollback | versions upload | versions deploy | pages deploy | pages publish | triggers deploy
execute code reversible : dev | pages dev
create file : init | generate | build | pages functions build
create secret : login
delete secret reversible : logout
stop workload costly : workflows instances terminate/pause | deployments
execute workload costly : workflows trigger | workflows instances resume/restart
nothing every --dry-run : deploy | publish
"""
_FIREBASE = """
values -P --project --only --except -m --message --token --account --config -c --site --database --instance --expires --order-by --limit-to-first : *
read : projects:list | apps:list | apps:sdkconfig | functions:list | functions:log | functions:config:get | hosting:sites:list | hosting:channel:list | database:get | database:instances:list
    | database:profile | firestore:indexes | firestore:databases:list | firestore:databases:get | firestore:locations | ext:list | ext:info | login:list | list | remoteconfig:get | remoteconfig:versions:list
    | crashlytics | appdistribution:testers:list | target | use --help | auth:export | emulators:export --help | apphosting:backends:list | dataconnect:services:list | firestore:backups:list | functions:secrets:get | functions:secrets:describe
nothing : help | open
read secret +secret : functions:secrets:access | login:ci | apps:android:sha:list
delete database irreversible environment +unbounded every --all-collections : firestore:delete
delete row irreversible several +recursive @args when -r --recursive --shallow : firestore:delete
delete row irreversible @args : firestore:delete
delete database irreversible several @args : database:remove | firestore:databases:delete | database:instances:disable
update database costly several +overwrites @args : database:set | database:import | firestore:databases:restore
update database costly @args : database:update | database:push | firestore:databases:update
delete function irreversible several @args : functions:delete | apphosting:backends:delete
delete secret irreversible several @args : functions:secrets:destroy | functions:secrets:prune
update secret costly @args : functions:secrets:set | functions:secrets:grantaccess
stop page costly several +public @--site|-P|--project|none : hosting:disable
delete stack irreversible several @args : hosting:sites:delete | hosting:channel:delete | ext:uninstall | firestore:backups:delete | projects:delete
delete setting costly several @args : functions:config:unset | target:clear | target:remove | appdistribution:testers:remove
update setting costly @args : functions:config:set | functions:config:clone | remoteconfig:rollback | target:apply | ext:configure | ext:update | functions:artifacts:setpolicy
nothing every --dry-run : deploy
update release costly several @--only|-P|--project|none : deploy | hosting:clone | hosting:channel:deploy | appdistribution:distribute | apphosting:rollouts:create | ext:install
update user irreversible several @args : auth:import
create stack : projects:create | apps:create | init | firestore:databases:create | hosting:sites:create | hosting:channel:create | database:instances:create | projects:addfirebase
update setting reversible : use | login | logout | login:add | login:use | setup:web | experiments
execute code reversible : emulators:start | emulators:exec | serve | functions:shell
"""
_CLOUDS = """
values -t --access-token -c --context -o --output --format --region --size --image --ssh-keys --tag-name --tag-names --user-data -u --http-retry-max
    --api-url --config --type --server-type --location --label --selector -l --name --linode_id --root_pass --page --page-size -p --profile --project-id --zone -n : *
delete stack irreversible environment : apps delete/rm | kubernetes cluster delete/rm --dangerous | projects delete | project delete
delete cluster costly environment : kubernetes cluster delete/rm | kubernetes cluster delete-selective | lke cluster-delete
delete database irreversible environment : databases delete/rm | database delete | databases mysql-delete | databases postgresql-delete
delete bucket irreversible several @args : object-storage buckets delete | object-storage rb | obj rb | storage bucket delete
delete secret reversible @--context|none : auth remove
update setting reversible : auth init/switch | context create/use/active/delete | configure | config | completion | kubernetes cluster kubeconfig save | init
read secret +secret : auth token | kubernetes cluster kubeconfig show | databases connection
read : account get/ratelimit/list | balance get | version | compute region list | compute size list | compute image list | auth list | account view
execute instance costly @args : compute ssh | server ssh | ssh
create secret : registry login | auth login
stop instance costly : compute droplet-action power-off/reboot/shutdown/power-cycle | server shutdown/reset/reboot/poweroff | linodes reboot/shutdown
delete instance irreversible several @args : compute droplet-action rebuild | server rebuild | linodes rebuild
update instance irreversible several +overwrites @args : compute droplet-action restore
"""
_RENDER = """
values -o --output --service -s --env -r --resources -w --workspace -c --command : *
read : services | services list | deploys list | logs | jobs list | environments | projects | whoami | workspaces | psql --help | workspace current | workspace
delete stack irreversible environment @args : services delete | services destroy
update release costly several @args : deploys create/cancel | restart | services update | deploy
create stack : services create | jobs create | blueprint launch
carry run : psql | ssh
update setting reversible : login | logout | workspace set
"""
_SURGE = """
values -d --domain -p --project : *
delete page irreversible several @args : teardown
read : list | whoami | plus | --version
send page costly +public @args : *
"""


def _run(match: Match) -> Reading:
    """One-off commands on the platform: `heroku run rake db:drop -a shop`, `railway run npm test`."""
    moved, rest = _app_anywhere(match.rest) if match.command.program == "heroku" else ((), match.rest)
    options = lex(match.before + moved + rest, match.grammar, match.values, leading=True)
    given = [word.text for found in options.flags.values() for word in found]
    where = stricter(match.command.scene.environment, environment_of(*given))
    here = match.phrase[0] in ("run", "shell", "dev") and match.command.program in ("railway", "supabase")
    host = "" if here else options.value("-a", "--app", "-s", "--service") or match.command.program
    scene = replace(match.command.scene, environment=where) if here else Scene(
        cwd=None, host=host, environment=where, answers=match.command.scene.answers
    )  # fmt: skip
    part = Does(
        Operation.EXECUTE, ResourceKind.CONTAINER, Reversibility.REVERSIBLE, name=f"={host}" if host else "none"
    )
    started = fill(part, options, match.command)
    text = options.value("-c", "--command", "-C")
    words = tuple(word for word in options.positionals if word.text != "--")
    language = Language.SQL if "psql" in match.phrase[0] else Language.SHELL
    if text:
        return Reading(started, (Nested(language, scene, text, stdin=match.command.stdin),))
    if len(words) == 1 and " " in words[0].text:
        return Reading(started, (Nested(Language.SHELL, scene, words[0].text, stdin=match.command.stdin),))
    if not words or language is Language.SQL:
        return Reading(started, coverage=Coverage.PARTIAL)
    return Reading(started, (Nested(Language.SHELL, scene, words=words, stdin=match.command.stdin),))


def _app_anywhere(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Heroku takes `-a APP` behind the command too, unless `--` stands before it."""
    end = next((i for i, word in enumerate(words) if word.text == "--"), len(words))
    for index, word in enumerate(words[:end]):
        if word.text in ("-a", "--app", "-r", "--remote"):
            return words[index : index + 2], words[:index] + words[index + 2 :]
        if word.text.startswith(("--app=", "--remote=")):
            return (word,), words[:index] + words[index + 1 :]
    return (), words


def _d1(match: Match) -> Reading:
    options = match.options
    text = options.value("--command")
    name = options.positionals[0].text if options.positionals else "d1"
    where = stricter(match.command.scene.environment, environment_of(name, options.value("-e", "--env") or ""))
    scene = replace(match.command.scene, host="d1" if options.has("--remote") else "", environment=where)
    if text is None:
        part = Does(Operation.UPDATE, ResourceKind.DATABASE, Reversibility.COSTLY, name="first")
        return Reading(fill(part, options, match.command), coverage=Coverage.PARTIAL)
    return Reading(nested=(Nested(Language.SQL, scene, text),))


def _api(match: Match) -> Reading:
    """`netlify api deleteSite --data …`: the operation's name says what it does."""
    from commensurate.effects.verbs import kind_of, meaning_of, radius_of  # noqa: PLC0415 (used by this one command)

    options = match.options
    name = options.positionals[0].text if options.positionals else "listSites"
    meaning = meaning_of(name)
    if meaning is None:
        return Reading(coverage=Coverage.PARTIAL)
    kind = kind_of(name)
    part = Does(meaning.operation, kind, meaning.reversibility, radius_of(kind), "first")
    if meaning.operation is Operation.READ:
        part = Does(Operation.READ, kind, name="first")
    return Reading(fill(part, options, match.command))


_SPECIALS = {"run": _run, "d1": _d1, "api": _api}
_HELP = "-h --help --version"

PROGRAMS: Mapping[str, Usage] = {
    "heroku": Usage(reader=grammar(_HEROKU, _SPECIALS, inert=_HELP)),
    **dict.fromkeys(("fly", "flyctl"), Usage(reader=grammar(_FLY, _SPECIALS, inert=_HELP))),
    "railway": Usage(reader=grammar(_RAILWAY, _SPECIALS, inert=_HELP)),
    **dict.fromkeys(("vercel", "vc"), Usage(reader=grammar(_VERCEL, _SPECIALS, inert=_HELP + " -v"))),
    **dict.fromkeys(("netlify", "ntl"), Usage(reader=grammar(_NETLIFY, _SPECIALS, inert=_HELP))),
    "wrangler": Usage(reader=grammar(_WRANGLER, _SPECIALS, inert=_HELP + " -v")),
    "firebase": Usage(reader=grammar(_FIREBASE, _SPECIALS, inert=_HELP + " -V")),
    **dict.fromkeys(
        (
            "doctl",
            "linode-cli",
            "hcloud",
            "vultr-cli",
            "scw",
            "exo",
            "civo",
            "oci",
            "ibmcloud",
            "upctl",
            "openstack",
            "yc",
        ),
        Usage(reader=grammar(_CLOUDS, _SPECIALS, inert=_HELP, verbs=Coverage.FULL)),
    ),
    "render": Usage(reader=grammar(_RENDER, _SPECIALS, inert=_HELP)),
    "surge": Usage(reader=grammar(_SURGE, _SPECIALS, inert=_HELP)),
}
