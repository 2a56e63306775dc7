"""The command lines of guards (ours and others') and of coding agents: what changes a guard, or starts an agent
without one. Sources: the manuals and `--help` of the programs named here, 2025-2026.

What is guarded does not change its guard: approving one's own action, switching hooks or plugins off, trusting a
folder. Looking at a guard is looking.
"""

import re
from collections.abc import Mapping

from commensurate.effects.options import names, split
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import NOTHING, Command, Reader, Reading
from commensurate.effects.table import Usage, each
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_LOOKS = names(
    "check explain show list ls status doctor version help log logs history stats verify test audit rules scan demo eval"
    " judge simulate replay info describe get view inspect why completions completion schema diff benchmark bench"
)
"""Subcommands of guards that only look, or only say what would be decided."""

_PARTS = names(
    "hook hooks plugin plugins extension extensions config settings permission permissions policy policies trust"
    " sandbox approvals exec-approvals allowlist"
)
"""The parts of an agent's command line that hold its guard."""

_LEAVES = names("list ls get show status info validate view doctor check help search inspect path schema logs")

_UNGUARDED = regex(
    r"--(?:dangerously-.*|yolo|allow-all(?:-tools|-paths|-urls)?|trust-all-tools|no-(?:hooks|plugins|sandbox|extensions)"
    r"|safe-mode|bypass-.*|skip-permissions.*|disable-(?:hooks|plugins|sandbox)|auto-approve|always-approve|full-auto)"
)
_MODES: Mapping[str, frozenset[str]] = {
    "--permission-mode": frozenset({"bypassPermissions", "dontAsk"}),
    "--approval-mode": frozenset({"yolo"}),
    "--ask-for-approval": frozenset({"never"}),
    "-a": frozenset({"never"}),
    "--sandbox": frozenset({"danger-full-access"}),
    "-s": frozenset({"danger-full-access"}),
    "--auto": frozenset({"high"}),
}
"""Options whose value lets an agent act without asking."""

_SWITCH = regex(r"(?:.*_)?(?:PLUGINS?|HOOKS?|SANDBOX|GUARD|PERMISSIONS?)(?:_.*)?|.*(?:DISABLE|SKIP|BYPASS|YOLO).*")
_OFF = frozenset({"off", "0", "false", "no", "none", "disabled"})


def _guard(command: Command) -> Reading:
    """A guard's own command line."""
    options = split(command.arguments)
    if options.has("--help", "-h", "--version", "-V") or not options.positionals:
        return NOTHING
    word = options.positionals[0].text
    looks = word in _LOOKS and not options.has("--fix", "--write", "--set", "--apply")
    return Reading((_effect(command, Operation.READ if looks else Operation.UPDATE, command.program),))


def _agent(command: Command) -> Reading:
    """A coding agent's command line: its guard's parts, its start without them, or just its start."""
    words = [word.text for word in command.arguments]
    if {"--help", "-h", "--version", "-v", "-V"} & set(words[:2]):
        return NOTHING
    named = [word for word in words if not word.startswith("-")]
    if named and named[0] in _PARTS:
        looks = len(named) < 2 or named[1] in _LEAVES
        return Reading(
            (_effect(command, Operation.READ if looks else Operation.UPDATE, f"{command.program} {named[0]}"),)
        )
    traits = frozenset({Trait.OPAQUE, *({Trait.BYPASS} if _without_guard(words, command) else set())})
    started = Effect(
        Operation.EXECUTE, Resource(ResourceKind.AGENT, command.program), Reversibility.COSTLY, BlastRadius.ONE,
        command.evidence, command.scene.environment, traits | surroundings(command.scene),
    )  # fmt: skip
    return Reading(
        (started,), coverage=Coverage.OPAQUE, notes=(f"{command.program}: what another agent does is not in view",)
    )


def _without_guard(words: list[str], command: Command) -> bool:
    pairs = [
        (word.partition("=")[0], word.partition("=")[2] or after)
        for word, after in zip(words, [*words, ""][1:], strict=True)
    ]
    switched = any(
        _SWITCH.fullmatch(name) and ((value.lower() in _OFF) is not bool(re.search("DISABLE|SKIP|BYPASS|YOLO", name)))
        for name, value in command.scene.variables.items()
    )
    return (
        switched
        or any(_UNGUARDED.fullmatch(word) for word in words)
        or any(value in _MODES.get(name, ()) for name, value in pairs)
    )


def _effect(command: Command, operation: Operation, name: str) -> Effect:
    change = operation is not Operation.READ
    return Effect(
        operation, Resource(ResourceKind.GUARD, name), Reversibility.COSTLY if change else Reversibility.REVERSIBLE,
        BlastRadius.SEVERAL if change else BlastRadius.ONE, command.evidence, command.scene.environment,
        surroundings(command.scene),
    )  # fmt: skip


def _usage(reader: Reader) -> Usage:
    return Usage(reader=reader)


PROGRAMS: Mapping[str, Usage] = each(
    {
        "commensurate nah dcg dippy shellfirm tirith cc-safety-net safety-net llamafirewall doberman": _usage(_guard),
        "claude codex gemini openclaw clawdbot opencode hermes amp kiro kiro-cli crush aider qwen droid"
        " cursor-agent devin cline roo auggie plandex antigravity": _usage(_agent),
    }
)
