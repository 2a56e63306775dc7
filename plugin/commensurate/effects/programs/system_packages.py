"""Package managers of machines and of compiled languages.

Sources: apt(8), dpkg(1), dnf(8), rpm(8), zypper(8), pacman(8), apk(8), portage, docs.brew.sh, MacPorts, snapcraft.io,
docs.flatpak.org, nixos.org, the Cargo book, rustup, go.dev/cmd/go, guides.rubygems.org, bundler.io, getcomposer.org,
Maven, Gradle, sbt, learn.microsoft.com (dotnet, nuget, winget), chocolatey.org, Hex, dart.dev, opam, stack, cabal.
"""

import re
from dataclasses import replace

from commensurate.effects.code_unseen import executes
from commensurate.effects.grammar import Match, grammar
from commensurate.effects.options import Options, names
from commensurate.effects.paths import place_of
from commensurate.effects.programs.package_sources import watched
from commensurate.effects.project_code import project_code
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.scripts_at_hand import read_script
from commensurate.effects.table import (
    COSTLY,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Does,
    Usage,
    case,
    creates,
    deletes,
    each,
    effects_of,
    read,
    reads,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex


def _target(match: Match) -> Reading:
    """`cargo run`, `gradle NAME`, `mvn NAME`: the project's own code, known by its targets."""
    if match.phrase == ("run",) and match.options.positionals:
        first = match.options.positionals[0]
        if first.text.endswith(".go") and place_of(first, match.command.scene).traits & {
            Trait.TEMPORARY,
            Trait.OUTSIDE,
        }:
            return read_script(first, match.command.scene, match.command.evidence).reading
        if "@" in first.text:
            return Reading((executes(first.text, match.command.scene, match.command.evidence, Trait.INBOUND_CODE),))
    names = [word.text for word in match.options.positionals]
    if match.phrase:
        names = [*match.phrase, *([] if match.phrase[0] in _OWN else names)]
    return project_code(" ".join(names[:6]), match.command)


_OWN = ("run", "r", "test", "t", "bench", "exec", "build", "check", "clippy", "doc", "generate")


def _carried(match: Match) -> Reading:
    words = match.rest[1:] if match.rest[:1] and match.rest[0].text == "--" else match.rest
    return Reading(nested=(Nested(Language.SHELL, match.command.scene, words=words),)) if words else NOTHING


_SPECIALS = {"target": _target, "carried": _carried}

_APT = """
values -o --option -t --target-release -c --config-file -a -q : *
read : list | show | search | policy | depends | rdepends | showpkg | madison | changelog | check | stats | pkgnames | help
read : showsrc | dotty | indextargets | showhold | showauto | showmanual | dump | why | why-not | versions
read when -s --simulate --dry-run --just-print --no-act --recon : install | remove | purge | upgrade | full-upgrade | autoremove | dist-upgrade
create package +inbound_code +system @args : install | reinstall | satisfy | build-dep | download | source | upgrade | full-upgrade | dist-upgrade | safe-upgrade
update package reversible @=package-lists : update
update package reversible @args : hold | unhold | mark | auto | manual | edit-sources | markauto
delete package costly several +system @args : purge | autopurge
delete package reversible +system @args : remove | autoremove
delete cache reversible : clean | autoclean | distclean
"""
_DNF = """
values -c --config -x --exclude --installroot --releasever --repo --enablerepo --disablerepo --setopt : *
read : list | info | search | provides/whatprovides | repolist | repoinfo | repoquery | check | check-update | deplist | help
read : history list/info | history | module list/info | group list/info | grouplist | groupinfo | updateinfo | leaves | changelog
create package +inbound_code +system @args : install/in | localinstall | reinstall | upgrade/update/up | downgrade | distro-sync
    | group install | groupinstall | module install/enable | builddep | download | system-upgrade | upgrade-minimal | swap
update package reversible @args : makecache | mark | versionlock | config-manager | copr | module reset/disable
delete package reversible +system @args : remove/erase/rm | autoremove | group remove | groupremove | module remove
update package costly +system @rest : history undo/rollback/redo
delete cache reversible : clean
"""
_BREW = """
values --cask_ --formula_ --tap_ --version_ : *
read : list/ls | info/abv | search | outdated | deps | uses | leaves | desc | cat | log | config | doctor/dr | missing | home/homepage
read : options | commands | formulae | casks | shellenv | audit | style | livecheck | tap-info | help | fetch | readall | command
read : --prefix | --cellar | --cache | --caskroom | --repository | --repo | --env | --taps | services list/info | analytics state
read : docs | which-formula | which-update | gist-logs | linkage | typecheck | source | formula | sh
create package +inbound_code @args : install/instal | reinstall | upgrade | update | cask install | bundle/bundle install | tap | postinstall
    | link/ln | pin | migrate | extract | vendor-install | bump | bump-formula-pr | bump-cask-pr | developer | create | edit
delete package reversible @args : uninstall/remove/rm | unlink | unpin | untap | autoremove | cask uninstall
delete package reversible several @=packages-not-in-the-Brewfile : bundle cleanup
delete cache reversible when -n --dry-run : cleanup
delete cache reversible : cleanup
update service reversible @rest : services start/run/restart
stop service costly several @rest when --all : services stop/kill
stop service reversible @rest : services stop/kill
stop service costly several : services cleanup
update setting : analytics on/off | update-reset | services
execute code costly : test | tests | ruby | irb | pry
"""
_CARGO = """
values --manifest-path -p --package --target --target-dir -j --jobs --features -F --color --message-format --config -Z --bin
    --example --test --bench --profile --rev --tag --branch --git --path --version --vers --registry --index --token -C --edition : *
read : search | tree | metadata | locate-project | pkgid | info | version | help | read-manifest | verify-project | audit | outdated
read when -l --list : owner | install
read : deny | --list | bloat | machete | udeps | semver-checks | msrv | show | expand | login --help | license
read when --check : fmt
read unless --fix : check/c/clippy/doc/d
read : logout | geiger | report | config get
update file reversible @=source-files when --fix : clippy
update file reversible @=source-files : fmt | fix | check --fix
create package +inbound_code @args : install | fetch | vendor | binstall | add | update | generate-lockfile | upgrade
delete package reversible @args : uninstall | remove/rm
delete file reversible +rebuildable @=target : clean
create file reversible @args : new | init | package
send release irreversible several +public @=crate unless --dry-run -n : publish
read : publish
update release costly +public +shared @args : yank | owner
create secret +secret @=token : login
call target : build/b | run/r | test/t | bench | nextest | rustc | rustdoc | make | xtask | llvm-cov | tarpaulin | miri | flamegraph | watch | leptos | tauri | sqlx
"""
_GO = """
values -C -o -run -bench -count -tags -ldflags -gcflags -timeout -mod -modfile -p -coverprofile -cover -v_ -exec -f -coverpkg : *
read unless -w -u : env
read when -n : fmt
read : version | list | doc | vet | help | mod graph/verify/why | work sync | bug | telemetry
update setting @args : env
create package +inbound_code @args : get | install | mod download/tidy/vendor | work
create file reversible @args : mod init/edit | work init/use/edit | fix | fmt
create file reversible @-o|=binary : build
delete cache reversible : clean
call target : run | test | generate | tool
"""
_GEM = """
values -v --version -i --install-dir -s --source -n --bindir --platform -P -k --key --host --otp : *
read : list | search | info | specification | environment/env | outdated | dependency | contents | which | check | help | query | stale | rdoc
create package +inbound_code @args : install/i | update | fetch | pristine | build | unpack | rebuild | exec
delete package reversible @args : uninstall | cleanup
send release irreversible several +public @args : push
delete release irreversible +public +shared @args : yank
update account costly +shared @args : owner
create secret +secret : signin
update setting : sources | cert | signout
"""
_BUNDLE = """
values --gemfile --path -j --jobs --without --with : *
read : list | show | info | outdated | check | config get/list | platform | env | doctor | help | licenses | viz | version
create package +inbound_code @args|=dependencies : install | update | add | lock | package | cache | init | binstubs | inject | pristine | plugin
delete package reversible @args : remove | clean
update setting : config
create file : gem | open
call carried : exec | e
create package +inbound_code @=dependencies : *
"""
_COMPOSER = """
values -d --working-dir : *
read : show/info | search | outdated | validate | diagnose | licenses | why/depends | why-not/prohibits | check-platform-reqs | audit
read when --list -l : config
read : status | suggests | fund | home/browse | about | help | list | archive
create package +inbound_code @args|=dependencies : install/i | update/u/upgrade | require/r | reinstall | create-project | global require/update
    | dump-autoload/dumpautoload | init | self-update | bump
delete package reversible @args : remove/rm | global remove | uninstall
update setting : config
delete cache reversible : clear-cache/clearcache/cc
call target : run-script/run | exec | test
"""
_DOTNET = """
values -c --configuration -o --output -f --framework -r --runtime --project -s --source -k --api-key -v --verbosity -p -n --name : *
read when --check : dev-certs https
read : --info | --list-sdks | --list-runtimes | list | help | nuget list/verify/locals | tool list/search | workload list/search | sln list | sdk check | package search/list
create package +inbound_code @args|=dependencies : restore | add | tool install/update/restore | workload install/update/restore | package add/update | reference add | sln add
create file reversible @args|-o : new | build | pack | publish | build-server | store | format | clean
delete package reversible @args : remove | tool uninstall | workload uninstall | package remove | sln remove
send release irreversible several +public @rest : nuget push
delete release irreversible +public +shared @rest : nuget delete
delete database irreversible environment @=database : ef database drop
update schema costly @=database : ef database update
create file : ef migrations add/script/bundle
delete file costly : ef migrations remove
read : ef migrations list | ef dbcontext info/list | ef migrations has-pending-model-changes
call target : run | test | watch | vstest | msbuild | exec | fsi | script
"""
_SNAP = """
values --channel --remote --installation --arch --revision -r : *
read : list | find/search | info | version | changes | tasks | connections | interfaces | services | logs | known | warnings | saved | get | model | whoami
read : remote-ls | remotes | history | ps | documents | permissions | config | repair --dry-run
create package +inbound_code +system @args : install | refresh/update/upgrade | revert | enable | restore | download | remote-add | run | try | connect
delete package costly +system @args when --purge --delete-data : remove/uninstall
delete package reversible +system @args : remove/uninstall
delete backup irreversible @args : forget
create backup : save
stop service costly @args : stop | disable
update setting : set | unset | disconnect | alias | unalias | remote-modify | override | mask | start | restart | switch | login | logout | hold | pin
delete setting costly : remote-delete
"""
_WINDOWS = """
values --id --name --version --source -s -v --params : *
read when --help : features
read when --list : apikey
read : list | search | show | info | outdated | source list/ls | find | pin list | config list/get | help | status | home | cat | bucket list/known | why
create package +inbound_code +system @args : install | upgrade | update | import | pin | bucket add | reset | hold | configure
delete package costly +system @args : uninstall/remove
delete package reversible : cleanup | cache rm
create file : export | pack | new | download
send release irreversible +public @args : push
update setting : source add/remove/reset/enable/disable | config | feature | settings | apikey
"""
_HELPS = "--help --version -h"


def _of(text: str, **more: str) -> Usage:
    return Usage(
        reader=grammar(
            text,
            _SPECIALS,
            inert=more.get("inert", _HELPS),
            verbs=Coverage.PARTIAL,
            single_dash_long=bool(more.get("long")),
        )
    )


_ESSENTIAL = regex(
    r"(?:lib)?g?libc(?:6|-bin)?(?:[:.-].*)?|glibc.*|musl|busybox|bash|dash|coreutils|util-linux|systemd(?:-.*)?|init|sysvinit.*|openrc"
    r"|linux-(?:image|generic|modules).*|linux|kernel(?:-.*)?|grub.*|sudo|openssh(?:-.*)?|ssh|apt|dpkg|rpm|dnf|yum|pacman|apk-tools"
    r"|python3?(?:-minimal|-libs|\.\d+)?|perl(?:-base)?|libssl.*|openssl|login|passwd|shadow|pam|libpam.*|netplan.*|network-?manager|iproute2?"
    r"|iptables|nftables|ufw|firewalld|initramfs-tools|dracut|ubuntu-desktop|gnome-shell|xorg.*|gcc-libs|filesystem|base(?:-files|-passwd)?"
)
"""Packages without which the machine, or its package manager, no longer works."""
_AGAINST_ADVICE = names(
    "--force-all --force-depends --nodeps --noscripts --ignore-dependencies --allow-remove-essential --purge --zap --delete-data"
    " --assumeyes-all -Rdd --justdb --force-remove-essential --force-remove-reinstreq --no-preserve"
)


def _carrying(usage: Usage) -> Usage:
    """`nix develop -c COMMAND`, `nix run X -- COMMAND`: what stands behind may be a command of its own."""

    def reader(command: Command) -> Reading:
        at = next((i for i, word in enumerate(command.words) if word.text in ("-c", "--command", "--")), 0)
        carried = (Nested(Language.SHELL, command.scene, words=command.words[at + 1 :]),) if at else ()
        return read(usage, command) + Reading(nested=carried)

    return Usage(reader=reader)


def _guarded(usage: Usage, *, needed: bool = True) -> Usage:
    """A package manager whose removals weigh more where the machine needs the package, or where it says so itself."""

    def reader(command: Command) -> Reading:
        found = read(usage, command)
        texts = {word.text for word in command.arguments}
        harder = bool(texts & _AGAINST_ADVICE) or any(re.fullmatch(r"-R[a-z]*d[a-z]*", text) for text in texts)
        return replace(found, effects=tuple(_weighed(effect, harder=harder, needed=needed) for effect in found.effects))

    return Usage(reader=reader)


def _weighed(effect: Effect, *, harder: bool, needed: bool) -> Effect:
    if effect.operation is not Operation.DELETE or effect.resource.kind is not ResourceKind.PACKAGE:
        return effect
    if not harder and not (needed and _ESSENTIAL.fullmatch(effect.resource.name.lower())):
        return effect
    return replace(
        effect, reversibility=max(effect.reversibility, COSTLY), blast_radius=max(effect.blast_radius, SEVERAL),
        traits=effect.traits | {Trait.SYSTEM, Trait.FORCED},
    )  # fmt: skip


def _one(part: Does, command: Command, names: tuple[Word, ...]) -> Reading:
    return Reading(effects_of(part, Options({}, names), command))


def _pacman(command: Command) -> Reading:
    """Pacman's letters: S fetches, R removes, Q and F ask, U installs a file, D marks."""
    letters = "".join(word.text[1:] for word in command.arguments if word.text[:1] == "-" and word.text[:2] != "--")
    long = {word.text for word in command.arguments if word.text[:2] == "--"}
    names = [word for word in command.arguments if word.text[:1] != "-"]
    query = letters[:1] in ("Q", "F", "T", "V", "h") or long & {"--query", "--files", "--version", "--help", "--print"}
    searches = letters[:1] == "S" and set(letters) & set("silgp") and not set(letters) & set("yu")
    if query or searches or "--search" in long:
        return _one(reads(ResourceKind.PACKAGE), command, ())
    if letters[:1] == "R" or "--remove" in long:
        wide = set(letters) & set("cn") or "--nosave" in long or "--cascade" in long
        part = deletes(ResourceKind.PACKAGE, "args", COSTLY if wide else REVERSIBLE, ONE, Trait.SYSTEM)
        return _one(part, command, tuple(names))
    if letters[:1] == "S" and "c" in letters:
        return _one(deletes(ResourceKind.CACHE, "=package cache", REVERSIBLE), command, ())
    return _one(
        creates(ResourceKind.PACKAGE, "args", REVERSIBLE, ONE, Trait.INBOUND_CODE, Trait.SYSTEM), command, tuple(names)
    )


_REMOVES = deletes(ResourceKind.PACKAGE, "args", REVERSIBLE, ONE, Trait.SYSTEM)
_PURGES = deletes(ResourceKind.PACKAGE, "args", COSTLY, SEVERAL, Trait.SYSTEM)
_INSTALLS = creates(ResourceKind.PACKAGE, "args", REVERSIBLE, ONE, Trait.SYSTEM)

PROGRAMS = each(
    {
        "apt apt-get aptitude apt-mark nala": _guarded(_of(_APT)),
        "dpkg": _guarded(use(
            case(reads(), when="-l --list -L --listfiles -s --status -S --search -p --print-avail -C --audit --get-selections -V --verify -c --contents -I --info"),
            case(_PURGES, when="-P --purge"), case(_REMOVES, when="-r --remove"), case(_INSTALLS, when="-i --install --unpack --configure -a"),
        )),
        "dpkg-reconfigure update-alternatives alternatives": use(case(reads(), when="--display --list --query --get-selections"), updates(ResourceKind.SETTING, "args", REVERSIBLE, ONE, Trait.SYSTEM)),
        "add-apt-repository apt-add-repository": use(creates(ResourceKind.PACKAGE, "args", REVERSIBLE, ONE, Trait.INBOUND_CODE)),
        "apt-key": use(case(reads(), first="list finger fingerprint"), updates(ResourceKind.KEY, "rest", REVERSIBLE)),
        "dnf yum microdnf dnf5 tdnf zypper": _guarded(_of(_DNF + "read : se | if | lr | packages | patterns | patches | lu | ps\ncreate package +inbound_code +system @args : ref/refresh | dup | patch | ar\ndelete package reversible +system @args : rr\n")),
        "rpm": _guarded(use(
            case(reads(), when="-q --query -V --verify -K --checksig -qa -qi --eval --showrc"), case(_REMOVES, when="-e --erase"),
            case(_INSTALLS, when="-i -U -F --install --upgrade --import"),
        )),
        "pacman yay paru pamac pikaur": _guarded(Usage(reader=_pacman)),
        "apk": _guarded(_of(
            "values -X --repository -t --virtual : *\nread : info | list | search | policy | stats | version | dot | audit | verify | fetch\n"
            "create package +inbound_code +system @args : add | upgrade | update | fix\ndelete package reversible +system @args : del\ndelete cache reversible : cache\n"
        )),
        "emerge": _guarded(use(case(reads(), when="-p --pretend -s --search -S --searchdesc --info"), case(_REMOVES, when="-C --unmerge -c --depclean --prune"), _INSTALLS)),
        "brew": _guarded(_of(_BREW), needed=False),
        "port": _of("read : list | search | info | installed | outdated | deps | contents | variants\ncreate package +inbound_code @args : install | upgrade | selfupdate | sync\ndelete package reversible @args : uninstall | clean | reclaim\n"),
        "snap flatpak": _guarded(_of(_SNAP), needed=False),
        "nix-env": use(case(reads(), when="-q --query --list-generations"), case(_REMOVES, when="-e --uninstall"), case(deletes(ResourceKind.BACKUP, "=generations", COSTLY), when="--delete-generations"), _INSTALLS, values="-f -p -I -A"),
        "nix": _carrying(_of(
            "read when --check : fmt\nread : search | eval | show-derivation | path-info | why-depends | log | flake show/metadata/check/info | store ls/diff-closures/ping/verify/cat | profile list/history | derivation show | hash | repl | registry list | doctor\n"
            "create package +inbound_code @args : build | develop | shell | profile install/add/upgrade | copy | flake update/lock/init/new/clone | store add\n"
            "delete package reversible @args : profile remove\ndelete cache costly several : store gc/delete | profile wipe-history\nupdate package reversible : profile rollback\ncall target : run | fmt\n"
        )),
        "nix-collect-garbage": use(deletes(ResourceKind.CACHE, "=nix store", COSTLY, SEVERAL)),
        "winget choco scoop chocolatey": _of(_WINDOWS),
        "cargo": _of(_CARGO, inert="--help -h -V"),
        "rustup": _of(
            "read : show | check | toolchain list | target list | component list | doc | which | help | override list\n"
            "create package +inbound_code @rest : install | update | toolchain install/add/link | target add/install | component add\n"
            "delete package reversible @args : uninstall | toolchain uninstall/remove | target remove | component remove\n"
            "update setting : default | override | set | self update\ndelete package costly several @=rustup : self uninstall\ncall carried : run\n"
        ),
        "go": _of(_GO, long="yes", inert="--help -h"),
        "gem": watched(_of(_GEM)),
        "bundle bundler": _of(_BUNDLE),
        "composer": _of(_COMPOSER),
        "dotnet": _of(_DOTNET),
        "nuget": _of("values -Source -ApiKey -s -k : *\nread : list | search | sources list/List | locals | help | verify\ncreate package +inbound_code @args|=dependencies : install | restore | update | pack | spec | add\nsend release irreversible several +public @args : push\ndelete release irreversible +public +shared @args : delete\nupdate setting : config | setApiKey | sources | sign\n"),
        "dart flutter pub": _of(
            "read when --list : config\nread : pub deps/outdated | analyze | doctor | devices | info | emulators | help | pub cache list | channel\n"
            "create package +inbound_code @args|=dependencies : pub get/add/upgrade/downgrade | pub global activate | create | upgrade | precache | build | compile | downgrade\n"
            "delete package reversible @args : pub remove | pub global deactivate\ndelete file reversible +rebuildable @=build : clean\ndelete cache reversible : pub cache clean/repair\n"
            "send release irreversible several +public unless --dry-run -n : pub publish\nread : pub publish\nupdate file reversible : format | fix | config\ncall target : run | test | drive | pub run\n"
        ),
        "rebar3 opam stack cabal raco luarocks cpan cpanm pod swift-package lein conan vcpkg tlmgr": _of(
            "read : config list\nread when --list : pin\nread : list | info | search | show | deps | tree | help | outdated | hex.info | hex.outdated | deps.tree | path | locate | var | env | exec env | ls | query | graph\n"
            "create package +inbound_code @args|=dependencies : install | update | upgrade | deps.get | deps.update | compile | build | setup | get | add | init | new | pin\n"
            "delete package reversible @args : uninstall | remove | deps.clean | purge\ndelete file reversible +rebuildable @=build : clean\n"
            "send release irreversible several +public : hex.publish | publish | upload | trunk push\n"
            "delete database irreversible environment @=database : ecto.drop | ecto.reset\nupdate schema costly @=database : ecto.migrate | ecto.rollback\n"
            "call target : run | test | bench | exec | ghci | phx.server | eunit | ct | shell\n"
        ),
        "mvn mvnw mvnd gradle gradlew sbt ant bazel bazelisk buck2 pants mill": _of(
            "values -f --file -P --activate-profiles -pl --projects -D -b --build-file -p --project-dir -I --init-script -x --exclude-task -T -s : *\n"
            "read : dependency:tree | dependency:list | help:effective-pom | help | tasks | dependencies | projects | properties | query | cquery | aquery | info | version | --status | versions:display-dependency-updates | validate\n"
            "delete file reversible +rebuildable @=build : clean\n"
            "send release costly several +shared @=artifact : deploy | publish | release:perform | publishToMavenCentral | uploadArchives\n"
            "delete database irreversible environment @=database : flyway:clean | flywayClean | liquibase:dropAll | dropAll\n"
            "call target : *\n", inert="--help --version -version -v -h -help",
        ),
    }
)  # fmt: skip
