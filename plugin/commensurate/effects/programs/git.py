"""git: its global options, and the subcommands whose arguments must be weighed. The plain ones are in git_tables.py.

Source: the manual of git 2.47 (git-scm.com/docs), git-filter-repo 2.45, BFG.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from commensurate.effects.code_unseen import unresolved
from commensurate.effects.options import split
from commensurate.effects.paths import file_effect, resolve
from commensurate.effects.programs.git_push import PROTECTED, push
from commensurate.effects.programs.git_tables import REWRITES_ALL, SIMPLE
from commensurate.effects.programs.git_worktree import READERS, does, effect
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word, opaque
from commensurate.effects.table import (
    SEVERAL,
    Usage,
    case,
    creates,
    reads,
    unknown,
    updates,
    use,
)
from commensurate.effects.table import read as read_table
from commensurate.model.effect import Operation, Resource, ResourceKind, Trait
from commensurate.model.regex import regex

_GLOBAL_VALUES = frozenset({"-C", "-c", "--git-dir", "--work-tree", "--namespace", "--config-env", "--attr-source"})
_RUN_BY_GIT = frozenset(
    [
        "GIT_SSH_COMMAND",
        "GIT_SSH",
        "GIT_EDITOR",
        "GIT_SEQUENCE_EDITOR",
        "GIT_PAGER",
        "GIT_EXTERNAL_DIFF",
        "GIT_ASKPASS",
        "GIT_PROXY_COMMAND",
    ]
)
_CODE_KEYS = regex(
    r"core\.(?:sshcommand|fsmonitor|pager|editor|askpass|gitproxy)|pager\..*|sequence\.editor|diff\.external|gpg(?:\..*)?\.program"
    r"|(?:diff|merge|filter)\..*\.(?:command|driver|textconv|clean|smudge|process)|credential(?:\..*)?\.helper"
    r"|(?:difftool|mergetool|browser|man)\..*\.cmd|remote\..*\.(?:uploadpack|receivepack)|uploadpack\.packobjectshook",
    re.IGNORECASE,
)
"""Settings whose value git runs."""
_HOOK_KEYS = regex(r"core\.hookspath|init\.templatedir|include(?:if\..*)?\.path|core\.attributesfile", re.IGNORECASE)
_BYPASS_KEYS = regex(
    r"http(?:\..*)?\.sslverify|safe\.directory|receive\.deny.*|transfer\.fsckobjects|commit\.gpgsign", re.IGNORECASE
)


_LEAKS = regex(r"\b(?:curl|wget|nc|ncat|socat|mail|tee)\b|/dev/tcp/|>")
"""What a helper that only answers git has no need of."""
_STRANGE = regex(r"(?:(?:/var|/private)?/tmp|/dev/shm)/")
_TRUST_KEYS = regex(r"http(?:\..*)?\.sslverify|transfer\.fsckobjects", re.IGNORECASE)
"""Those that decide whom git believes to be talking to."""


def _git(command: Command) -> Reading:
    """Global options first: they move the command elsewhere (`-C`) or set what git runs (`-c`)."""
    words, given = command.arguments, []
    index = 0
    while index < len(words) and words[index].text.startswith("-") and len(words[index].text) > 1:
        name, equals, value = words[index].text.partition("=")
        if name in ("--help", "--version", "-v", "-h") and not equals:
            return NOTHING
        if name in _GLOBAL_VALUES and not (equals and name.startswith("--")):
            index += 1
            given.append((name, words[index] if index < len(words) else Word("")))
        elif equals and name in _GLOBAL_VALUES:
            given.append((name, Word(value, words[index].known)))
        index += 1
    if index >= len(words):
        return NOTHING
    moved = _moved(command, given)
    found = NOTHING
    for option, setting in given:
        if option in ("-c", "--config-env"):
            found += _setting(setting.text, moved, words[index:])
    held = command.scene.variables
    for name in held:
        if name.startswith("GIT_CONFIG_KEY_"):
            found += _setting(f"{held[name]}={held.get(name.replace('KEY', 'VALUE'), '')}", moved, words[index:])
    for variable in _RUN_BY_GIT & command.scene.variables.keys():
        found += Reading(nested=(Nested(Language.SHELL, moved.scene, command.scene.variables[variable]),))
    aliased = any(
        name == "-c" and value.text.lower().startswith(f"alias.{words[index].text.lower()}=") for name, value in given
    )
    return found if aliased else found + _protecting(_subcommand(moved.shifted(words[index:])))


def _protecting(reading: Reading) -> Reading:
    """A branch that everybody builds on is one of its own, also where only the local copy goes."""
    effects = tuple(
        replace(e, traits=e.traits | {Trait.PROTECTED}, blast_radius=max(e.blast_radius, SEVERAL))
        if e.operation is Operation.DELETE
        and e.resource.kind is ResourceKind.BRANCH
        and PROTECTED.fullmatch(e.resource.name)
        else e
        for e in reading.effects
    )
    return reading if effects == reading.effects else replace(reading, effects=effects)


def _moved(command: Command, given: list[tuple[str, Word]]) -> Command:
    scene = command.scene
    for name, value in given:
        if name in ("-C", "--work-tree"):
            scene = replace(scene, cwd=resolve(value, scene))
        elif name == "--git-dir" and not any(other == "--work-tree" for other, _ in given):
            folder = resolve(value, scene)
            scene = replace(scene, cwd=None if folder is None else re.sub(r"/?\.git/?$", "", folder) or "/")
    return replace(command, scene=scene)


def _setting(text: str, command: Command, words: tuple[Word, ...]) -> Reading:
    """One `-c key=value`. An alias that is used at once is read; what git would run is read."""
    key, _, value = text.partition("=")
    if key.lower().startswith("alias."):
        if not words or words[0].text.lower() != key[6:].lower():
            return NOTHING
        rest = " ".join(_quoted(word) for word in words[1:])
        line = f"{value[1:]} {rest}" if value.startswith("!") else f"git {value} {rest}"
        return Reading(nested=(Nested(Language.SHELL, command.scene, line.strip()),))
    if _CODE_KEYS.fullmatch(key):
        harmless = value in (
            "",
            "cat",
            "less",
            "true",
            "false",
            ":",
            "vim",
            "vi",
            "nano",
            "code --wait",
            "store",
            "cache",
            "manager",
            "osxkeychain",
        )
        return (
            NOTHING if harmless else Reading(nested=(Nested(Language.SHELL, command.scene, value.removeprefix("!")),))
        )
    if _HOOK_KEYS.fullmatch(key) and value != "/dev/null":
        return _hooks_from(value, command)
    if (_BYPASS_KEYS.fullmatch(key) and value.lower() in ("false", "0", "no", "*")) or value == "/dev/null":
        return Reading(
            (effect(command, Operation.UPDATE, ResourceKind.SETTING, key, traits=frozenset({Trait.BYPASS})),)
        )
    return NOTHING


def _hooks_from(place: str, command: Command) -> Reading:
    """Hooks that git would run from another folder: from one where anybody may write, they are hidden."""
    if _STRANGE.match(place):
        return unresolved(place, command.scene, command.evidence)
    return opaque(f"git: hooks of {place} would run", unknown(command))


def _quoted(word: Word) -> str:
    return word.text if re.fullmatch(r"[\w./:=@%+,~*-]+", word.text) else "'" + word.text.replace("'", "'\\''") + "'"


def _subcommand(command: Command) -> Reading:
    name = command.words[0].text
    reader = _READERS.get(name)
    if reader is not None:
        if any(word.text == "--help" for word in command.arguments):
            return NOTHING
        return reader(command)
    usage = SIMPLE.get(name)
    if usage is None:
        return opaque(f"git {name}: not a subcommand that is known", unknown(command))
    return read_table(usage, command)


_CONFIG_READS = (
    "--get",
    "--get-all",
    "--get-regexp",
    "--get-urlmatch",
    "--get-color",
    "--get-colorbool",
    "-l",
    "--list",
    "--show-origin",
    "--show-scope",
)


def _config(command: Command) -> Reading:
    options = split(command.arguments, ("-f", "--file", "--blob", "--type", "--default", "--comment", "--value"))
    words = options.positionals
    verb = words[0].text if words else ""
    if (
        options.has(*_CONFIG_READS)
        or verb in ("get", "list")
        or (len(words) < 2 and not options.has("-e", "--edit", "--unset", "--unset-all", "--remove-section"))
    ):
        return does(command, reads(ResourceKind.SETTING, "=git configuration"))
    if verb in ("set", "unset", "edit", "rename-section", "remove-section"):
        words = words[1:]
    key = words[0].text if words else "git configuration"
    value = words[1].text if len(words) > 1 else ""
    traits: set[Trait] = {Trait.PERSISTENT} if options.has("--global", "--system") else set()
    found = NOTHING
    if key.lower().startswith("alias.") and value.startswith("!"):
        traits.add(Trait.PERSISTENT)
        found = Reading(nested=(Nested(Language.SHELL, command.scene, value[1:]),))
    elif key.lower().startswith("credential") and _LEAKS.search(value):
        traits |= {Trait.PERSISTENT, Trait.SECRET, Trait.OUTBOUND}
        found = Reading(
            (effect(command, Operation.SEND, ResourceKind.SECRET, "git credentials", traits=frozenset(traits)),)
        )
    elif _HOOK_KEYS.fullmatch(key) or _CODE_KEYS.fullmatch(key):
        if set(value) & set(";|&$`\n ") or value.startswith("!") or _STRANGE.match(value):
            found = Reading(nested=(Nested(Language.SHELL, command.scene, value.removeprefix("!")),))
        if _HOOK_KEYS.fullmatch(key) and _STRANGE.match(value):
            found = _hooks_from(value, command)
        traits |= {Trait.PERSISTENT, Trait.BYPASS} if _HOOK_KEYS.fullmatch(key) else {Trait.PERSISTENT}
    elif _BYPASS_KEYS.fullmatch(key):
        traits.add(Trait.BYPASS)
        if _TRUST_KEYS.fullmatch(key) and value.lower() in ("false", "0", "no"):
            found = Reading((effect(command, Operation.UPDATE, ResourceKind.POLICY, key, traits=frozenset(traits)),))
    place = Reading((effect(command, Operation.UPDATE, ResourceKind.SETTING, key, traits=frozenset(traits)),))
    return found + place


def _fetched_by(command: Command) -> Reading:
    """`ext::COMMAND` as an address: git runs it."""
    texts = [re.sub(r"%(.)", r"\1", word.text[5:]) for word in command.arguments if word.text.startswith("ext::")]
    return read_table(SIMPLE[command.words[0].text], command) + Reading(
        nested=tuple(Nested(Language.SHELL, command.scene, text) for text in texts)
    )


_CLONE_VALUES = frozenset(
    [
        "-b",
        "--branch",
        "--depth",
        "-o",
        "--origin",
        "--reference",
        "--separate-git-dir",
        "--template",
        "-j",
        "--jobs",
        "--filter",
        "--server-option",
        "-c",
        "--config",
    ]
)


def _clone(command: Command) -> Reading:
    options = split(command.arguments, _CLONE_VALUES | {"-u", "--upload-pack"})
    found = NOTHING
    for setting in options.flags.get("-c", ()) + options.flags.get("--config", ()):
        found += _setting(setting.text, command, ())
    texts = [word.text for name in ("-u", "--upload-pack") for word in options.flags.get(name, ())]
    source = options.positionals[0].text if options.positionals else ""
    if source.startswith("ext::"):
        texts.append(re.sub(r"%(.)", r"\1", source[5:]))
    found += Reading(nested=tuple(Nested(Language.SHELL, command.scene, text) for text in texts))
    target = options.positionals[1:2] or (Word(re.sub(r"\.git$", "", source.rstrip("/").rpartition("/")[2])),)
    place = file_effect(Operation.CREATE, target[0], command)
    kind = place.resource.kind if place.resource.kind is not ResourceKind.FILE else ResourceKind.REPOSITORY
    return found + Reading(
        (
            replace(
                place,
                resource=Resource(kind, place.resource.name),
                traits=place.traits | {Trait.INBOUND_CODE} - {Trait.REBUILDABLE},
            ),
        )
    )


def _bisect(command: Command) -> Reading:
    verb = command.arguments[0].text if command.arguments else ""
    if verb in ("", "log", "visualize", "view", "terms", "help"):
        return does(command, reads())
    found = does(command, updates(ResourceKind.WORKTREE, "=worktree"))
    if verb == "run":
        found += Reading(nested=(Nested(Language.SHELL, command.scene, words=command.arguments[1:]),))
    return found


def _filter_branch(command: Command) -> Reading:
    names = [
        "--setup",
        "--env-filter",
        "--tree-filter",
        "--index-filter",
        "--parent-filter",
        "--msg-filter",
        "--commit-filter",
        "--tag-name-filter",
    ]
    options = split(command.arguments, [*names, "--subdirectory-filter", "--original", "-d", "--state-branch"])
    texts = tuple(
        Nested(Language.SHELL, command.scene, word.text) for name in names for word in options.flags.get(name, ())
    )
    return does(command, REWRITES_ALL) + Reading(nested=texts)


def _foreach(command: Command) -> Reading:
    """`submodule foreach` runs a command in each submodule; the rest stands in the table."""
    words = command.arguments
    start = next((i for i, word in enumerate(words) if not word.text.startswith("-")), len(words))
    if start >= len(words) or words[start].text != "foreach":
        return read_table(SIMPLE["submodule"], command)
    flags = sum(word.text in ("--recursive", "-q", "--quiet") for word in words[start + 1 : start + 3])
    scene = replace(command.scene, cwd=None)
    carried = words[start + 1 + flags :]
    if len(carried) == 1:
        return Reading(nested=(Nested(Language.SHELL, scene, carried[0].text),))
    return Reading(nested=(Nested(Language.SHELL, scene, words=carried),))


_READERS: Mapping[str, Callable[[Command], Reading]] = {
    **READERS, "push": push, "config": _config, "clone": _clone, "bisect": _bisect, "filter-branch": _filter_branch,
    "fetch": _fetched_by, "pull": _fetched_by, "ls-remote": _fetched_by,
    "submodule": _foreach,
}  # fmt: skip

PROGRAMS = {
    "git": Usage(reader=_git),
    "git-filter-repo": SIMPLE["filter-repo"],
    "git-lfs": SIMPLE["lfs"],
    "bfg": use(case(reads(), when="--help --version"), REWRITES_ALL),
    "gitk": use(reads()),
    "tig": use(reads()),
    "lazygit": use(creates(ResourceKind.PROCESS, "=lazygit")),
}
