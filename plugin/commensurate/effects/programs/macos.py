"""macOS's own administration tools.

Sources: the macOS 15 manual pages: defaults(1), dscl(1), scutil(8), networksetup(8), pmset(1), launchctl(1), spctl(8),
codesign(1), softwareupdate(8), systemsetup(8), nvram(8), csrutil(8), profiles(1), mdutil(1), sips(1), plutil(1), tccutil(1).
"""

from commensurate.effects.grammar import grammar
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_reading
from commensurate.effects.reading import Command, Language, Nested, Reading
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    LOOKS,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    effects_of,
    grants,
    reads,
    stops,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait

FILE, SETTING, SYSTEM = ResourceKind.FILE, ResourceKind.SETTING, ResourceKind.SYSTEM

_DEFAULTS = """
values -app -host : *
read : read | read-type | domains | find | help | export
update setting reversible @args : write | rename | import
delete setting costly @args : delete | delete-all
"""
_DSCL = """
values -u -P -f : *
read : * -read/read/-list/list/ls/cat/-search/search/-readall/readall/-readpl/-diff/-ls/-cat
create user costly @rest : * -create/create/-append/append/-mk/mk/-createpl
update secret costly @rest : * -passwd/passwd
update user costly @rest : * -change/change/-changei/-merge/merge
delete user irreversible @rest : * -delete/delete/-deletepl/-rm/rm
"""
_LAUNCHCTL = """
read : list | print | print-cache/print-disabled/print-token | plist | procinfo | hostinfo | resolveport | blame | dumpstate | dumpjpcategory | managerpid/manageruid/managername | error | variant | version | help | getenv | examine | dumpstate
stop service costly @args : unload | stop | remove | bootout | disable | kill
update service reversible +persistent +opaque @args : load | bootstrap | submit
update service reversible @args : enable
update service reversible @args : start | kickstart | attach | debug | asuser | bsexec
update setting reversible @args : setenv | unsetenv | config
stop system costly environment +system @=machine : reboot
"""
_NETWORKSETUP_READS = ("-get", "-list", "-show", "-is", "-printcommands", "-help", "-version", "-validate")


def _networksetup(command: Command) -> Reading:
    first = command.arguments[0].text.lower() if command.arguments else "-help"
    looks = first.startswith(_NETWORKSETUP_READS)
    removes = first.startswith(("-remove", "-delete", "-disable"))
    part = (
        reads(ResourceKind.NETWORK)
        if looks
        else (deletes if removes else updates)(ResourceKind.NETWORK, "=" + first.lstrip("-"), COSTLY)
    )
    return Reading(effects_of(part, Options({}, ()), command))


def _systemsetup(command: Command) -> Reading:
    first = command.arguments[0].text.lower() if command.arguments else "-help"
    part = (
        reads()
        if first.startswith(("-get", "-list", "-print", "-help", "-version"))
        else updates(SYSTEM, "=" + first.lstrip("-"), COSTLY, SEVERAL, Trait.SYSTEM)
    )
    return Reading(effects_of(part, Options({}, ()), command))


def _xcrun(command: Command) -> Reading:
    """`xcrun tool args`: the rest is one more command; `--find` and its like only show."""
    words = command.arguments
    start = 0
    while start < len(words) and words[start].text.startswith("-"):
        if words[start].text not in (
            "--sdk",
            "-sdk",
            "--toolchain",
            "-toolchain",
            "-r",
            "--run",
            "-v",
            "--verbose",
            "-l",
            "--log",
        ):
            return Reading(effects_of(reads(), Options({}, ()), command))
        start += 2 if words[start].text.endswith(("sdk", "toolchain")) else 1
    return Reading(nested=(Nested(Language.SHELL, command.scene, words=words[start:]),)) if words[start:] else Reading()


def _sips(command: Command) -> Reading:
    options = split(
        command.arguments,
        (
            "-g",
            "--getProperty",
            "-o",
            "--out",
            "-s",
            "--setProperty",
            "-x",
            "--extractProfile",
            "-z",
            "-Z",
            "-r",
            "--rotate",
            "-f",
            "--flip",
            "-c",
            "-m",
            "-e",
        ),
        single_dash_long=True,
    )
    out = (
        options.flags.get("-o", ())
        + options.flags.get("--out", ())
        + options.flags.get("-x", ())
        + options.flags.get("--extractProfile", ())
    )
    if options.has("-g", "--getProperty", "--verify", "-h", "--help", "--formats", "-1", "-v"):
        return file_reading(Operation.READ, options.positionals, command)
    return file_reading(Operation.UPDATE, out or options.positionals[-1:], command, overwrites=True)


_PLUTIL = use(
    case(reads(FILE, "args"), when="-p -lint -help -extract -type", unless="-o"), case(updates(FILE, "-o"), when="-o"), updates(FILE, "last"),
    values="-o -e -extract -type -convert -insert -replace -remove", single_dash_long=True,
)  # fmt: skip
_PMSET = use(
    case(reads(), when="-g"),
    case(stops(SYSTEM, "=machine", COSTLY, ENVIRONMENT, Trait.SYSTEM), first="sleepnow displaysleepnow"),
    updates(SYSTEM, "=power", COSTLY),
)

PROGRAMS = each(
    {
        "defaults": Usage(reader=grammar(_DEFAULTS.replace("", ""), inert="--help", verbs=None)),
        "dscl": Usage(reader=grammar(_DSCL, verbs=None)),
        "sysadminctl": use(case(deletes(ResourceKind.USER, "-deleteUser", IRREVERSIBLE, SEVERAL), when="-deleteUser"), case(updates(ResourceKind.SECRET, "-resetPasswordFor", COSTLY), when="-resetPasswordFor -newPassword"), case(grants(ResourceKind.USER, "-addUser", COSTLY, ONE, Trait.WIDENS, Trait.ELEVATED), every="-admin"), case(reads(), when="-secureTokenStatus -screenLock -h"), updates(ResourceKind.USER, "args", COSTLY), values="-deleteUser -addUser -password -fullName -resetPasswordFor -newPassword -UID -home -shell -adminUser -adminPassword -secureTokenStatus", single_dash_long=True),
        "dseditgroup dsenableroot createhomedir": use(case(grants(ResourceKind.USER, "args", COSTLY, ONE, Trait.WIDENS, Trait.ELEVATED), every="-a", first="admin wheel staff_"), case(reads(), when="-o_ -h"), case(reads(), first="read checkmember"), updates(ResourceKind.USER, "args", COSTLY)),
        "dscacheutil": use(case(reads(), when="-q -cachedump -statistics -configuration"), updates(ResourceKind.CACHE, "=directory cache"), single_dash_long=True),
        "launchctl": Usage(reader=grammar(_LAUNCHCTL, inert="--help", verbs=Coverage.PARTIAL)),
        "networksetup": Usage(reader=_networksetup),
        "systemsetup": Usage(reader=_systemsetup),
        "scutil": use(case(updates(SYSTEM, "=name", COSTLY), when="--set --renew --prefs"), case(reads(), when="--get --dns --proxy --nwi -r -w --nc --allow-new-interfaces --snapshot"), updates(SYSTEM, "=configuration", REVERSIBLE), values="--get --set -r -w --nc --renew --prefs"),
        "pmset": _PMSET,
        "spctl": use(
            case(updates(ResourceKind.POLICY, "=Gatekeeper", COSTLY, ENVIRONMENT, Trait.BYPASS, Trait.SYSTEM), when="--master-disable --global-disable --disable --remove"),
            case(reads(FILE, "args"), when="--assess -a --status --list -v --verbose --test-devid-status", unless="--add --enable"), updates(ResourceKind.POLICY, "=Gatekeeper", COSTLY), values="-t --type --label",
        ),
        "csrutil": use(case(updates(ResourceKind.POLICY, "=system integrity", COSTLY, ENVIRONMENT, Trait.BYPASS, Trait.SYSTEM), first="disable clear authenticated-root netboot"), case(reads(), first="status report"), updates(ResourceKind.POLICY, "=system integrity", REVERSIBLE)),
        "nvram": use(case(deletes(SYSTEM, "=nvram", IRREVERSIBLE, SEVERAL), when="-c -d"), case(reads(), when="-p -x -xp"), updates(SYSTEM, "args", COSTLY)),
        "bless kextload kextunload kextcache kmutil systemkextsctl systemextensionsctl": use(case(reads(), when="--info --getBoot"), case(reads(), first="list showloaded inspect"), updates(SYSTEM, "args", COSTLY, SEVERAL, Trait.SYSTEM)),
        "softwareupdate": use(case(updates(ResourceKind.POLICY, "=software update", COSTLY, SEVERAL, Trait.BYPASS, Trait.SYSTEM), when="--schedule", first="off"), case(reads(), when="-l --list --history --list-full-installers --schedule"), creates(ResourceKind.PACKAGE, "=system update", COSTLY, SEVERAL, Trait.SYSTEM)),
        "profiles": use(case(reads(), first="list show status help version validate"), case(reads(), when="-L -P -S -H"), case(deletes(ResourceKind.POLICY, "=profile", COSTLY, SEVERAL), first="remove"), updates(ResourceKind.POLICY, "=profile", COSTLY)),
        "tccutil": use(deletes(ResourceKind.PERMISSION, "rest", COSTLY, SEVERAL)),
        "fdesetup": use(case(updates(ResourceKind.POLICY, "=FileVault", COSTLY, ENVIRONMENT, Trait.BYPASS, Trait.SYSTEM), first="disable removerecovery remove"), case(reads(), first="status list isactive showdeferralinfo version hasinstitutionalrecoverykey haspersonalrecoverykey"), updates(ResourceKind.POLICY, "=FileVault", COSTLY, SEVERAL)),
        "pwpolicy": use(case(updates(ResourceKind.POLICY, "=passwords", COSTLY, ENVIRONMENT, Trait.BYPASS, Trait.SYSTEM), first="clearaccountpolicies -clearaccountpolicies"), case(updates(ResourceKind.POLICY, "=passwords", COSTLY, ENVIRONMENT, Trait.BYPASS, Trait.SYSTEM), when="-clearaccountpolicies -disableuser"), reads(), single_dash_long=True),
        "startosinstall": use(case(deletes(ResourceKind.DISK, "=startup disk", IRREVERSIBLE, ENVIRONMENT), when="--eraseinstall"), creates(ResourceKind.PACKAGE, "=macOS", COSTLY, SEVERAL, Trait.SYSTEM)),
        "mdutil": use(case(deletes(ResourceKind.INDEX, "args", COSTLY), when="-E -X"), case(updates(SETTING, "args"), when="-i -d"), reads(), values="-i"),
        "mdimport": use(case(reads(), when="-A -L -X -t -e"), updates(ResourceKind.INDEX, "args"), values="-d -o"),
        "codesign": use(
            case(updates(FILE, "args", REVERSIBLE, ONE, Trait.OVERWRITES), when="-s --sign --remove-signature -f --force"), reads(FILE, "args"), values="-s --sign -i --identifier -o --options --entitlements -r",
        ),
        "productsign notarytool altool stapler xcodebuild pkgbuild productbuild": use(case(reads(), first="history info log validate"), case(reads(), when="-list -showsdks -version -showBuildSettings"), updates(FILE, "args"), single_dash_long=True),
        "xcrun": Usage(reader=_xcrun),
        "xcode-select": use(case(reads(), when="-p --print-path -v --version -h"), updates(SETTING, "=xcode")),
        "simctl": use(case(reads(), first="list help getenv"), case(deletes(ResourceKind.INSTANCE, "rest", IRREVERSIBLE), first="delete erase"), updates(ResourceKind.INSTANCE, "rest")),
        "sips": Usage(reader=_sips),
        "qlmanage": use(case(updates(FILE, "-o"), when="-o"), case(updates(ResourceKind.CACHE, "=previews"), when="-r"), reads(FILE, "args"), values="-o -s -c"),
        "textutil": use(case(reads(FILE, "args"), when="-info -stdout"), updates(FILE, "last"), values="-convert -output -format", single_dash_long=True),
        "plutil": _PLUTIL,
        "pkgutil": use(case(deletes(ResourceKind.PACKAGE, "args", COSTLY), when="--forget --unlink"), case(creates(FILE, "last"), when="--expand --flatten --expand-full"), reads()),
        "installer": use(case(reads(), when="-pkginfo -volinfo -dominfo -query -showChoicesXML"), creates(ResourceKind.PACKAGE, "-pkg", REVERSIBLE, ONE, Trait.SYSTEM), values="-pkg -target", single_dash_long=True),
        "mas": use(case(reads(), first="list search info outdated account version home"), case(deletes(ResourceKind.PACKAGE, "rest", COSTLY), first="uninstall"), creates(ResourceKind.PACKAGE, "rest")),
        "sample spindump leaks heap vmmap": use(case(reads(ResourceKind.PROCESS), updates(FILE, "-file -o"), when="-file -o"), reads(ResourceKind.PROCESS), values="-file -o", single_dash_long=True),
        "log": use(case(deletes(ResourceKind.LOG, "=system log", IRREVERSIBLE, SEVERAL, Trait.HIDES), first="erase"), case(reads(), first="show stream stats help"), updates(ResourceKind.LOG, "=configuration")),
        "ipconfig": use(case(updates(ResourceKind.CACHE, "=names"), first="/flushdns /registerdns"), case(reads(), first="getifaddr getpacket getsummary getoption getiflist waitall ifcount getdhcpduid getv6packet /all /displaydns"), case(reads(), most=0), updates(ResourceKind.NETWORK, "args", COSTLY)),
        "kextstat hostinfo machine tmdiagnose latency powermetrics": LOOKS,
    }
)  # fmt: skip
