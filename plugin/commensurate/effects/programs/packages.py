"""Package managers of JavaScript and Python: what is installed, removed, published, and whose code runs on the way.

Sources: docs.npmjs.com CLI v10, pnpm.io 9, yarnpkg.com 4 and classic, bun.sh 1, pip 24, docs.astral.sh/uv, pipx 1,
python-poetry.org 2, docs.conda.io, PDM, Hatch, Pipenv. An install can be taken back; what is published cannot.
"""

from commensurate.effects.grammar import Match, grammar
from commensurate.effects.options import names
from commensurate.effects.programs.index import FAMILY
from commensurate.effects.programs.package_sources import script_written, watched
from commensurate.effects.project_code import project_code
from commensurate.effects.reading import NOTHING, Language, Nested, Reading, Word
from commensurate.effects.table import Usage, creates, each, effects_of
from commensurate.model.analysis import Coverage
from commensurate.model.effect import ResourceKind


def _words_after_options(match: Match) -> tuple[Word, ...]:
    words, values = match.rest, match.values
    index = 0
    while index < len(words) and words[index].text.startswith("-") and len(words[index].text) > 1:
        if words[index].text == "--":
            return words[index + 1 :]
        index += 2 if words[index].text in values else 1
    return words[index:]


def _fetched(match: Match) -> Reading:
    """`npx tool args`, `uvx tool`: a tool by its name, fetched where it is not there; read as if it were on the path."""
    calls = [word for name in ("-c", "--call") for word in match.options.flags.get(name, ())]
    if calls:
        return Reading(nested=tuple(Nested(Language.SHELL, match.command.scene, word.text) for word in calls))
    words = _words_after_options(match)
    if not words:
        return NOTHING
    name = words[0].text
    if " " in name.strip():
        return Reading(nested=(Nested(Language.SHELL, match.command.scene, name),))
    plain = name[:1] + name[1:].partition("@")[0]
    tool = Word(plain.rpartition("/")[2] if plain.startswith("@") else plain, words[0].known)
    return Reading(nested=(Nested(Language.SHELL, match.command.scene, words=(tool, *words[1:])),))


def _carried(match: Match) -> Reading:
    """`uv run command`, `uv run -m module`, `uv run file.py`, `poetry run command`: the rest is one more command."""
    words = _words_after_options(match)
    module = match.options.value("-m", "--module") if "-m" in match.values else None
    if module is not None:
        words = (Word("python"), Word("-m"), Word(module), *words)
    elif words and words[0].text.endswith(".py"):
        words = (Word("python"), *words)
    return Reading(nested=(Nested(Language.SHELL, match.command.scene, words=words),)) if words else NOTHING


def _any_script(match: Match) -> Reading:
    """Bare `yarn` installs; `yarn NAME` runs the project's script of that name."""
    words = _words_after_options(match)
    if words:
        return project_code(words[0].text, match.command) + _of_a_package(words, match)
    return Reading(effects_of(creates(ResourceKind.PACKAGE, "=dependencies"), match.options, match.command))


def _of_a_package(words: tuple[Word, ...], match: Match) -> Reading:
    """`yarn prisma …`: where no script has that name, the program of a package; read besides."""
    if words[0].text not in FAMILY or words[0].text in _NAMES_OF_SCRIPTS:
        return NOTHING
    return Reading(nested=(Nested(Language.SHELL, match.command.scene, words=words),))


_NAMES_OF_SCRIPTS = names("test start stop build dev watch clean install format lint serve docs history version export")


def _script(match: Match) -> Reading:
    """`npm run NAME`, `yarn NAME`, `npm test`: the project's own script, known by its name only."""
    runs = match.phrase[:1] in (("run",), ("run-script",), ("rum",), ("urn",))
    words = _words_after_options(match)
    if runs and not words:
        return NOTHING
    if match.phrase[:1] in (("workspace",), ("workspaces",)) and len(words) > 1:
        runs, words = True, words[2:] if words[1].text in ("run", "run-script") else words[1:]
    name = (
        words[0].text if runs and words else match.phrase[0] if match.phrase else words[0].text if words else "install"
    )
    written = script_written(name, match.command)
    if written:
        return Reading(nested=(Nested(Language.SHELL, match.command.scene, written),))
    found = project_code(name, match.command)
    return found + _of_a_package(words, match) if runs and match.command.program == "bun" else found


_NODE = """
values -c --call : exec/x
values -w --workspace --prefix --registry --tag --otp -C --dir --cwd --filter -F --loglevel --cache --userconfig : *
read : ls/list/la/ll | view/info/show/v | outdated | search/s/se/find | root | bin | prefix | ping | whoami | why | explain
read : help | doctor | fund | audit | config get/list/ls | get | access list/ls/get-status | owner ls/list | dist-tag ls/list
read : org ls | team ls | profile get | token list/ls | hook ls | pkg get | query | sbom | cache ls/verify/dir/list
read : licenses | store status/path | npm info/audit | workspaces list/info | constraints | pm ls/bin/cache/hash/whoami
read when --json : version
read : star ls | stars | repo | docs/home | bugs/issues | completion | versions | diff | explain
read when --check : dedupe
read : list-workspaces | plugin list | config | env list/ls | cat-file | find-hash | audit signatures
update package +inbound_code : audit fix
create package +inbound_code @args|=dependencies : install/i/in/ins/isntall/add | ci/clean-install/ic | install-test/it
    | install-ci-test/cit | update/up/upgrade/udpate | rebuild/rb | dedupe/ddp | link/ln | import | fetch | global add
    | global upgrade | upgrade-interactive | pm trust | patch | patch-commit | store add | npm add
delete package reversible @args|=dependencies : uninstall/remove/rm/r/un/unlink | prune | global remove | unplug
create file reversible @=package.json : init | create | pkg set | set-script | pkg fix | shrinkwrap | innit
update file reversible @=package.json : pkg delete | version/verison | pkg/set | set | config set/delete/edit/fix | plugin
create file reversible @=package.tgz : pack | pm pack
send release irreversible several +public @=package unless --dry-run : publish | npm publish | stage publish
read : publish | npm publish
delete release irreversible several +public +shared @args|=package : unpublish | npm unpublish
update release costly several +public +shared @first : deprecate | undeprecate | dist-tag add/rm/set | npm tag | npm deprecate
grant permission costly +widens +shared @rest : owner add | access grant/public/set | team add | org set | access 2fa-not-required
revoke permission costly +shared @rest : owner rm/remove | access revoke/restricted | team rm/destroy | org rm
create account : adduser/add-user/login | team create | profile set | npm login
create key +secret @=token : token create
delete key costly @args : token revoke/delete | hook rm
delete secret reversible @=login : logout | npm logout
delete cache reversible : cache clean/clear/rm/clean-all | store prune | pm cache rm
call script : run/run-script/rum/urn | test/t/tst | start | stop | restart | workspace | workspaces run/foreach | dev | build
call fetched : exec/x | dlx | create
"""

_NPX = """
values -p --package -c --call -w --workspace --node-options -n --shell : *
call fetched : *
"""

_YARN = (
    _NODE
    + """
call any_script : *
"""
)

_BUN = (
    _NODE
    + """
values --outdir --outfile --target --entry-naming --define : build
update file reversible @--outdir|--outfile|=dist : build
create file : bake | upgrade | completions
create file reversible @=bun.lock : init
"""
)

_PIP = """
values -r --requirement -c --constraint -t --target -i --index-url --extra-index-url -f --find-links -e --editable -d --dest
    --log --proxy --timeout --prefix --root --python --platform -w --wheel-dir --path --format --cache-dir --src : *
read : list | show | freeze | check | search | inspect | help | debug | index versions | hash | completion | config list/get/debug
read : cache list/info/dir
create package +inbound_code @args|-r|-e when -i --index-url --extra-index-url : install
create package +inbound_code @args|-r|--requirement|-e|--editable : install
create file +inbound_code @args : download | wheel | lock
delete package reversible @args : uninstall
delete cache reversible : cache purge/remove
update setting : config set/unset/edit
"""

_UV = """
values -p --python --index-url --extra-index-url --index --default-index --with --with-editable --with-requirements --extra
    --group --directory --project --config-file --cache-dir -o --output-file --env-file -r --requirements -m --module --from
    --index-strategy --resolution --prerelease --refresh-package --script -c --constraints --no-group --only-group
    --format -b --build-constraint --color --allow-insecure-host --package --find-links -f --keyring-provider : *
read : version | help | tree | export | pip list/show/freeze/check/tree | python list/find/dir | tool list/dir | cache dir/size
read when --check --diff : format
read : self version | audit | workspace list/dir/metadata | auth token
create package +inbound_code @args|=dependencies : sync | add | pip install/sync/compile | tool install/upgrade
create package +inbound_code @args : python install/upgrade
create file reversible @args|=.venv when --bump : version
create file reversible @args|=.venv : venv | init | lock | build
delete package reversible @args : remove | pip uninstall | tool uninstall | python uninstall
delete cache reversible : cache clean/prune/clear
update setting : python pin/update-shell | tool update-shell | self update | auth login/logout | format | generate-shell-completion
send release irreversible several +public @=package : publish
call carried : run
call fetched : tool run
"""

_POETRY = """
values -C --directory -P --project -G --group -E --extras -f --format -o --output --source -r --repository -u -p : *
read when -s --short : version
read when --list : config
read : show | check | search | about | help | list | env list/info | debug
read : source show | cache list | self show | export | env activate
create package +inbound_code @args|=dependencies : install | add | update | sync | self add/update/install | upgrade
delete package reversible @args : remove | uninstall | self remove | env remove
create file reversible @=project : new | init | lock | build | version | bump | fix
update setting @first : config | source add/remove | env use | use | python install
delete cache reversible : cache clear | cache remove/clear
send release irreversible several +public @=package unless --dry-run : publish
read : publish
delete file reversible @=environment : env prune
call carried : run | shell
call script : task | fmt | test | env run
"""

_CONDA = """
values -n --name -p --prefix -c --channel -f --file --solver --platform : *
read when --show --show-sources --get --describe : config
read : list | info | search | env list/export | compare | doctor | help
read : repoquery search/depends/whoneeds | env config vars list | notices | export | package
create package +inbound_code @args|--file|=packages : install | update/upgrade | create | env create/update | clone
delete package costly several +recursive @-n|--name|args when --all : remove/uninstall
delete package reversible @args : remove/uninstall
delete package costly several +recursive @-n|--name|args : env remove
delete cache reversible : clean
update setting : config | init | activate | deactivate | rename | env config vars set/unset | shell hook
call carried : run
"""

_SPECIALS = {"any_script": _any_script, "script": _script, "carried": _carried, "fetched": _fetched}


def _of(text: str) -> Usage:
    return watched(Usage(reader=grammar(text, _SPECIALS, inert="--version -v -V -h", verbs=Coverage.PARTIAL)))


PROGRAMS = each(
    {
        "npm cnpm tnpm": _of(_NODE),
        "pnpm": _of(_NODE + "\ncreate package +inbound_code @=dependencies : install\ncall any_script : *\n"),
        "yarn yarnpkg": _of(_YARN),
        "bun": _of(_BUN),
        "npx pnpx bunx uvx": watched(Usage(reader=grammar(_NPX + "values --from --with -p --python --index-url : *\n", _SPECIALS, inert="--help --version"))),
        "pip pip3 pip3.10 pip3.11 pip3.12 pip3.13 pip3.14": _of(_PIP),
        "uv": _of(_UV),
        "pipx": _of(
            "values --python --spec --index-url --pip-args --suffix : *\nread : list | environment | help\n"
            "create package +inbound_code @args : install | upgrade | upgrade-all | inject | reinstall | reinstall-all | install-all\n"
            "delete package reversible @args : uninstall | uninject\ndelete package reversible several : uninstall-all\n"
            "update setting : ensurepath | completions | pin/unpin\ncall fetched : run | runpip\n"
        ),
        "poetry pdm hatch pipenv rye flit pixi": _of(_POETRY),
        "conda mamba micromamba": _of(_CONDA),
        "twine": _of("values -r --repository -u --username -p --password --repository-url : *\nread : check\nsend release irreversible several +public @args : upload | register\n"),
        "nvm fnm n volta pyenv rbenv nodenv asdf mise rtx jenv goenv tfenv sdk rvm proto corepack": _of(
            "read : ls/list/current/version/versions/which/where/ls-remote/list-remote/list-all/latest/doctor/root/shims/help/info/env\n"
            "read : plugin list | plugins ls | ls-remote | tool list | requirements\n"
            "create package +inbound_code @rest|args : install | i | add | plugin add | upgrade | update | use | enable | plugin update\n"
            "delete package reversible @args : uninstall | remove | rm | plugin remove | plugin-remove\n"
            "update setting : use | global | local | shell | alias | unalias | pin | default | set | rehash | reshim | activate | deactivate\n"
            "call carried : exec | run | x\n"
        ),
    }
)  # fmt: skip
