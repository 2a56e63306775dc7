"""Where packages come from, and what else a package manager is told to run: registries, archives, its own shell.

Sources: the manuals of npm (config, package.json), pip, uv, RubyGems and Cargo.
"""

import json

from commensurate.effects.code_unseen import executes, unresolved
from commensurate.effects.options import names
from commensurate.effects.paths import resolve, surroundings
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.table import Usage, read
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_REGISTRIES = names(
    "-i --index-url --extra-index-url --registry --source -s --index --default-index --find-links -f --channel -c"
)
_OPEN = regex(
    r"http://(?!localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|[\w-]+(?::\d+)?/|[\w.-]+\.(?:local|internal|lan|test)\b).+"
    r"|https://\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/.*)?",
)
"""Addresses whose answer anybody on the way may change, or that nobody's name stands for."""
_ARCHIVE = regex(
    r"(?:[\w.\[\]-]+\s*@\s*)?https?://(?!(?:[\w-]+\.)*(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|codeberg\.org|pypi\.org"
    r"|pythonhosted\.org|npmjs\.org|npmjs\.com|yarnpkg\.com|jsr\.io|pytorch\.org|esm\.sh|deno\.land|unpkg\.com|jsdelivr\.net|crates\.io|rubygems\.org"
    r"|localhost|huggingface\.co|googleapis\.com|nvidia\.com|pkg\.pr\.new|apache\.org|gnu\.org|python\.org)[:/]).+"
    r"(?:\.tgz|\.tar\.\w+|\.zip|\.whl|\.gem|\.crate|\.[jt]s|\.sh|\.py)(?:[?#].*)?"
)
"""An archive, or a script, from a place that is no registry and no forge."""
_TRUST = names("strict-ssl trusted-host enablestrictssl cafile insecure")
_RUN = names("script-shell node-options shell git editor init-module onload-script")
_USUAL = names("bash zsh sh /bin/bash /bin/sh /bin/zsh powershell pwsh git vim nano true false code")


def watched(usage: Usage) -> Usage:
    """The same package manager, its sources and settings looked at besides."""

    def reader(command: Command) -> Reading:
        return read(usage, command) + _sources(command) + _settings(command)

    return Usage(reader=reader)


def script_written(name: str, command: Command) -> str:
    """The text of a script that the line itself wrote into package.json; empty where it wrote none."""
    text = command.scene.files.get(resolve(Word("package.json"), command.scene) or "")
    try:
        scripts = json.loads(text).get("scripts", {}) if text else {}
    except (ValueError, AttributeError, RecursionError):
        return ""
    found = scripts.get(name) if isinstance(scripts, dict) else None
    return found if isinstance(found, str) else ""


def _sources(command: Command) -> Reading:
    found = NOTHING
    before = ""
    for word in command.arguments:
        option, equals, value = word.text.partition("=")
        address = value if equals and option in _REGISTRIES else word.text if before in _REGISTRIES else ""
        if _OPEN.fullmatch(address) or (not word.text.startswith("-") and _ARCHIVE.fullmatch(word.text)):
            found += Reading((executes(address or word.text, command.scene, command.evidence, Trait.INBOUND_CODE),))
        if option == "--script-shell":
            found += _shell(value, command)
        before = word.text
    return found


def _settings(command: Command) -> Reading:
    words = [word.text for word in command.arguments if not word.text.startswith("-")]
    if words[:2] == ["pkg", "set"]:
        scripts = [text.partition("=")[2] for text in words[2:] if text.startswith("scripts.")]
        return Reading(nested=tuple(Nested(Language.SHELL, command.scene, text) for text in scripts if text))
    if words[:1] == ["set-script"] and len(words) > 2:
        return Reading(nested=(Nested(Language.SHELL, command.scene, words[2]),))
    if words[:2] not in (["config", "set"], ["config", "edit"], ["c", "set"]) and words[:1] != ["set"]:
        return NOTHING
    rest = words[2:] if words[0] != "set" else words[1:]
    key, equals, value = (rest[0] if rest else "").partition("=")
    value = value if equals else " ".join(rest[1:])
    name = key.rpartition(".")[2].lower()
    if (name in _TRUST and value.lower() != "true" and name != "cafile") or (_OPEN.fullmatch(value.strip("\"'"))):
        return Reading((Effect(
            Operation.UPDATE, Resource(ResourceKind.POLICY, f"{command.program} {key}"), Reversibility.COSTLY, BlastRadius.ONE,
            command.evidence, command.scene.environment, frozenset({Trait.BYPASS}) | surroundings(command.scene),
        ),))  # fmt: skip
    return _shell(value, command) if name in _RUN else NOTHING


def _shell(value: str, command: Command) -> Reading:
    """What scripts are run with: anything but a shell sees, and does, what it likes."""
    if not value or value in _USUAL or value.startswith("--max"):
        return NOTHING
    if " " in value.strip():
        return Reading(nested=(Nested(Language.SHELL, command.scene, value),))
    return unresolved(value, command.scene, command.evidence) if "/" in value else NOTHING
