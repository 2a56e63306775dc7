"""Infrastructure as code: terraform and its kin, pulumi, cdk, sam, serverless, ansible, packer, vagrant.

Sources: the CLI references of Terraform 1.10, OpenTofu 1.8, Terragrunt 0.69, Pulumi 3, AWS CDK 2, SAM 1, Serverless 4,
Ansible 2.18, Packer 1.11, Vagrant 2.4. Plans, previews, diffs and checks only look.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, fill, grammar
from commensurate.effects.reading import NOTHING, Language, Nested, Reading, Scene
from commensurate.effects.table import Does, Usage
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait

_TERRAFORM = """
values -chdir -var -var-file -target -replace -state -state-out -backup -backend-config -out -parallelism -lock-timeout
    -plugin-dir -from-module -provider -filter -platform -generate-config-out -config -type -net-mirror -fs-mirror
    -test-directory -exclude : *

read : plan | show | validate | version | providers | graph | output | console | get | metadata | modules | query
read : state list/show/pull | workspace list/show | providers schema | providers lock | graph-dependencies
read : output-module-groups | render-json | hclvalidate | dag | find | list | info | hcl validate/format | rover
read when -check --check -diff : fmt | hclfmt
update file reversible @args : fmt | hclfmt
update setting reversible @first : workspace select | select
create setting : workspace new | init | env new | 0.13upgrade | login | logout | scaffold | catalog
create cache : providers mirror
update setting reversible @none : refresh
create stack costly @none : test
nothing : help | --help
call apply : apply | destroy | run-all apply/destroy | apply-all | destroy-all | run apply/destroy | stack run
nothing every -dry-run : state rm/mv/remove/replace-provider | state rm
delete setting costly several @args : state rm/remove
update setting costly several @args : state mv/replace-provider
update setting irreversible several +overwrites @args : state push
update setting costly @args : import | taint | untaint | force-unlock
delete setting irreversible several +forced @args when -force : workspace delete
delete setting costly several @args : workspace delete
"""


def _apply(match: Match) -> Reading:
    """`apply` and `destroy`: what goes is the whole stack, or the targets; without -auto-approve it asks first."""
    options = match.options
    if options.has("-help", "--help", "-h"):
        return NOTHING
    destroys = "destroy" in match.phrase[-1] or options.has("-destroy", "--destroy")
    targeted = options.has("-target", "--target", "--terragrunt-include-dir")
    approved = options.has("-auto-approve", "--auto-approve", "--terragrunt-non-interactive", "--non-interactive")
    many = match.phrase[0] in ("run-all", "apply-all", "destroy-all")
    replaces = options.has("-replace", "--replace")
    if destroys:
        radius = BlastRadius.SEVERAL if targeted else BlastRadius.ENVIRONMENT
        reversibility = Reversibility.IRREVERSIBLE if approved or targeted else Reversibility.COSTLY
        traits = {Trait.RECURSIVE} | ({Trait.FORCED} if approved else set())
        part = Does(
            Operation.DELETE, ResourceKind.STACK, reversibility, radius, "-target|-chdir|none", frozenset(traits)
        )
        return Reading(fill(part, options, match.command))
    radius = BlastRadius.SEVERAL if approved or replaces or many or options.positionals else BlastRadius.ONE
    traits = ({Trait.FORCED} if approved else set()) | ({Trait.REBUILDS} if replaces else set())
    part = Does(
        Operation.UPDATE, ResourceKind.STACK, Reversibility.COSTLY, radius, "-replace|-target|first|-chdir|none",
        frozenset(traits),
    )  # fmt: skip
    return Reading(fill(part, options, match.command), coverage=Coverage.PARTIAL)


_PULUMI = """
values -s --stack -C --cwd -t --target --config -c --config-file -m --message --color -p --parallel --secrets-provider
    --replace --exclude --file --to-dir --name --description --plugin-download-url --logtostderr : *
read : preview | whoami | about | logs | version | schema | stack ls/history/graph/output/tag | config get | plugin ls
read alone : stack | config
read : org get-default | policy ls/group | stack tag get/ls | env ls/get/open
read : env version history | console | env diff | convert-trace | view-trace | deployment settings | state list
nothing : help | gen-completion
update setting reversible @first : stack select | config set/cp/refresh/rm/env/set-all/rm-all | stack init | new | login
update setting reversible : stack tag set/rm | org set-default | stack rename | stack change-secrets-provider | logout
read secret +secret every --show-secrets : stack output | config | stack export
create file @--file : stack export
update setting irreversible several +overwrites @--file|-s|--stack : stack import
create stack costly several @-s|--stack|none +forced when -y --yes -f --skip-preview : up | update | refresh | import
update stack costly @-s|--stack|none : up | update | refresh | import | watch
read every --preview-only : destroy | up | refresh
delete stack irreversible several @-t|--target|none +recursive when -t --target : destroy | down | dn
delete stack irreversible environment @-s|--stack|none +recursive +forced when -y --yes -f --skip-preview : destroy | down | dn
delete stack costly environment @-s|--stack|none +recursive : destroy | down | dn
delete stack irreversible environment @first|-s|--stack +forced when -f --force : stack rm
delete stack costly several @first|-s|--stack : stack rm | env rm | env version rm
delete setting costly several @first : state delete/unprotect/upgrade/move/rename | policy rm/disable
stop stack costly @-s|--stack|none : cancel
create setting : env init/set/edit | policy publish/enable/new | plugin install | package add/publish | install
delete package costly : plugin rm
"""

_CDK = """
values -a --app -c --context --profile --plugin -o --output -r --role-arn --toolkit-stack-name --require-approval
    --parameters --notification-arns --tags --method --concurrency --language -l --from-path --from-stack --region : *
read : diff | list | ls | synth | synthesize | doctor | docs | doc | notices | metadata | acknowledge | ack | version | drift
delete cache costly @none when --reset --clear -e : context
read : context
nothing : help | completion
create file : init | migrate
create stack costly several @none : bootstrap
update stack costly several @args when --require-approval --force -f --hotswap --all --no-rollback : deploy | import | rollback
update stack costly @args : deploy | import | rollback | watch | refactor
delete stack irreversible environment +forced +recursive @args when -f --force --all : destroy
delete stack costly environment +recursive @args : destroy
delete cache costly several : gc
"""

_SERVERLESS = """
values --stack-name --s3-bucket --s3-prefix --region --profile --config-env --config-file -t --template --template-file
    --parameter-overrides --capabilities -s --stage -r -f --function --aws-profile -c --config -p --package -d --data
    --param --path --event -e -n --name --output-dir -b --build-dir -u : *
read : validate | list | logs | info | print | metrics | local | build | package | traces | doctor | remote test-event get
read : plugin list/search | deploy list | list resources/endpoints/stack-outputs | pipeline init | docs | diff
nothing : help | completion
create file : init | create | create-project | generate
create stack costly several @--stack-name|--stage|-s|none when --no-confirm-changeset --force --all : deploy | sync
update stack costly @--stack-name|--stage|-s|none : deploy | sync | deploy function | rollback | rollback function
execute function costly @--function|-f|first : invoke | remote invoke
delete stack irreversible environment +recursive @--stack-name|--stage|-s|none : delete | remove
"""

_VAGRANT = """
values --provider --provision-with -c --command --name --output --vagrantfile --box-version : *
read : status | global-status | version | validate | port | ssh-config | box list/outdated | snapshot list | plugin list
nothing : help | list-commands | autocomplete
create instance : up | init | box add/update | snapshot save/push | package
call ssh : ssh | powershell | winrm
execute instance reversible : provision | resume
stop instance reversible : halt | suspend | reload
delete instance irreversible +forced when -f --force -g : destroy
delete instance costly : destroy
update instance costly several +overwrites : snapshot restore/pop
delete snapshot irreversible : snapshot delete
delete image reversible +rebuildable : box remove/prune
update package : plugin install/update/repair/expunge/uninstall
send image +outbound : push | upload | cloud publish/box/version/provider | login
"""

_PACKER = """
values -var -var-file -only -except -on-error -parallel-builds -machine-readable : *
read : validate | inspect | version | console | plugins required/installed | fix
read when -check -diff : fmt
update file reversible : fmt | hcl2_upgrade
create image costly @last : build
create package +inbound_code : init | plugins install
delete package costly : plugins remove
nothing : help
"""


def _inside(match: Match) -> Reading:
    """`vagrant ssh -c TEXT`: a shell in the machine reads it."""
    scene = Scene(cwd=None, host="the machine", environment=match.command.scene.environment)
    texts = [w.text for name in ("-c", "--command") for w in match.options.flags.get(name, ())]
    return Reading(nested=tuple(Nested(Language.SHELL, scene, text) for text in texts))


def _ansible(match: Match) -> Reading:
    """Ad-hoc: `ansible HOSTS -m MODULE -a ARGUMENTS`. shell, command, raw and script carry a command."""
    options = match.options
    if options.has("--list-hosts", "--check", "-C", "--syntax-check", "--version", "-h"):
        return NOTHING
    hosts = options.positionals[0].text if options.positionals else ""
    module = (options.value("-m", "--module-name") or "command").rpartition(".")[2]
    names = [word.text for given in options.flags.values() for word in given]
    environment = stricter(match.command.scene.environment, environment_of(hosts, *names))
    radius = BlastRadius.ENVIRONMENT if hosts in ("all", "*") else BlastRadius.SEVERAL
    if module in ("ping", "setup", "debug", "gather_facts", "stat", "getent", "command_facts", "assert"):
        return Reading(fill(Does(Operation.READ, ResourceKind.HOST, name="first"), options, match.command))
    text = options.value("-a", "--args") or ""
    if module in ("shell", "command", "raw"):
        elevated = options.has("-b", "--become")
        scene = Scene(cwd=None, host=hosts or "ansible", environment=environment, elevated=elevated)
        started = fill(
            Does(Operation.EXECUTE, ResourceKind.HOST, Reversibility.REVERSIBLE, radius, "first"),
            options,
            match.command,
        )
        return Reading(started, (Nested(Language.SHELL, scene, text=text),) if text else ())
    gone = "state=absent" in text
    part = Does(
        Operation.DELETE if gone else Operation.UPDATE, ResourceKind.UNKNOWN if gone else ResourceKind.HOST,
        Reversibility.IRREVERSIBLE if gone else Reversibility.COSTLY, radius, "first",
        frozenset({Trait.RECURSIVE, Trait.REMOTE} if gone else ()),
    )  # fmt: skip
    return Reading(tuple(replace(effect, environment=environment) for effect in fill(part, options, match.command)))


_ANSIBLE_VALUES = """
values -m --module-name -a --args -i --inventory --inventory-file -u --user -l --limit -e --extra-vars -f --forks
    --become-user --become-method --private-key --key-file -T --timeout -t --tags --skip-tags --vault-password-file
    --vault-id -M --module-path -c --connection --start-at-task -P --poll -B --background -o -d -U : *
"""
_PLAYBOOK = f"""{_ANSIBLE_VALUES}
read when --list-tasks --list-hosts --list-tags --syntax-check --check -C --version -h : *
partial execute host costly several +remote @args : *
"""
_VAULT = """
values --vault-password-file --vault-id --output --encrypt-vault-id : *
read secret +secret : view | decrypt
create secret : encrypt | encrypt_string | create | rekey | edit
"""
_GALAXY = """
values -p --roles-path -r --role-file -s --server --token -c -n : *
read : list | info | search | collection list/verify | role list/info/search
create package +inbound_code @args : install | collection install/download | role install/import
delete package costly : remove | role remove/delete
create file : init | collection init/build | role init
send package +outbound : collection publish
"""

_AWS_SAM = grammar(_SERVERLESS, inert="-h --help")
_TF = grammar(_TERRAFORM, {"apply": _apply}, single_dash_long=True, inert="-help -h -version --version")

PROGRAMS: Mapping[str, Usage] = {
    **dict.fromkeys(("terraform", "tofu", "opentofu", "terragrunt", "tf", "terramate"), Usage(reader=_TF)),
    "pulumi": Usage(reader=grammar(_PULUMI, inert="-h")),
    **dict.fromkeys(("cdk", "cdktf"), Usage(reader=grammar(_CDK, inert="-h --version"))),
    **dict.fromkeys(("sam", "serverless", "sls"), Usage(reader=_AWS_SAM)),
    "vagrant": Usage(reader=grammar(_VAGRANT, {"ssh": _inside}, inert="-h --version -v")),
    "packer": Usage(reader=grammar(_PACKER, single_dash_long=True, inert="-h -help -version")),
    "ansible": Usage(reader=grammar(f"{_ANSIBLE_VALUES}\ncall ansible : *", {"ansible": _ansible})),
    **dict.fromkeys(("ansible-playbook", "ansible-pull"), Usage(reader=grammar(_PLAYBOOK))),
    "ansible-vault": Usage(reader=grammar(_VAULT, inert="-h")),
    "ansible-galaxy": Usage(reader=grammar(_GALAXY, inert="-h")),
    **dict.fromkeys(
        ("ansible-inventory", "ansible-doc", "ansible-lint", "ansible-config"), Usage(reader=grammar("read : *"))
    ),
}
