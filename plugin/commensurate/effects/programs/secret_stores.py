"""Secret stores with a command line of their own: doppler, infisical, chamber, berglas.

Sources: the references of Doppler CLI 3, Infisical CLI 0.31, chamber 3, berglas 2. `run` and `exec` carry a command.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, grammar, lex
from commensurate.effects.reading import NOTHING, Language, Nested, Reading
from commensurate.effects.table import Usage
from commensurate.model.analysis import Coverage

_DOPPLER = """
values -p --project -c --config -t --token --scope --api-host --config-dir --format -n --name --environment --mount --command
    --fallback --passphrase --visibility --slug --only-secrets --preserve-env : *
read : projects | projects get | configs | configs list/get | environments | environments get | activity | activity get | secrets notes get
read : projects list | environments list | configure get/debug/options | me | settings | configs logs | configs tokens | configs tokens list/get
read : secrets --only-names | configure | --version | changelog | flags | open | secrets substitute --help | configs logs list/get
nothing : help | completion | feedback | update
read secret +secret @args : secrets get | secrets download | secrets substitute | configs tokens create
read when --only-names : secrets
read secret +secret : secrets | secrets list
update secret costly @args : secrets set | secrets upload | secrets notes set | configure set | configs update | projects update | environments rename
delete secret irreversible several @args : secrets delete | secrets unset
delete setting irreversible several @args|--config|-c : configs delete
delete stack irreversible environment @args|--project|-p : projects delete | environments delete
update setting costly several @args : configs lock/unlock/clone | configs logs rollback
create setting : projects create | configs create | environments create | import | setup
grant secret costly several +secret +widens @args : configs tokens create
revoke secret costly several @args : configs tokens revoke | oidc
update setting reversible : configure unset | configure reset | configure flags
create secret : login | oidc login
delete secret reversible : logout | login revoke | login roll | oidc logout
carry run : run
"""
_INFISICAL = """
values -e --env --environment --path -t --token --projectId --domain -c --command --tags --format --file --type --secret-overriding --client-id
    --client-secret --method --slug --name --ttl --access-key --log-level -l : *
read secret +secret @args : secrets get | export | secrets | token renew | service-token create | dynamic-secrets lease create
read : user | user get | secrets folders get | scan | vault | secrets generate-example-env | --version | kmip --help | dynamic-secrets
nothing : help | completion
update secret costly @args : secrets set | bootstrap
delete secret irreversible several @args : secrets delete
delete folder irreversible several @--name|--path : secrets folders delete
create setting : secrets folders create | init
create secret : login
delete secret reversible : reset | logout | user switch | vault set
revoke secret costly : dynamic-secrets lease delete
carry run : run
"""
_CHAMBER = """
values -b --backend -r --retries --kms-key-alias -f --format -o --output-file --backend-s3-bucket --min-throttle-delay -t --tag : *
read : list | list-services | history | version | find | tag read
read secret +secret @args : read | export | env
update secret costly @first : write | import | tag write
delete secret irreversible several @args : delete | tag delete
carry exec : exec
"""
_BERGLAS = """
values --key -m --member -l --log-level --log-format -e -o --generation --locations --project -d : *
read : list | version
read secret +secret @args : access | edit --help
update secret costly @first : create | update | edit | bootstrap | migrate
delete secret irreversible several @args : delete
grant permission costly several +widens @first : grant
revoke permission costly several @first : revoke
carry exec : exec
"""


def _run(match: Match) -> Reading:
    """`doppler run -- command`, `doppler run --command '…'`: the secrets of that project and config stand behind it."""
    return _carried(match, skipped=0)


def _exec(match: Match) -> Reading:
    """`chamber exec SERVICE… -- command`; without `--`, the first word is the service (berglas has none)."""
    return _carried(match, skipped=0 if match.command.program == "berglas" else 1)


def _carried(match: Match, *, skipped: int) -> Reading:
    words = match.before + match.rest
    cut = next((index for index, word in enumerate(words) if word.text == "--"), None)
    if cut is None:
        options = lex(words, match.grammar, match.values, leading=True)
        inside = tuple(options.positionals[skipped:])
    else:
        options = lex(words[:cut], match.grammar, match.values)
        inside = tuple(words[cut + 1 :])
    if options.has("--help", "-h"):
        return NOTHING
    given = [word.text for found in options.flags.values() for word in found] + [
        word.text for word in options.positionals[:1]
    ]
    where = stricter(match.command.scene.environment, environment_of(*given))
    scene = replace(match.command.scene, environment=where)
    text = options.value("--command")
    if text:
        return Reading(nested=(Nested(Language.SHELL, scene, text, stdin=match.command.stdin),))
    if not inside:
        return Reading(coverage=Coverage.PARTIAL, notes=(f"{match.command.program}: no command to be seen",))
    return Reading(nested=(Nested(Language.SHELL, scene, words=inside, stdin=match.command.stdin),))


_SPECIALS = {"run": _run, "exec": _exec}

PROGRAMS: Mapping[str, Usage] = {
    name: Usage(reader=grammar(text, _SPECIALS, inert="-h --help --version -v"))
    for name, text in (("doppler", _DOPPLER), ("infisical", _INFISICAL), ("chamber", _CHAMBER), ("berglas", _BERGLAS))
}
