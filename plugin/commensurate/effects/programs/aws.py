"""The AWS CLI, and programs around it. Source: the AWS CLI v2 command reference; operations by effects/api.py."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from commensurate.effects.api import call_effects
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, Sealed, fill, grammar
from commensurate.effects.options import Options, names
from commensurate.effects.programs.storage import s3
from commensurate.effects.reading import NOTHING, Command, Reading, Word, opaque
from commensurate.effects.table import Does, Usage, effects_of, unknown
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait

_GLOBAL = names(
    "--profile --region --output --query --endpoint-url --color --cli-read-timeout --cli-connect-timeout --ca-bundle"
    " --cli-binary-format"
)
_SWITCHES = names(
    "--debug --no-paginate --no-sign-request --no-verify-ssl --no-cli-pager --no-cli-auto-prompt --cli-auto-prompt"
)
_LISTS = ("s", "-list", "-set")
"""Endings of options that take several words."""

_OWN: Mapping[str, str] = {
    "configure": """
read : list | list-profiles | export-credentials --help
read secret +secret : export-credentials
call get : get
update setting @first : set | import | add-model | sso | sso-session | mfa-login
update setting @none : *
""",
    "sso": "create secret : login\ndelete secret reversible : logout",
    "login": "create secret : *",
    "logout": "delete secret reversible : *",
    "history": "read : list | show",
}
"""Commands that the CLI answers itself."""

_CUSTOM: Mapping[tuple[str, str], Does] = {
    ("eks", "update-kubeconfig"): Does(Operation.UPDATE, ResourceKind.SETTING, name="--name"),
    ("eks", "get-token"): Does(Operation.READ, ResourceKind.SECRET, name="none", traits=frozenset({Trait.SECRET})),
    ("ecr", "get-login-password"): Does(Operation.READ, ResourceKind.SECRET, name="none", traits=frozenset({Trait.SECRET})),
    ("ecr", "get-login"): Does(Operation.READ, ResourceKind.SECRET, name="none", traits=frozenset({Trait.SECRET})),
    ("ecr-public", "get-login-password"): Does(Operation.READ, ResourceKind.SECRET, name="none", traits=frozenset({Trait.SECRET})),
    ("rds", "generate-db-auth-token"): Does(Operation.READ, ResourceKind.SECRET, name="none", traits=frozenset({Trait.SECRET})),
    ("codeartifact", "login"): Does(Operation.UPDATE, ResourceKind.SETTING, name="none"),
    ("cloudtrail", "validate-logs"): Does(Operation.READ, ResourceKind.LOG, name="none"),
    ("logs", "tail"): Does(Operation.READ, ResourceKind.LOG, name="none"),
    ("logs", "start-live-tail"): Does(Operation.READ, ResourceKind.LOG, name="none"),
    ("cloudformation", "package"): Does(Operation.SEND, ResourceKind.BUCKET, name="--s3-bucket"),
    ("cloudformation", "deploy"): Does(
        Operation.UPDATE, ResourceKind.STACK, Reversibility.COSTLY, BlastRadius.SEVERAL, "--stack-name"
    ),
    ("ecs", "deploy"): Does(Operation.UPDATE, ResourceKind.WORKLOAD, Reversibility.COSTLY, name="--service"),
    ("ecs", "execute-command"): Does(Operation.EXECUTE, ResourceKind.CONTAINER, Reversibility.COSTLY, name="--task"),
    ("ssm", "start-session"): Does(Operation.EXECUTE, ResourceKind.INSTANCE, Reversibility.COSTLY, name="--target"),
    ("gamelift", "upload-build"): Does(Operation.SEND, ResourceKind.BUCKET, Reversibility.COSTLY, name="--name"),
    ("deploy", "push"): Does(Operation.SEND, ResourceKind.BUCKET, Reversibility.COSTLY, name="--application-name"),
    ("emr", "ssh"): Does(Operation.EXECUTE, ResourceKind.CLUSTER, Reversibility.COSTLY, name="--cluster-id"),
    ("emr", "socks"): Does(Operation.EXECUTE, ResourceKind.CLUSTER, name="--cluster-id"),
    ("emr", "terminate-clusters"): Does(
        Operation.DELETE, ResourceKind.CLUSTER, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL, "--cluster-ids"
    ),
    ("dlm", "create-default-role"): Does(Operation.CREATE, ResourceKind.PERMISSION, Reversibility.COSTLY, name="none"),
}  # fmt: skip
"""(service, command) of commands that are no API operation."""


def _aws(command: Command) -> Reading:
    positionals, options = _cut(command.arguments)
    if options.keys() & {"--version", "--help"} or "--generate-cli-skeleton" in options:
        return NOTHING
    words = [word.text for word in positionals]
    if not words:
        return NOTHING
    if "help" in words[:3]:
        return NOTHING
    if not all(word.known for word in positionals[:2]):
        return opaque("aws: the operation cannot be known", unknown(command))
    if words[0] == "s3":
        return s3(command, tuple(command.arguments))
    if words[0] in _OWN:
        return _grammars()[words[0]](command.shifted((command.words[0], *_after(command.arguments, positionals[0]))))
    if len(words) < 2 or words[1] == "wait":
        return NOTHING
    custom = _CUSTOM.get((words[0], words[1]))
    if custom is not None:
        given = Options({name: tuple(found) for name, found in options.items()}, positionals[2:])
        return Reading(effects_of(custom, given, command))
    return _called(words[0], words[1], options, command)


def _called(service: str, operation: str, options: Mapping[str, list[Word]], command: Command) -> Reading:
    params = {name: _value(given) for name, given in options.items() if name not in ("--output", "--query", "--color")}
    texts = [word.text for name in ("--profile", "--endpoint-url", "--region") for word in options.get(name, ())]
    scene = command.scene
    where = stricter(scene.environment, environment_of(*texts))
    named = {name.lstrip("-"): value for name, value in params.items() if name not in _GLOBAL}
    reading = call_effects(service, operation, named, replace(scene, environment=where), command.evidence)
    unresolved = any(not word.known for name, given in options.items() if name not in _GLOBAL for word in given)
    if "--cli-input-json" in options or "--cli-input-yaml" in options:
        reading += Reading(coverage=Coverage.PARTIAL, notes=("aws: its parameters stand in a file",))
    if not unresolved:
        return reading
    effects = tuple(replace(effect, traits=effect.traits | {Trait.UNRESOLVED}) for effect in reading.effects)
    return replace(reading, effects=effects)


def _cut(words: Sequence[Word]) -> tuple[tuple[Word, ...], dict[str, list[Word]]]:
    """Positionals, and each option with all words up to the next option: many take lists."""
    positionals: list[Word] = []
    options: dict[str, list[Word]] = {}
    index = 0
    while index < len(words):
        text = words[index].text
        index += 1
        if not text.startswith("--"):
            positionals.append(words[index - 1])
            continue
        name, equals, value = text.partition("=")
        given = options.setdefault(name, [])
        if equals:
            given.append(Word(value, words[index - 1].known))
            continue
        limit = (
            index
            if name in _SWITCHES
            else index + 1
            if name in _GLOBAL
            else index
            if len(positionals) < 2
            else len(words)
            if name.endswith(_LISTS)
            else index + 1
        )
        while index < min(limit, len(words)) and not words[index].text.startswith("--"):
            given.append(words[index])
            index += 1
    return tuple(positionals), options


def _value(given: Sequence[Word]) -> Any:
    texts = [word.text for word in given]
    return True if not texts else texts[0] if len(texts) == 1 else texts


def _after(words: Sequence[Word], service: Word) -> tuple[Word, ...]:
    """All words but the service's name: global options may stand before it."""
    return tuple(word for word in words if word is not service)


def _get(match: Match) -> Reading:
    """`configure get NAME` shows one setting; some of them are credentials."""
    options = match.options
    name = options.positionals[0].text if options.positionals else ""
    secret = any(part in name for part in ("secret", "token", "key"))
    kind, traits = (
        (ResourceKind.SECRET, frozenset({Trait.SECRET})) if secret else (ResourceKind.SETTING, frozenset[Trait]())
    )
    return Reading(fill(Does(Operation.READ, kind, name="first", traits=traits), options, match.command))


@cache
def _grammars() -> Mapping[str, Sealed]:
    values = "values --profile --region --output --query --csv --format --endpoint-url : *\n"
    return {name: grammar(values + text, {"get": _get}) for name, text in _OWN.items()}


_EKSCTL = """
values -f --config-file -n --name -r --region -p --profile -c --cluster --nodes -N --node-type -t --version -m -M
    --timeout --nodes-min --nodes-max --namespace --kubeconfig -o --output : *
read : get | info | version | completion | help | anywhere | utils describe-stacks/describe-addon-versions/schema
delete cluster irreversible environment @--name|--cluster|-n|-f|--config-file|first : delete cluster
delete cluster costly several @--name|-n|--cluster|first : delete
create cluster @--name|-n|-f|first : create
update cluster costly several @--name|--cluster|-n|first : upgrade | update | scale | set | unset | enable | associate
    | disassociate | utils | register | deregister | migrate-to-access-entry
stop instance costly several @--name|--cluster|-n : drain
"""
_COPILOT = """
values -a --app -e --env -n --name -t --type --region --profile : *
read : app ls/show | env ls/show | svc ls/show/status/logs | job ls/logs | pipeline ls/show/status | version | docs | help | task
delete stack irreversible environment @-n|--name|-a|--app : app delete | env delete
delete stack irreversible several @-n|--name : svc delete | job delete | pipeline delete | storage | task delete
update stack costly @-n|--name|-e|--env : deploy | svc deploy/init/pause/resume/override | env deploy/init | job deploy/init/run | app init/upgrade
    | init | pipeline deploy/init
execute container costly @-n|--name : svc exec | task exec
"""
_EB = """
values -r --region --profile --timeout -p --platform -k --keyname -i --instance-type --cname --envvars --label -l : *
read : status | health | events | logs | list | printenv | platform list/show | tags | open | labs | appversion
delete stack irreversible environment @args : terminate
delete stack irreversible environment +forced when --all --force : terminate
update stack costly @args : deploy | setenv | config | scale | upgrade | swap | restore | use | clone | abort | init | create | local
execute instance costly @args : ssh | console
"""

PROGRAMS: Mapping[str, Usage] = {
    **dict.fromkeys(("aws", "aws2", "awslocal"), Usage(reader=_aws)),
    "eksctl": Usage(reader=grammar(_EKSCTL, inert="-h")),
    "copilot": Usage(reader=grammar(_COPILOT, inert="-h")),
    "eb": Usage(reader=grammar(_EB, inert="-h --version")),
}
