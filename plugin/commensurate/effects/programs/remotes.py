"""Commands on other machines: ssh and its relatives.

Sources: OpenSSH 9.9, mosh 1.4, PuTTY's plink, pdsh 2.35, parallel-ssh 2.3, clustershell 1.9.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.code_unseen import fed
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import surroundings
from commensurate.effects.programs.prefixes import cut, joined
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Scene, Word
from commensurate.effects.table import Usage, each
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

_SSH_VALUES = names("-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w")
_RUNS_HERE = names("proxycommand localcommand knownhostscommand")


_OPEN = re.compile(r"(?:0\.0\.0\.0|\*|\[?::\]?):\d")
"""A forwarding that listens for everyone."""


def remote(scene: Scene, host: str) -> Scene:
    """The scene on another machine: its home, nothing of the task's own, the world that its name speaks of."""
    world = stricter(scene.environment, environment_of(host))
    return replace(scene, cwd="~", home="", roots=(), host=host or "another host", environment=world, files={})


def _ssh(command: Command) -> Reading:
    """`ssh [options] host [text]`: the words are joined, and a shell over there reads them."""
    found = cut(command.arguments, _SSH_VALUES)
    if found.flags.keys() & names("-V -Q -G") or not found.rest:
        return NOTHING
    host = found.rest[0].text
    rest = cut(found.rest[1:], _SSH_VALUES)
    flags = {**rest.flags, **found.flags}
    scene = remote(command.scene, host)
    reading = _options(flags, command)
    if rest.rest:
        return reading + Reading(nested=(Nested(Language.SHELL, scene, joined(rest.rest), stdin=command.stdin),))
    if flags.keys() & names("-N -O -W"):
        return reading
    return reading + session(command, scene, host)


def session(command: Command, scene: Scene, host: str) -> Reading:
    """A shell over there: it runs what is fed, or waits for someone to type."""
    if command.stdin is not None and command.stdin.text is not None:
        return Reading(nested=(Nested(Language.SHELL, scene, command.stdin.text),))
    if command.stdin is not None:
        return fed(f"a shell on {host}", command.stdin, scene, command.evidence)
    effect = Effect(
        Operation.EXECUTE, Resource(ResourceKind.HOST, host), Reversibility.REVERSIBLE, BlastRadius.ONE,
        command.evidence, scene.environment, surroundings(scene),
    )  # fmt: skip
    return Reading((effect,), coverage=Coverage.PARTIAL)


def _options(flags: Mapping[str, tuple[Word, ...]], command: Command) -> Reading:
    """Options that run commands here, or open a way in."""
    reading = NOTHING
    for word in flags.get("-o", ()):
        name, _, value = word.text.replace("=", " ", 1).strip().partition(" ")
        if name.lower() in _RUNS_HERE and value.strip() not in ("", "none"):
            reading += Reading(nested=(Nested(Language.SHELL, command.scene, value.strip()),))
    opened = [
        *flags.get("-R", ()),
        *(word for word in flags.get("-D", ()) + flags.get("-L", ()) if _OPEN.match(word.text)),
    ]
    for word in opened:
        effect = Effect(
            Operation.GRANT, Resource(ResourceKind.NETWORK, word.text), Reversibility.COSTLY, BlastRadius.ONE,
            command.evidence, command.scene.environment, frozenset({Trait.OUTBOUND, Trait.PUBLIC}),
        )  # fmt: skip
        reading += Reading((effect,))
    return reading


def _mosh(command: Command) -> Reading:
    found = cut(command.arguments, names("--client --server --ssh --predict --family -p --port"))
    return _ssh(command.shifted((Word("ssh"), *found.rest))) if found.rest else NOTHING


def _autossh(command: Command) -> Reading:
    words = command.arguments
    rest = words[2:] if words[:1] and words[0].text == "-M" else words
    return _ssh(command.shifted((Word("ssh"), *rest)))


def _many(command: Command) -> Reading:
    """`pdsh -w hosts text`, `pssh -H 'a b' text`: one text on many machines."""
    values = names(
        "-w -x -g -X -R -l -t -u -f -h --hosts -H --host -p --par -o --outdir -e --errdir -O --options -b -c"
    )
    found = cut(command.arguments, values)
    hosts = [word.text for name in ("-w", "-H", "--host", "-h", "--hosts", "-g") for word in found.flags.get(name, ())]
    if not found.rest:
        return NOTHING
    scene = remote(command.scene, ", ".join(hosts))
    return Reading(nested=(Nested(Language.SHELL, scene, joined(found.rest), stdin=command.stdin),))


PROGRAMS: Mapping[str, Usage] = each(
    {
        "ssh slogin rsh dbclient plink tsh": Usage(reader=_ssh),
        "mosh": Usage(reader=_mosh),
        "autossh": Usage(reader=_autossh),
        "pdsh pssh parallel-ssh clush dsh": Usage(reader=_many),
    }
)
