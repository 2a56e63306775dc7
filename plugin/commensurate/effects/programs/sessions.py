"""Programs that keep, feed, repeat or postpone a shell: tmux, screen, at, expect, watch, entr, hyperfine.

Sources: the manuals of tmux 3.5, GNU screen 4.9, at 3.2, expect 5.45, procps 4, entr 5.6, hyperfine 1.19.
"""

import re
from collections.abc import Callable, Mapping

from commensurate.effects.code_unseen import executes
from commensurate.effects.options import names
from commensurate.effects.programs.prefixes import PRINTS, cut, joined, shell_from_stdin
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word, opaque
from commensurate.effects.scripts_at_hand import read_script
from commensurate.effects.table import Usage, each
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex


def _watch(command: Command) -> Reading:
    """`watch text`: again and again, by a shell unless `-x`."""
    found = cut(command.arguments, names("-n --interval -q --equexit -s --shotsdir"))
    if found.flags.keys() & (PRINTS | {"-h", "-v"}) or not found.rest:
        return NOTHING
    if found.flags.keys() & {"-x", "--exec"}:
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=found.rest),))
    return Reading(nested=(Nested(Language.SHELL, command.scene, joined(found.rest)),))


def _multiplexer(stops: frozenset[str], runs: frozenset[str], keys: frozenset[str]) -> Callable[[Command], Reading]:
    def read(command: Command) -> Reading:
        """tmux: its subcommands start, feed and end shells."""
        found = cut(command.arguments, names("-L -S -f -c -T"))
        texts = [word.text for word in found.flags.get("-c", ())]
        carried = [Nested(Language.SHELL, command.scene, text) for text in texts]
        reading = Reading(nested=tuple(carried))
        for part in _parts(found.rest):
            reading += _multiplexed(part, command, stops, runs, keys)
        return reading

    return read


def _parts(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """Tmux takes several of its commands, parted by `;`."""
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.text in (";", "\\;"):
            parts.append([])
        else:
            parts[-1].append(word)
    return [tuple(part) for part in parts if part]


def _multiplexed(
    part: tuple[Word, ...], command: Command, stops: frozenset[str], runs: frozenset[str], keys: frozenset[str]
) -> Reading:
    name = part[0].text
    found = cut(part[1:], names("-t -s -n -c -x -y -e -F -l -p"))
    if name in stops:
        whole = name == "kill-server"
        radius = BlastRadius.SEVERAL if whole or "-a" in found.flags else BlastRadius.ONE
        target = next((word.text for word in found.flags.get("-t", ())), "its sessions" if whole else "a session")
        effect = Effect(
            Operation.STOP, Resource(ResourceKind.PROCESS, target), Reversibility.COSTLY, radius, command.evidence,
            command.scene.environment,
        )  # fmt: skip
        return Reading((effect,))
    if name in keys:
        typed = " ".join(word.text for word in found.rest if word.text not in _KEYS)
        return Reading(nested=(Nested(Language.SHELL, command.scene, typed),)) if typed else NOTHING
    if name in runs and found.rest:
        if len(found.rest) == 1 or name in ("run-shell", "run", "if-shell", "if", "pipe-pane"):
            return Reading(nested=tuple(Nested(Language.SHELL, command.scene, word.text) for word in found.rest))
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=found.rest),))
    return NOTHING


_KEYS = names("Enter C-m C-j C-c C-d C-l Space Tab Escape Up Down Left Right BSpace KPEnter q")


def _screen(command: Command) -> Reading:
    """`screen -dmS name command`, `screen -X stuff 'text'`, `screen -X quit`."""
    found = cut(command.arguments, names("-S -c -e -h -p -s -t -T -X -r -x -R"))
    sent = found.flags.get("-X", ())
    if sent and sent[0].text in ("quit", "kill"):
        target = next((word.text for word in found.flags.get("-S", ())), "a session")
        effect = Effect(
            Operation.STOP, Resource(ResourceKind.PROCESS, target), Reversibility.COSTLY, BlastRadius.ONE,
            command.evidence, command.scene.environment,
        )  # fmt: skip
        return Reading((effect,))
    if sent:
        text = joined(found.rest).replace("^M", "\n").replace("\\n", "\n").replace("\r", "\n")
        return Reading(nested=(Nested(Language.SHELL, command.scene, text),)) if text else NOTHING
    if found.flags.keys() & names("-ls -list -wipe -v -r -x") or not found.rest:
        return NOTHING
    return Reading(nested=(Nested(Language.SHELL, command.scene, words=found.rest, stdin=command.stdin),))


def _at(command: Command) -> Reading:
    """`at TIME`: what is fed runs later, by itself."""
    found = cut(command.arguments, names("-q -f -t -o"))
    if found.flags.keys() & (PRINTS | names("-l -V -c")):
        return NOTHING
    traits = frozenset({Trait.PERSISTENT})
    if found.flags.keys() & names("-d -r"):
        name, operation = joined(found.rest), Operation.DELETE
    else:
        name, operation = joined(found.rest) or "when the load is low", Operation.CREATE
    plan = Effect(
        operation, Resource(ResourceKind.SCHEDULE, name), Reversibility.REVERSIBLE, BlastRadius.ONE, command.evidence,
        command.scene.environment, traits if operation is Operation.CREATE else frozenset(),
    )  # fmt: skip
    reading = Reading((plan,))
    if operation is Operation.DELETE:
        return reading
    for word in found.flags.get("-f", ()):
        script = read_script(word, command.scene, command.evidence)
        reading += script.reading
        if script.text is not None:
            reading += Reading(nested=(Nested(Language.SHELL, command.scene, script.text),))
        return reading
    return reading + shell_from_stdin(command, command.scene)


_SPAWN = regex(r"\b(?:spawn|exec)\s+((?:-\w+\s+)*)([^;\n\]]+)")
_SENT = regex(r"\bsend\s+(?:--\s+)?\"((?:[^\"\\]|\\.)*)\"")


def _expect(command: Command) -> Reading:
    """`expect -c 'spawn …; send "…"'`: what it starts, and what it types there. The rest is Tcl."""
    found = cut(command.arguments, names("-c -f -b"))
    texts = [word.text for word in found.flags.get("-c", ())]
    texts += [command.stdin.text] if command.stdin is not None and command.stdin.text is not None else []
    reading = NOTHING
    for word in (*found.flags.get("-f", ()), *(found.rest[:1] if not texts else ())):
        script = read_script(word, command.scene, command.evidence)
        reading += script.reading
        texts += [script.text] if script.text is not None else []
    carried = []
    for text in texts:
        carried += [Nested(Language.SHELL, command.scene, spawned[2]) for spawned in _SPAWN.finditer(text)]
        typed = [re.sub(r"\\[rn]", "\n", sent[1]) for sent in _SENT.finditer(text)]
        carried += [Nested(Language.SHELL, command.scene, line) for line in typed if " " in line.strip()]
    if texts:
        reading += opaque("expect: Tcl that is not read", executes("expect", command.scene, command.evidence))
    return reading + Reading(nested=tuple(carried))


def _entr(command: Command) -> Reading:
    """`entr command`: when a file changes; `-s` gives a shell text, `/_` is the file."""
    found = cut(command.arguments, frozenset())
    if not found.rest:
        return NOTHING
    if "-s" in found.flags:
        return Reading(nested=(Nested(Language.SHELL, command.scene, joined(found.rest)),))
    words = tuple(Word("/_", known=False) if word.text == "/_" else word for word in found.rest)
    return Reading(nested=(Nested(Language.SHELL, command.scene, words=words),))


def _each_text(command: Command) -> Reading:
    """Programs whose positionals are shell texts (hyperfine, concurrently)."""
    found = cut(
        command.arguments,
        names("-w --warmup -r --runs -p --prepare -c --cleanup -S --shell -n --names -m -M -i --export-json -s -P -L"),
    )
    texts = [word for name in ("-p", "--prepare", "-c", "--cleanup") for word in found.flags.get(name, ())]
    return Reading(nested=tuple(Nested(Language.SHELL, command.scene, word.text) for word in (*texts, *found.rest)))


_TMUX = Usage(
    reader=_multiplexer(
        names("kill-server kill-session kill-window kill-pane killw killp"),
        names(
            "new-session new new-window neww split-window splitw respawn-pane respawnp respawn-window respawnw"
            " run-shell run if-shell if pipe-pane pipep display-popup popup"
        ),
        names("send-keys send"),
    )
)


PROGRAMS: Mapping[str, Usage] = each(
    {
        "watch": Usage(reader=_watch),
        "at batch": Usage(reader=_at),
        "expect autoexpect": Usage(reader=_expect),
        "entr": Usage(reader=_entr),
        "hyperfine concurrently": Usage(reader=_each_text),
        "tmux": _TMUX,
        "screen": Usage(reader=_screen),
    }
)
