"""Forges on the command line: GitHub (gh, hub), GitLab (glab), Gitea (tea).

Sources: cli.github.com/manual 2.60, docs.gitlab.com/cli 1.50, hub.github.com, gitea.com/gitea/tea.
What a repository, release, secret or workflow holds is shared with others; a deleted repository comes back only
through the forge's support.
"""

from dataclasses import replace

from commensurate.effects import graphql
from commensurate.effects.grammar import Match, grammar
from commensurate.effects.http import request_effects
from commensurate.effects.paths import file_reading
from commensurate.effects.reading import NOTHING, Language, Nested, Reading
from commensurate.effects.table import Usage
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait


def _api(match: Match) -> Reading:
    """`gh api PATH`: GET, unless fields or a body make it POST; `graphql` carries a document."""
    options, command = match.options, match.command
    fields = [word for name in ("-f", "-F", "--raw-field", "--field", "--form") for word in options.flags.get(name, ())]
    path = options.positionals[0].text if options.positionals else ""
    if path == "graphql":
        given = dict(word.text.partition("=")[::2] for word in fields)
        if options.has("--input") or given.get("query", "").startswith("@"):
            return Reading(coverage=Coverage.OPAQUE, notes=("gh api graphql: its document is in a file",))
        return graphql.read(given.get("query", ""), command.scene, command.evidence)
    verb = options.value("-X", "--method") or ("POST" if fields or options.has("--input") else "GET")
    url = "https://api.github.com/" + path.lstrip("/") if "://" not in path else path
    body = "&".join(word.text for word in fields) or None
    found = request_effects(verb, url, body, command.scene, command.evidence)
    if any(word.text.lower() in ("private=false", "visibility=public") for word in fields):
        traits = frozenset({Trait.PUBLIC, Trait.WIDENS, Trait.SHARED})
        found += Reading((Effect(
            Operation.GRANT, Resource(ResourceKind.REPOSITORY, path), Reversibility.COSTLY, BlastRadius.SEVERAL,
            command.evidence, command.scene.environment, traits,
        ),))  # fmt: skip
    return found


def _alias(match: Match) -> Reading:
    """`gh alias set x '!command'`: what the alias will run."""
    words = match.options.positionals
    text = words[1].text if len(words) > 1 else ""
    if text.startswith("!") or match.options.has("-s", "--shell"):
        return Reading(nested=(Nested(Language.SHELL, match.command.scene, text.removeprefix("!")),))
    return NOTHING


def _gist(match: Match) -> Reading:
    """`gh gist create FILE…`: the files leave, and with `--public` everyone finds them."""
    options = match.options
    public = {Trait.PUBLIC} if options.has("-p", "--public") else set()
    effect = Effect(
        Operation.CREATE, Resource(ResourceKind.DOCUMENT, "gist"), Reversibility.REVERSIBLE, BlastRadius.ONE,
        match.command.evidence, match.command.scene.environment, frozenset({Trait.OUTBOUND, *public}),
    )  # fmt: skip
    files = file_reading(Operation.READ, options.positionals, match.command)
    told = frozenset(trait for one in files.effects for trait in one.traits & {Trait.SECRET})
    sent = replace(effect, operation=Operation.SEND, traits=effect.traits | told) if told else effect
    return files + Reading((sent,))


_GITHUB = """
values -R --repo -t --title -b --body -F --body-file -l --label -a --assignee -m --milestone -p --project -B --base -H --head -r
    --reviewer -L --limit -s --state -q --jq --template --json -A --author -S --search -n --notes --notes-file --target -o --org
    -e --env -u --user -g --group -i --input -X --method -f --field --raw-field --hostname --pattern -D --dir -O --output
    --add-label --remove-label --add-assignee --remove-assignee --visibility --description --homepage -w --workflow --branch
    --name --ref -c --comment --reason --cache --preview --color -P --key --algorithm --app -d --discussion-category
    --owner --number --id --field-id --source --remote --gitignore --license --team --job --attempt --event --commit
    --format --language --sort --order --topic --created --updated --size --stars --predicate-type --bundle --port --location : *
values -F --field -f --raw-field -H --header : api
read : status | search | search code/commits/issues/prs/repos | browse | help | version | completion | auth status | preview
read : pr list/ls/view/status/diff/checks | issue list/ls/view/status | repo list/ls/view | release list/ls/view/verify/verify-asset
read : run list/ls/view/watch/download | workflow list/ls/view | gist list/ls/view | label list/ls | cache list/ls
read : secret list/ls | variable list/ls/get | ssh-key list/ls | gpg-key list/ls | org list/ls | ruleset list/ls/view/check
read : project list/ls/view/field-list/item-list | extension/extensions/ext list/ls/search/browse | codespace/cs list/ls/view/logs
read : attestation/at verify/trusted-root/download | config get/list/ls | alias list/ls | release download | repo autolink list/view
read when --list -l : issue develop
read : repo deploy-key list | repo gitignore/license list/view | codespace/cs ports | agent-task list/view
read secret +secret @=token : auth token
create ticket +outbound : issue create/new
create branch +outbound @args : pr create/new | issue develop
create repository @args : repo clone | gist clone | pr checkout/co | codespace/cs ssh/cp/code/jupyter
create repository +outbound +public costly @args when --public : repo create/new
create repository +outbound @args : repo create/new/fork
create release +outbound +public costly several @first : release create/new
create release +outbound costly @first : release upload
call gist : gist create/new
create ticket +outbound @args : label create | project create/item-create/item-add/field-create | project copy
create instance : codespace/cs create
create secret +secret @args : auth login/refresh/setup-git/switch
grant key costly +widens @args : ssh-key add | repo deploy-key add
create key +widens @args : gpg-key add
create setting reversible @args : label clone | repo set-default | config set | repo autolink create | extension/ext create
create package +inbound_code @args : extension/extensions/ext install/upgrade
delete package reversible @args : extension/extensions/ext remove
execute code costly @args +opaque : extension/extensions/ext exec
send message +outbound @args : issue comment | pr comment | pr review
update ticket +outbound costly @args : issue edit/close/reopen/lock/unlock/pin/unpin/transfer | pr edit/close/reopen/ready/lock/unlock | pr update-branch/revert
update ticket +outbound costly @args : label edit | project edit/close/item-edit/item-archive/link/unlink/mark-template | gist edit/rename
update branch costly several +shared +outbound +bypass @args when --admin : pr merge
update branch costly +shared +outbound @args : pr merge
update release costly +outbound +shared @args : release edit
update repository costly several +public +shared @args when --visibility --accept-visibility-change-consequences : repo edit
update repository costly several +shared +protected @args : repo archive/rename/unarchive
update repository costly several +forced +shared +history @args when --force : repo sync
update repository costly +shared @args : repo edit | repo sync
delete repository irreversible environment +shared @args : repo delete
delete release irreversible several +shared @args : release delete | release delete-asset
delete secret irreversible +shared @args : secret delete/remove
delete setting costly +shared @args : variable delete/remove
create secret costly +shared +outbound @first : secret set
create setting costly +shared @first : variable set
delete ticket irreversible several +shared @args : issue delete | project delete/item-delete/field-delete
delete ticket costly +shared @args : label delete
delete document irreversible @args : gist delete
delete key costly +shared @args : ssh-key delete | gpg-key delete | repo deploy-key delete
delete cache reversible @args : cache delete
delete log irreversible +hides @args : run delete
delete instance irreversible @args : codespace/cs delete
delete setting costly @args : repo autolink delete
delete secret reversible : auth logout
delete setting reversible @args : alias delete
stop pipeline costly @args : run cancel
stop instance costly @args : codespace/cs stop
execute pipeline costly +outbound @args : workflow run | run rerun | agent-task create
stop pipeline costly several +shared @args : workflow disable
update pipeline reversible @args : workflow enable
update instance costly @args : codespace/cs rebuild/edit
grant network costly +public @args : codespace/cs ports visibility
call api : api
call alias : alias set
call alias : alias import
"""

_GITLAB = """
values -R --repo -g --group -t --title -d --description -l --label -a --assignee -m --message -b --source-branch --target-branch
    -n --name --ref --branch --tag -P --per-page -p --page --milestone -X --method -f --field -F --raw-field -H --header
    --form --hostname -N --notes -s --scope -v --value --reviewer --key : *
read : mr/merge-request list/ls/view/show/diff/issues/approvers/approvals | issue list/ls/view/show/board | repo/project list/ls/view/search/contributors
read : release list/ls/view/download | ci/pipeline list/ls/view/status/stats/trace/get/lint/config/ci/artifact | pipeline status | job artifact
read : label list/ls/get | variable list/ls/export/get | snippet list/view | ssh-key list/ls/get | auth status | alias list | user events | help | version | completion
read : schedule list/ls | milestone list/get | token list | incident list/view | stack list | duo ask | securefile list/get/download | deploy-key list/get | cluster agent list | config get | check-update | changelog generate
create ticket +outbound : issue create/new | mr/merge-request create/new/for | incident create | milestone create | label create
create repository @args : repo/project clone | mr/merge-request checkout
create repository +outbound @args : repo/project create/new/fork
create release costly several +outbound +public @first : release create/upload
create document +outbound @args : snippet create
create key +widens @args : ssh-key add | deploy-key add | token create
create secret costly +shared @first : variable set
create schedule +persistent : schedule create
create secret +secret : auth login
send message +outbound @args : issue note | mr/merge-request note | incident note
update ticket costly +outbound @args : mr/merge-request update/close/reopen/approve/revoke/subscribe/unsubscribe/todo/rebase | issue update/close/reopen/subscribe/unsubscribe | label edit | milestone edit
update branch costly +shared +outbound @args : mr/merge-request merge/accept
update repository costly several +shared +protected @args : repo/project transfer/archive
update repository costly several +shared @args : repo/project publish/mirror/update
update secret costly +shared @args : variable update | token rotate
update schedule costly @args : schedule update
update setting : config set | alias set/delete | auth configure-docker | deploy-key update
delete repository irreversible environment +shared @args : repo/project delete
delete ticket irreversible several +shared @args : issue delete | mr/merge-request delete | milestone delete | incident delete
delete ticket costly +shared @args : label delete
delete release irreversible several +shared @args : release delete
delete secret irreversible +shared @args : variable delete | securefile remove
delete pipeline irreversible +hides @args : ci/pipeline delete
delete key costly @args : ssh-key delete | deploy-key delete
revoke key costly @args : token revoke
delete schedule costly @args : schedule delete
delete secret reversible : auth logout
stop pipeline costly @args : ci/pipeline cancel
execute pipeline costly +outbound @args : ci/pipeline run/retry/trigger/run-trig | schedule run
call api : api
"""

_SPECIALS = {"api": _api, "alias": _alias, "gist": _gist}


def _of(text: str) -> Usage:
    return Usage(reader=grammar(text, _SPECIALS, inert="--help --version -h", verbs=Coverage.PARTIAL))


PROGRAMS = {
    "gh": _of(_GITHUB),
    "hub": _of(
        "values -b --base -h --head -m --message -F --file -l --labels -a -L -s -o -f : *\n"
        "read : issue list/show/labels | issue | pr list/show | release show | release | ci-status | browse | compare | help | version | gist show\n"
        "create branch +outbound @args : pull-request\ncreate ticket +outbound : issue create\ncreate repository +outbound @args : create | fork | clone\n"
        "create release costly several +outbound +public @args : release create/edit\ndelete release irreversible several +shared @args : release delete\n"
        "delete repository irreversible environment +shared @args : delete\nupdate worktree : sync | checkout | pr checkout | merge | am | apply | cherry-pick\n"
        "create document +outbound @args : gist create\nsend branch reversible +outbound @args : push\ncall api : api\n"
    ),
    "glab": _of(_GITLAB),
    "tea": _of(
        "read : issues list | pulls list | releases list | repos list/search | whoami | login list | labels list\n"
    ),
}
