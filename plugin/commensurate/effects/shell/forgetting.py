"""Settings by which a shell stops remembering what was typed. Source: the HISTORY section of bash(1) and zsh(1)."""

from commensurate.effects.reading import Scene
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_FORGETS = regex(
    r"unset\b.*\bHIST(?:FILE|SIZE|FILESIZE)\b.*|HISTFILE=(?:/dev/null|\"\"|'')?|(?:HIST(?:FILE)?SIZE|SAVEHIST)=[\"']?0[\"']?"
    r"|set\s.*\+o\s+history.*|HISTIGNORE=[\"']?\*[\"']?"
)


def forgotten(name: str, scene: Scene, evidence: str) -> tuple[Effect, ...]:
    """The effect of a setting that switches the history off; nothing for every other one."""
    if not name.startswith(("HIST", "SAVEHIST", "set")) or not _FORGETS.fullmatch(evidence.strip()):
        return ()
    resource = Resource(ResourceKind.LOG, "the shell's history")
    traits = frozenset({Trait.HIDES})
    return (
        Effect(Operation.STOP, resource, Reversibility.COSTLY, BlastRadius.ONE, evidence, scene.environment, traits),
    )
