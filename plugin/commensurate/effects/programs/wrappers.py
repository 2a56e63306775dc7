"""Programs that run another command: what stands before the command, and what they change about where it runs.

Sources: POSIX.1-2024, the manuals of GNU coreutils 9.5, util-linux 2.40, sudo 1.9, OpenDoas 6.8, shadow 4.15,
strace 6, systemd 256, moreutils, and of the named launchers.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.code_unseen import executes
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import file_reading
from commensurate.effects.programs.prefixes import (
    PRINTS,
    Prefix,
    assigned,
    cut,
    prefix,
    scene_under,
    shell_from_stdin,
)
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word, opaque
from commensurate.effects.table import Usage, each
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait


def _env(command: Command) -> Reading:
    """`env`: prints the environment, or runs a command in another."""
    found = cut(command.arguments, names("-u --unset -C --chdir -S --split-string -a --argv0 -P"))
    if found.flags.keys() & PRINTS:
        return NOTHING
    scene = scene_under(Prefix(places=names("-C --chdir")), found, command.scene)
    if found.rest and found.rest[0].text == "-":
        # The old way to write -i.
        return _env(replace(command, words=(command.words[0], *found.rest[1:]), scene=scene))
    scene, rest = assigned(found.rest, scene)
    split = [word.text for name in ("-S", "--split-string") for word in found.flags.get(name, ())]
    if split:
        text = " ".join([*split, *(word.text for word in rest)])
        return Reading(nested=(Nested(Language.SHELL, scene, text, stdin=command.stdin),))
    if not rest:
        resource = Resource(ResourceKind.SETTING, "the environment")
        look = Effect(
            Operation.READ, resource, Reversibility.REVERSIBLE, BlastRadius.ONE, command.evidence, scene.environment
        )
        return Reading((look,))
    return Reading(nested=(Nested(Language.SHELL, scene, words=rest, stdin=command.stdin),))


_SUDO_VALUES = names(
    "-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -R --chroot -r --role -t --type -T"
    " --command-timeout -U --other-user -a --auth-type -c --login-class"
)


def _sudo(command: Command) -> Reading:
    """`sudo`: another user's rights; `-e` edits files."""
    found = cut(command.arguments, _SUDO_VALUES)
    flags = found.flags
    if flags.keys() & (PRINTS | names("-l --list -v --validate -k --reset-timestamp -K -V")) and not found.rest:
        return NOTHING
    scene = scene_under(Prefix(places=names("-D --chdir"), elevates=True), found, command.scene)
    scene, rest = assigned(found.rest, scene)
    if flags.keys() & {"-e", "--edit"}:
        return file_reading(Operation.UPDATE, rest, replace(command, scene=scene))
    if not rest:
        return shell_from_stdin(command, scene) if flags.keys() & names("-s --shell -i --login") else NOTHING
    return Reading(nested=(Nested(Language.SHELL, scene, words=rest, stdin=command.stdin),))


_SU_VALUES = names("-c --command -s --shell -g --group -G --supp-group -w --whitelist-environment -C")


def _su(command: Command) -> Reading:
    """`su [-] [user] -c 'text'`: options may stand after the user."""
    scene = replace(command.scene, elevated=True)
    words = command.arguments
    texts: list[Word] = []
    rest: list[Word] = []
    while words:
        found = cut(words, _SU_VALUES)
        texts += [word for name in ("-c", "--command", "-C") for word in found.flags.get(name, ())]
        if found.flags.keys() & PRINTS:
            return NOTHING
        rest += found.rest[:1]
        words = found.rest[1:]
    if texts:
        carried = (Nested(Language.SHELL, scene, word.text, stdin=command.stdin) for word in texts)
        return Reading(nested=tuple(carried))
    return shell_from_stdin(command, scene)


def _runuser(command: Command) -> Reading:
    """`runuser -u user command`, or the same as su."""
    found = cut(command.arguments, _SU_VALUES | names("-u --user"))
    if not found.flags.keys() & names("-u --user"):
        return _su(command)
    scene = replace(command.scene, elevated=True)
    if not found.rest:
        return shell_from_stdin(command, scene)
    return Reading(nested=(Nested(Language.SHELL, scene, words=found.rest, stdin=command.stdin),))


def _flock(command: Command) -> Reading:
    """`flock FILE command`, `flock FILE -c 'text'`."""
    found = cut(command.arguments, names("-w --wait --timeout -E --conflict-exit-code"), 1)
    inner = cut(found.rest, names("-c --command"))
    text = inner.flags.get("-c", inner.flags.get("--command", ()))
    if text:
        return Reading(nested=(Nested(Language.SHELL, command.scene, text[0].text, stdin=command.stdin),))
    if not inner.rest:
        return NOTHING
    return Reading(nested=(Nested(Language.SHELL, command.scene, words=inner.rest, stdin=command.stdin),))


def _script(command: Command) -> Reading:
    """`script -c 'text' FILE`; on BSD `script FILE command`. The file is written."""
    found = cut(command.arguments, names("-c --command -E --echo -I -O -B -T -o --log-out --log-in --log-io -t -F"))
    text = found.flags.get("-c", found.flags.get("--command", ()))
    carried = [Nested(Language.SHELL, command.scene, word.text, stdin=command.stdin) for word in text]
    if found.rest[1:]:
        carried.append(Nested(Language.SHELL, command.scene, words=found.rest[1:], stdin=command.stdin))
    target = found.rest[:1] or (Word("typescript"),)
    return file_reading(Operation.UPDATE, target, command, overwrites=True) + Reading(nested=tuple(carried))


def _launcher(command: Command) -> Reading:
    """Launchers that fill the environment: `op run -- command`, `aws-vault exec NAME -- …`.

    The names before the command (profile, config) say which world it works on. Their other subcommands are opaque.
    """
    words = command.arguments
    marks = [index for index, word in enumerate(words) if word.text == "--"]
    before = words[: marks[0]] if marks else words
    if not marks:
        return opaque(
            f"{command.program}: without a command", executes(command.program, command.scene, command.evidence)
        )
    world = environment_of(*(word.text for word in before))
    scene = replace(command.scene, environment=stricter(command.scene.environment, world))
    return Reading(nested=(Nested(Language.SHELL, scene, words=words[marks[0] + 1 :], stdin=command.stdin),))


def _direnv(command: Command) -> Reading:
    """`direnv exec FOLDER command`; `direnv allow` lets a folder's file run at every entry."""
    words = command.arguments
    if words[:1] and words[0].text == "exec":
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=words[2:], stdin=command.stdin),))
    if words[:1] and words[0].text in ("allow", "permit", "grant"):
        name = words[1].text if words[1:] else ".envrc"
        return Reading((executes(name, command.scene, command.evidence, Trait.PERSISTENT),))
    return NOTHING


PROGRAMS: Mapping[str, Usage] = each(
    {
        "env": Usage(reader=_env),
        "genv": Usage(reader=_env),
        "sudo": Usage(reader=_sudo),
        "doas": prefix("-C -u -a", inert="-L", elevates=True, alone=True),
        "pkexec": prefix("--user", elevates=True),
        "su": Usage(reader=_su),
        "runuser": Usage(reader=_runuser),
        "sg": prefix(text="-c", skips=1),
        "gosu su-exec setuidgid chpst": prefix("-u", skips=1),
        "setpriv": prefix("--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig"),
        "timeout gtimeout": prefix("-k --kill-after -s --signal", skips=1),
        "nice gnice": prefix("-n --adjustment"),
        "ionice": prefix("-c --class -n --classdata", inert="-p --pid -P -u"),
        "chrt": prefix("-T -P -D", inert="-p --pid -m --max", skips=1),
        "taskset": prefix("", inert="-p --pid", skips=1),
        "numactl": prefix(
            "-i --interleave -m --membind -N --cpunodebind -C --physcpubind -p --preferred", inert="-s -H"
        ),
        "prlimit": prefix("-o --output", inert="-p --pid"),
        "cpulimit": prefix("-l --limit -e --exe", inert="-p --pid"),
        "cgexec": prefix("-g"),
        "trickle": prefix("-d -u -t -l -n -w"),
        "faketime": prefix("-f -m", skips=1),
        "command builtin exec noglob nocorrect": prefix("-a"),
        "eval": prefix(joins=True),
        "nohup setsid unbuffer chronic ifne rlwrap winpty busybox toybox dumb-init fakeroot catchsegv linux32 linux64"
        " torify tsocks": prefix(""),
        "arch": prefix("-e -d"),
        "tini": prefix("-p -e"),
        "stdbuf gstdbuf": prefix("-i --input -o --output -e --error"),
        "time gtime": prefix("-f --format -o --output"),
        "script": Usage(reader=_script),
        "flock": Usage(reader=_flock),
        "lockf": prefix("-t", skips=1),
        "chroot arch-chroot": prefix("--userspec --groups -u -g", skips=1, elevates=True, alone=True),
        "unshare": prefix("-S --setuid -G --setgid -R --root -w --wd --propagation --map-user --map-group", alone=True),
        "nsenter": prefix("-t --target -S --setuid -G --setgid", elevates=True, alone=True),
        "capsh": prefix("", text="-c"),
        "strace ltrace dtruss truss ktrace": prefix("-e -o -s -u -E -P -I -O -S -a -b -X -n -w -x", inert="-p -h -V"),
        "valgrind": prefix(""),
        "perf": prefix("-e -o -c -F -g", skips=1),
        "caffeinate": prefix("-t -w"),
        "proxychains proxychains4": prefix("-f"),
        "torsocks": prefix("-u -p -a -P"),
        "dbus-run-session": prefix("--config-file --dbus-daemon"),
        "dbus-launch": prefix("--config-file"),
        "xvfb-run": prefix("-e --error-file -f --auth-file -n --server-num -p --xauth-protocol -s --server-args -w"),
        "firejail": prefix(""),
        "systemd-inhibit": prefix("--what --who --why --mode", inert="--list"),
        "systemd-run": prefix(
            "-p --property -u --unit --slice --description -E --setenv --uid --gid --nice -M --machine -H --host"
            " --working-directory --on-active --on-boot --on-calendar --on-unit-active --timer-property --service-type",
            inert="-h",
        ),
        "watchexec": prefix("-e --exts -w --watch -f --filter -i --ignore -s --signal -d --debounce", joins=True),
        "nodemon": prefix("-e --ext -w --watch -i --ignore -d --delay", text="-x --exec"),
        "direnv": Usage(reader=_direnv),
        "aws-vault dotenvx dotenv dotenv-cli aws-okta saml2aws teller summon envconsul": Usage(reader=_launcher),
        "envchain": prefix("", skips=1, worlds="skipped"),
        "env-cmd": prefix("-f --file -e --environments -r --rc-file"),
        "cross-env": prefix("", assigns=True),
        "cross-env-shell": prefix("", assigns=True, joins=True),
        "with-contenv": prefix(""),
        "sshpass": prefix("-p -f -d -P"),
    }
)
