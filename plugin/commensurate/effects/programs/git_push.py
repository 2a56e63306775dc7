"""git's effects on other copies: what is pushed, and what of it other people lose.

Source: the manual of git 2.47 (git-push).
"""

import re

from commensurate.effects.options import Options, split
from commensurate.effects.paths import resolve
from commensurate.effects.programs.git_worktree import effect
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.table import COSTLY, IRREVERSIBLE, ONE, SEVERAL
from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex

PROTECTED = regex(
    r"(?:refs/heads/)?(?:main|master|trunk|develop|default|prod(?:uction)?|stable|live|release(?:[/-].*)?|v?\d+(?:\.\d+)+)"
)
"""Branches that are everybody's."""
_PUSH_VALUES = frozenset({"-o", "--push-option", "--repo"})


def push(command: Command) -> Reading:
    """What is pushed by force, or deleted, is gone for everyone who shares the remote."""
    options = split(command.arguments, _PUSH_VALUES | {"--receive-pack", "--exec"})
    if options.has("-n", "--dry-run"):
        return NOTHING
    nested = tuple(
        Nested(Language.SHELL, command.scene, w.text)
        for n in ("--receive-pack", "--exec")
        for w in options.flags.get(n, ())
    )
    refs = options.positionals if options.has("--repo") else options.positionals[1:]
    traits = frozenset(
        {Trait.OUTBOUND, Trait.REMOTE, Trait.SHARED} | ({Trait.BYPASS} if options.has("--no-verify") else set())
    )
    found = Reading(nested=nested)
    if options.has("--mirror"):
        gone = traits | {Trait.FORCED, Trait.HISTORY}
        return found + Reading(
            (
                effect(
                    command,
                    Operation.DELETE,
                    ResourceKind.HISTORY,
                    "all remote branches",
                    how=IRREVERSIBLE,
                    radius=BlastRadius.ENVIRONMENT,
                    traits=gone,
                ),
            )
        )
    if options.has("--prune"):
        found += Reading(
            (
                effect(
                    command,
                    Operation.DELETE,
                    ResourceKind.BRANCH,
                    "remote branches",
                    how=COSTLY,
                    radius=SEVERAL,
                    traits=traits,
                ),
            )
        )
    for word in refs or (Word(""),):
        found += Reading((_pushed(word, options, command, traits),))
    return found + _elsewhere(options, command)


_KNOWN_FORGE = regex(
    r"(?:(?:https|ssh|git\+ssh)://(?:[^@/]*@)?|(?:[\w.-]+@)?)(?:[\w-]+\.)*(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org"
    r"|dev\.azure\.com|visualstudio\.com|git-codecommit\.[\w-]+\.amazonaws\.com|heroku\.com|gitea\.com|sr\.ht|huggingface\.co)[:/].*"
)
_URL = regex(r"(?:https?|ssh|git|ftps?)://.+|[\w.-]+@[\w.-]+:.+|(?:[\w-]+\.)+[a-z]{2,}:.+")


def _elsewhere(options: Options, command: Command) -> Reading:
    """A remote that is named by its address, or that the line itself added: where it leads is not where others look."""
    given = options.flags.get("--repo", ()) or options.positionals[:1]
    if not given:
        return NOTHING
    name = given[-1].text
    added = command.scene.files.get(resolve(Word(f".git/remotes/{name}"), command.scene) or "")
    address = name if _URL.fullmatch(name) else (added or "")
    everything = options.has("--all", "--mirror", "--tags")
    if not address or (_KNOWN_FORGE.fullmatch(address) and not (everything and added and name != "origin")):
        return NOTHING
    if not _URL.fullmatch(address):
        return NOTHING
    traits = frozenset({Trait.OUTBOUND, Trait.REMOTE})
    return Reading((effect(
        command, Operation.SEND, ResourceKind.REPOSITORY, address, how=IRREVERSIBLE, radius=SEVERAL, traits=traits
    ),))  # fmt: skip


def _pushed(word: Word, options: Options, command: Command, traits: frozenset[Trait]) -> Effect:
    ref = word.text
    plain = ref.removeprefix("+")
    source, colon, target = plain.partition(":")
    name = (target if colon else source).removeprefix("refs/heads/")
    every = traits | ({Trait.PROTECTED} if PROTECTED.fullmatch(name) else frozenset())
    if options.has("-d", "--delete") or (colon and not source):
        every |= frozenset() if word.known and not word.glob else {Trait.WILDCARD}
        tag = name.startswith("refs/tags/") or re.fullmatch(r"v?\d+(?:\.\d+)+", name)
        kind = ResourceKind.RELEASE if tag else ResourceKind.BRANCH
        return effect(
            command,
            Operation.DELETE,
            kind,
            name,
            how=COSTLY,
            radius=SEVERAL if every & {Trait.PROTECTED, Trait.WILDCARD} else ONE,
            traits=every,
        )
    if ref.startswith("+") or options.has("-f", "--force"):
        gone = every | {Trait.FORCED, Trait.HISTORY}
        return effect(command, Operation.DELETE, ResourceKind.HISTORY, name, how=COSTLY, radius=SEVERAL, traits=gone)
    if any(flag.startswith("--force-w") for flag in options.flags):
        shared = Trait.PROTECTED in every
        rewritten = every | {Trait.HISTORY} if shared else every
        radius = SEVERAL if shared else ONE
        return effect(
            command, Operation.UPDATE, ResourceKind.HISTORY, name, how=COSTLY, radius=radius, traits=rewritten
        )
    return effect(command, Operation.UPDATE, ResourceKind.BRANCH, name, traits=every)
