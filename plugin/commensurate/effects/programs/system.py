"""The machine: processes, services, power, schedules, users, settings, logs.

Sources: systemd 256 (systemctl, journalctl, loginctl, hostnamectl, timedatectl, shutdown), procps-ng, psmisc, shadow-utils,
cron and at, sysctl(8), kmod, SysV init, logrotate(8), OpenRC, runit, supervisor, PM2, dconf, gsettings.
"""

import re

from commensurate.effects.grammar import grammar
from commensurate.effects.options import Options, split
from commensurate.effects.paths import resolve
from commensurate.effects.reading import KEPT_LINES, NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    LOOKS,
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
    reads,
    runs,
    stops,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import ResourceKind, Trait

PROCESS, SERVICE, SYSTEM, USER, LOG = (
    ResourceKind.PROCESS,
    ResourceKind.SERVICE,
    ResourceKind.SYSTEM,
    ResourceKind.USER,
    ResourceKind.LOG,
)
SCHEDULE, SETTING, PERMISSION = ResourceKind.SCHEDULE, ResourceKind.SETTING, ResourceKind.PERMISSION

POWER = stops(SYSTEM, "=machine", COSTLY, ENVIRONMENT, Trait.SYSTEM)
_KILLS = stops(PROCESS, "args", COSTLY, SEVERAL)
_CLEARS_LOG = deletes(LOG, "=journal", IRREVERSIBLE, SEVERAL, Trait.HIDES)


def _one(command: Command, part: Does, *words: Word) -> Reading:
    return Reading(effects_of(part, Options({}, words), command))


_HARMLESS_SIGNALS = frozenset(
    [
        "0",
        "WINCH",
        "CONT",
        "18",
        "URG",
        "23",
        "HUP",
        "1",
        "USR1",
        "USR2",
        "10",
        "12",
        "CHLD",
        "17",
        "28",
        "SIGCONT",
        "SIGHUP",
        "SIGUSR1",
        "SIGUSR2",
        "SIGWINCH",
    ]
)


_GUARDS = re.compile(r"\b(?:commensurate|cc-safety-net|destructive_command_guard|shellfirm|tirith|llamafirewall)\b")
_LISTS_ALL = re.compile(r"(?:\$\(|`)\s*ps\s(?:(?!grep|/[^/]+/|pgrep|-C|-p|--pid)[^)`])*[)`]")
"""`$(ps aux | awk '{print $2}')`: every process that there is, for nothing is picked."""


def _kill(command: Command) -> Reading:
    """`kill PID`: one process; -1 is every process, a minus before a number a whole group."""
    signal, targets = "TERM", []
    words = list(command.arguments)
    while words:
        word = words.pop(0)
        text = word.text
        if text in ("-l", "-L", "--list", "--table", "--help", "--version"):
            return NOTHING
        if text in ("-s", "-n", "--signal", "-q", "--queue") and words:
            signal = words.pop(0).text
        elif text.startswith("--signal="):
            signal = text[9:]
        elif text == "--":
            targets += words
            break
        elif (text.startswith("-") and not targets and signal == "TERM" and text != "-1") or re.fullmatch(
            r"--?(?:SIG)?[A-Z]+\d?", text
        ):
            signal = text.lstrip("-")
        elif text == "-1" and not targets and signal == "TERM" and any(not w.text.startswith("-") for w in words):
            signal = "1"
        else:
            targets.append(word)
    everyone = [word for word in targets if word.text in ("-1", "0", "1") or _LISTS_ALL.fullmatch(word.text)]
    if everyone:
        return _one(command, stops(PROCESS, "args", COSTLY, ENVIRONMENT, Trait.UNBOUNDED, Trait.SYSTEM), *everyone)
    several = len(targets) > 3 or any(word.text.startswith("-") for word in targets)
    how = REVERSIBLE if signal in _HARMLESS_SIGNALS or signal in ("STOP", "19", "TSTP") else COSTLY
    effects = tuple(
        e
        for word in targets
        for e in effects_of(stops(PROCESS, "args", how, SEVERAL if several else ONE), Options({}, (word,)), command)
    )
    return Reading(effects)


def _killall(command: Command) -> Reading:
    """By name: all that bear it."""
    given = [
        word
        for word in command.arguments
        if re.fullmatch(r"-(?:\d+|(?:SIG)?[A-Z]+\d?)", word.text) and len(word.text) > 2
    ]
    options = split(
        tuple(word for word in command.arguments if word not in given),
        [
            "-u",
            "--user",
            "-s",
            "--signal",
            "-o",
            "-y",
            "-n",
            "--ns",
            "-g",
            "-G",
            "-P",
            "-t",
            "--pgroup",
            "--session",
            "-F",
            "--pidfile",
        ],
    )
    if options.has("-l", "--list", "-V", "--version", "--help", "-0"):
        return NOTHING
    names = options.positionals or tuple(
        w for n in ("-u", "--user", "-t", "-g", "-P") for w in options.flags.get(n, ())
    )
    signal = options.value("-s", "--signal") or (given[0].text.lstrip("-") if given else "")
    part = stops(PROCESS, "args", REVERSIBLE if signal in _HARMLESS_SIGNALS else COSTLY, SEVERAL)
    if any(_GUARDS.search(word.text.lower()) for word in options.positionals):
        return _one(command, stops(ResourceKind.GUARD, "args", COSTLY, SEVERAL), *options.positionals)
    whose = options.has("-u", "--user", "-U", "--euid") and not options.positionals
    if whose or command.program == "killall5" or any(word.text in (".", ".*", "") for word in options.positionals):
        part = stops(PROCESS, "args", COSTLY, ENVIRONMENT, Trait.UNBOUNDED, Trait.FORCED)
    return _one(command, part, *(names or (Word("every process"),)))


_SYSTEMCTL = """
values -t --type -H --host -M --machine -p --property -s --signal --kill-whom --kill-who -n --lines -o --output --state --root --job-mode
    --what --when --message --boot-loader-menu --timestamp --preset-mode : *
read : status | show | cat | list-units/list-unit-files/list-timers/list-sockets/list-jobs/list-dependencies/list-machines/list-paths/list-automounts
read : is-active/is-enabled/is-failed/is-system-running | get-default | help | show-environment | whoami | version | log
stop service costly @args : stop | disable | mask | kill | clean | freeze | cancel
update service reversible @args : start | restart | reload | try-restart | reload-or-restart/try-reload-or-restart/condrestart/force-reload | reset-failed | thaw | unmask | revert | daemon-reload/daemon-reexec | import-environment
update service reversible @args : enable | reenable
update service reversible +persistent @args : preset | link | add-wants/add-requires | edit | set-property | service-log-level | bind | mount-image | preset-all
update system costly several : set-default | set-environment/unset-environment
stop system costly environment +system @=machine : reboot | poweroff | halt | kexec | suspend | hibernate | hybrid-sleep | suspend-then-hibernate | soft-reboot | rescue | emergency | default | exit | isolate | switch-root | sleep
"""
_SERVICE = """
read : --status-all
read : * status
stop service costly @first : * stop/force-stop/disable/zap
update service reversible @first : * start/restart/reload/force-reload/condrestart/try-restart/graceful/configtest/enable
"""
_JOURNAL = use(
    case(_CLEARS_LOG, when="--vacuum-size --vacuum-time --vacuum-files"),
    case(updates(LOG, "=journal"), when="--rotate --flush --sync --relinquish-var --smart-relinquish-var"),
    case(creates(ResourceKind.KEY, "=journal"), when="--setup-keys --update-catalog"),
    reads(LOG, "=journal"),
    values="-u --unit -n --lines -o --output -p --priority -S --since -U --until -t --identifier -g --grep -D --directory --file -M --vacuum-size --vacuum-time --vacuum-files --user-unit -F --field",
)
_LOGINCTL = """
read : list-sessions/list-users/list-seats | session-status/show-session/user-status/show-user/seat-status/show-seat | version
stop process costly several +forced @args : terminate-session/terminate-user/terminate-seat | kill-session/kill-user
update setting @args : enable-linger/disable-linger | lock-session/unlock-session/lock-sessions/unlock-sessions | activate | attach | flush-devices
"""
_CTL = """
read : status | show | timesync-status | show-timesync | list-timezones | list-locales | list-keymaps | list | version
update system costly +system @args : set-time | set-timezone | set-ntp | set-local-rtc | set-hostname/hostname | set-icon-name | set-chassis | set-location | set-deployment | set-locale | set-keymap | set-x11-keymap
"""
_SUPERVISOR = """
values -n --name -i -c -u -p -s : *
read : status | list/ls/l/jlist/prettylist | info/describe/show | logs | monit | tail | pid | avail | version | maintail | conf | env | id | report | ping | help
stop service costly @args : stop | kill | shutdown | down | exit
stop service costly several : delete/del | stop all | remove
delete log irreversible several +hides : flush | clear
update service reversible @args : restart | reload | start | update | reread | add | signal | scale | reset | gracefulReload | up | once | save | resurrect
update service reversible +persistent : startup | unstartup | enable
"""


def _crontab(command: Command) -> Reading:
    """`-l` lists, `-r` deletes all of it; a file (or `-`) replaces all of it."""
    options = split(command.arguments, ("-u",))
    whose = options.value("-u") or "crontab"
    if options.has("-l", "-T", "--help", "-V"):
        return NOTHING
    if options.has("-r"):
        return _one(command, deletes(SCHEDULE, "args", IRREVERSIBLE, SEVERAL), Word(whose))
    found = _one(command, updates(SCHEDULE, "args", COSTLY, SEVERAL, Trait.PERSISTENT, Trait.OVERWRITES), Word(whose))
    if options.has("-e") or not options.positionals:
        return (
            _one(command, updates(SCHEDULE, "args", COSTLY, ONE, Trait.PERSISTENT), Word(whose))
            if options.has("-e")
            else found
        )
    fed = options.positionals[0].text == "-"
    text = command.stdin.text if command.stdin is not None else None
    if not fed:
        text = command.scene.files.get(resolve(options.positionals[0], command.scene) or "")
    if text is None:
        where = "are not known" if fed else "are in a file"
        return found + Reading(
            coverage=Coverage.OPAQUE if fed else Coverage.PARTIAL, notes=(f"crontab: its lines {where}",)
        )
    if KEPT_LINES in text:
        found = _one(command, updates(SCHEDULE, "args", COSTLY, ONE, Trait.PERSISTENT), Word(whose))
    return found + Reading(nested=tuple(Nested(Language.SHELL, command.scene, line) for line in _cron_lines(text)))


def _cron_lines(text: str) -> list[str]:
    found = [
        re.match(r"\s*(?:@\w+|(?:[\d*/,A-Za-z-]+\s+){5})\s*(.+)", line)
        for line in text.splitlines()
        if "=" not in line.split(" ")[0]
    ]
    return [match[1] for match in found if match is not None]


def _sysctl(command: Command) -> Reading:
    options = split(command.arguments, ("-p", "-r", "--pattern", "-f"))
    sets = options.has("-w", "--write", "-p", "--load", "--system", "-f") or any(
        "=" in word.text for word in options.positionals
    )
    if not sets:
        return _one(command, reads(SETTING))
    return _one(
        command, updates(SYSTEM, "args", COSTLY, SEVERAL, Trait.SYSTEM), *(options.positionals or (Word("sysctl"),))
    )


def _shutdown(command: Command) -> Reading:
    options = split(command.arguments, ("-t", "/t", "/c", "/m"))
    texts = {word.text for word in command.arguments}
    if options.has("-c", "--help", "--show") or texts & {"/a", "-a", "/?", "--wtmp-only", "-w"}:
        return NOTHING
    return _one(command, POWER)


def _init(command: Command) -> Reading:
    levels = [word.text for word in command.arguments if not word.text.startswith("-")]
    if levels and levels[0] in ("0", "6", "1", "s", "S"):
        return _one(command, POWER)
    return _one(command, updates(SYSTEM, "=init", COSTLY, SEVERAL, Trait.SYSTEM)) if levels else NOTHING


def _dconf(command: Command) -> Reading:
    words = [word.text for word in command.arguments if not word.text.startswith("-")]
    verb = words[0] if words else ""
    if verb in (
        "read",
        "list",
        "dump",
        "watch",
        "help",
        "get",
        "list-schemas",
        "list-keys",
        "list-recursively",
        "range",
        "describe",
        "monitor",
        "writable",
        "list-children",
        "list-relocatable-schemas",
        "info",
        "--query",
        "",
    ):
        return NOTHING
    resets = verb in ("reset", "reset-recursively", "load")
    return _one(command, updates(SETTING, "rest", COSTLY if resets else REVERSIBLE), *command.arguments)


PROGRAMS = each(
    {
        "kill": Usage(reader=_kill),
        "killall pkill skill killall5 xkill": Usage(reader=_killall),
        "renice": use(updates(PROCESS, "args"), values="-n -p -g -u"),
        "systemctl": Usage(reader=grammar(_SYSTEMCTL, inert="--help --version -h", verbs=None)),
        "service invoke-rc.d rc-service": Usage(reader=grammar(_SERVICE, inert="--help --version", verbs=Coverage.PARTIAL)),
        "update-rc.d chkconfig rc-update sysv-rc-conf insserv": use(case(reads(), when="--list"), case(stops(SERVICE, "args", COSTLY), first="-f del"), updates(SERVICE, "args", REVERSIBLE, ONE, Trait.PERSISTENT)),
        "initctl sv rc-status svc openrc s6-svc": Usage(reader=grammar(_SUPERVISOR, inert="--help --version", verbs=Coverage.PARTIAL)),
        "start stop restart reload": use(case(reads(), most=0), stops(SERVICE, "args", COSTLY)),
        "supervisorctl pm2 forever monit circusctl": Usage(reader=grammar(_SUPERVISOR, inert="--help --version", verbs=Coverage.PARTIAL)),
        "apachectl apache2ctl httpd nginx haproxy": use(
            case(reads(), when="-t -T -V -v -S -M -h -?"), case(reads(), first="configtest status fullstatus"), case(stops(SERVICE, "=web server", COSTLY), first="stop graceful-stop"),
            case(updates(SERVICE, "=web server"), when="-s", first="reload reopen"), case(stops(SERVICE, "=web server", COSTLY), when="-s"), updates(SERVICE, "=web server"), values="-c -p -k -g -f",
        ),
        "journalctl": _JOURNAL,
        "loginctl": Usage(reader=grammar(_LOGINCTL, inert="--help --version", verbs=Coverage.PARTIAL)),
        "hostnamectl timedatectl localectl": Usage(reader=grammar(_CTL, inert="--help --version", verbs=Coverage.PARTIAL)),
        "machinectl resolvectl networkctl bootctl coredumpctl busctl systemd-analyze portablectl homectl userdbctl oomctl varlinkctl": Usage(reader=grammar(
            "read : list | status | show | info | query | statistics | dns | domain | blame | critical-chain | plot | verify | security | cat | tree | introspect | get-property | monitor | dump | unit-files | time | calendar | timestamp | timespan | list-images | show-image | image-status | dot | condition | user | group | services | openpgp | tlsa | service\n"
            "stop instance costly @args : terminate | poweroff | reboot | kill | disable | stop\ndelete image irreversible @args : remove | clean\nupdate service : flush-caches | reset-statistics | revert | up | down | reload | reconfigure | renew | start | login | shell | enable\nupdate system costly several +system : install | update | set-default | set-oneshot | random-seed\n",
            inert="--help --version", verbs=Coverage.PARTIAL)),
        "shutdown": Usage(reader=_shutdown),
        "reboot poweroff halt": use(case(reads(), when="-w --wtmp-only --help"), POWER),
        "init telinit": Usage(reader=_init),
        "crontab fcrontab": Usage(reader=_crontab),
        "atrm": use(deletes(SCHEDULE, "args", COSTLY)),
        "atq": LOOKS,
        "anacron run-parts cron crond": use(runs(ResourceKind.CODE, "args", COSTLY, SEVERAL, Trait.OPAQUE)),
        "sysctl": Usage(reader=_sysctl),
        "modprobe insmod kmod depmod dkms": use(
            case(reads(), when="-n --dry-run -D --show-depends -c --showconfig -l"), case(reads(), first="list status static-nodes"), case(stops(SYSTEM, "args", COSTLY, SEVERAL, Trait.SYSTEM), when="-r --remove"),
            case(updates(SYSTEM, "rest", COSTLY, SEVERAL, Trait.SYSTEM), first="remove uninstall"), updates(SYSTEM, "args", COSTLY, SEVERAL, Trait.SYSTEM),
        ),
        "rmmod": use(stops(SYSTEM, "args", COSTLY, SEVERAL, Trait.SYSTEM)),
        "ldconfig": use(case(reads(), when="-p --print-cache -N"), updates(SYSTEM, "=library cache")),
        "update-grub grub-install grub-mkconfig grub2-mkconfig efibootmgr update-initramfs mkinitcpio dracut kexec grubby": use(
            case(reads(), most=0, unless="-c -o -b -B -n -D -O -N"), updates(SYSTEM, "=boot", COSTLY, ENVIRONMENT, Trait.SYSTEM), values="-b -B -L -l -d -p -o",
        ),
        "systemd-tmpfiles systemd-sysusers systemd-firstboot systemd-notify": use(case(reads(), when="--cat-config --help --dry-run"), case(deletes(ResourceKind.FILE, "=/tmp/x", REVERSIBLE), when="--clean"), case(deletes(ResourceKind.FILE, "=/run", COSTLY), when="--remove --purge"), updates(SYSTEM, "=configuration", COSTLY)),
        "logrotate": use(case(reads(), when="-d --debug --usage"), updates(LOG, "args", COSTLY), values="-s -m -l"),
        "logger": use(creates(LOG, "=syslog")),
        "auditctl": use(case(reads(), when="-l -s"), case(stops(LOG, "=audit", COSTLY, SEVERAL, Trait.HIDES), when="-e -D -d"), updates(LOG, "=audit")),
        "ausearch aureport": LOOKS,
        "lastlog2 faillog": LOOKS,
        "dconf gsettings gconftool-2 xfconf-query kwriteconfig5 kwriteconfig6": Usage(reader=_dconf),
        "xset xrandr xinput setxkbmap xmodmap xrdb xgamma xdotool wmctrl brightnessctl light amixer pactl pacmd alsactl wpctl playerctl setterm loadkeys rfkill": use(
            case(reads(), when="-q --query --list -l --print -version"), case(reads(), first="q list info get sget scontrols scontents status metadata g"), case(reads(), most=0), updates(ResourceKind.DEVICE, "=desktop"), single_dash_long=True,
        ),
        "xauth": use(case(reads(ResourceKind.SECRET, "=X authority"), first="list info"), updates(ResourceKind.SECRET, "=X authority")),
        "ipcrm": use(deletes(PROCESS, "=shared memory", COSTLY)),
        "ipcs": LOOKS,
        "hwclock ntpdate chronyc ntpq rdate": use(case(reads(), when="-r --show -q --get -v"), case(reads(), first="tracking sources sourcestats activity"), updates(SYSTEM, "=clock", COSTLY, SEVERAL, Trait.SYSTEM)),
        "tuned-adm powerprofilesctl cpupower": use(case(reads(), first="list active get frequency-info idle-info"), updates(SYSTEM, "=power", REVERSIBLE)),
        "sosreport sos": use(creates(ResourceKind.FILE, "=/tmp/sosreport")),
    }
)  # fmt: skip
