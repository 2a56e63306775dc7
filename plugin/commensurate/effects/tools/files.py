"""Tools that open, write, edit, move and delete files by name. What a path means is for effects/paths.py to say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from commensurate.effects import lasting
from commensurate.effects.paths import file_effect
from commensurate.effects.reading import Command, Language, Nested, Reading, Scene, Word
from commensurate.effects.tools.arguments import NEW_TEXTS, OLD_TEXTS, PATHS, first_text
from commensurate.effects.tools.checks import disarms
from commensurate.effects.tools.content import brings
from commensurate.effects.tools.names import Name
from commensurate.model.action import Action
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

FILE_OPERATIONS = frozenset({Operation.READ, Operation.CREATE, Operation.UPDATE, Operation.DELETE})
_MOVES = frozenset({"move", "rename", "mv"})
_COPIES = frozenset({"copy", "cp", "duplicate"})
_SOURCES = ("source", "source_path", "src", "from", "old_path", "from_path", "oldPath")
_TARGETS = (
    "destination",
    "destination_path",
    "dest",
    "dst",
    "to",
    "new_path",
    "to_path",
    "newPath",
    "target",
    "new_name",
)
_MAKES = frozenset({"create", "new", "touch", "mkdir", "make"})
_FILE_WORDS = frozenset({
    "file", "files", "edit", "editor", "write", "read", "patch", "replace", "str", "path", "notebook", "directory", "folder",
    "open", "multiedit", "view", "create", "rm", "rmdir", "mv", "cp", "touch", "mkdir", "cat", "insert", "append", "delete",
})  # fmt: skip
_PATCH = regex(r"^\*\*\* (Add|Update|Delete) File: (.+)$|^(?:\+\+\+|---) (?:[ab]/)?(\S+)", re.MULTILINE)
_PATCH_OPERATIONS = {
    "Add": Operation.CREATE,
    "Update": Operation.UPDATE,
    "Delete": Operation.DELETE,
    "": Operation.UPDATE,
}


def is_file_tool(name: Name, arguments: Mapping[str, Any]) -> bool:
    """True where the name speaks of files and the arguments hold a path (or a patch)."""
    if not _FILE_WORDS & set(name.words):
        return False
    if name.kind not in {ResourceKind.UNKNOWN, ResourceKind.FILE, ResourceKind.FOLDER, ResourceKind.CODE}:
        return False
    path = first_text(arguments, PATHS) or first_text(arguments, _SOURCES) or _listed(arguments)
    return bool(path) or "patch" in name.words


def read_file_tool(action: Action, name: Name, operation: Operation, scene: Scene) -> Reading:
    """One effect a file that the call names, with the traits of what it writes."""
    arguments = action.arguments
    patch = first_text(arguments, ("patch", "input", "diff"))
    if "patch" in name.words and patch:
        return _patched(patch, scene)
    source, target = first_text(arguments, (*PATHS, *_SOURCES)) or "", first_text(arguments, _TARGETS)
    if target is not None and name.verb_word in _MOVES:
        moved = _effect(Operation.DELETE, source, scene, f"moves {source} to {target}", back=Reversibility.REVERSIBLE)
        return Reading((moved, _effect(Operation.CREATE, target, scene, f"moves {source} to {target}")))
    if target is not None and name.verb_word in _COPIES:
        return Reading((_effect(Operation.CREATE, target, scene, f"copies {source} to {target}"),))
    if operation is Operation.DELETE:
        whole = bool({"folder", "directory", "dir", "rmtree"} & set(name.words)) or arguments.get("recursive") is True
        paths = [source] if source else _listed(arguments)
        return Reading(tuple(_deleted(action, path, scene, whole=whole) for path in paths or [""]))
    if operation is Operation.READ:
        return Reading((_effect(operation, source, scene, f"{action.tool} {source}"),))
    return _written(action, name, source, scene)


def _listed(arguments: Mapping[str, Any]) -> list[str]:
    """The paths that a list names."""
    return [
        path for key in _LISTS for path in arguments.get(key, ()) if isinstance(path, str)
        if not isinstance(arguments[key], str)
    ]  # fmt: skip


_LISTS = ("paths", "files", "file_paths", "folders", "directories")


def _deleted(action: Action, path: str, scene: Scene, *, whole: bool) -> Effect:
    """One path is deleted; a folder goes with all that lies in it."""
    if path and whole:
        command = Command((Word(path),), scene, f"{action.tool} {path}"[:300])
        return file_effect(Operation.DELETE, Word(path), command, recursive=True)
    return _effect(Operation.DELETE, path, scene, f"{action.tool} {path}", back=Reversibility.IRREVERSIBLE)


def _written(action: Action, name: Name, path: str, scene: Scene) -> Reading:
    arguments = action.arguments
    old = first_text(arguments, OLD_TEXTS) or ""
    new = "\n".join(_new_texts(arguments))
    brought = brings(new, old)
    operation = Operation.CREATE if name.verb_word in _MAKES and not old else Operation.UPDATE
    traits = set(brought.traits)
    if operation is Operation.UPDATE and not old and "append" not in name.words and "insert" not in name.words:
        traits.add(Trait.OVERWRITES)
    words = f"{action.tool} {path}" + (": " + "; ".join(brought.notes) if brought.notes else "")
    effect = _effect(operation, path, scene, words, traits=frozenset(traits))
    if disarms(path, old, new):
        resource = replace(effect.resource, kind=ResourceKind.PIPELINE)
        effect = replace(
            effect, resource=resource, reversibility=Reversibility.COSTLY, blast_radius=BlastRadius.SEVERAL,
            traits=effect.traits | {Trait.BYPASS},
        )  # fmt: skip
    if lasting.everyday(effect.resource.name, new):
        effect = replace(effect, traits=effect.traits - {Trait.PERSISTENT})
    later = tuple(Nested(Language.SHELL, scene, line) for line in lasting.runs_later(effect.resource.name, new))
    return Reading((effect,), later, notes=brought.notes)


def _new_texts(arguments: Mapping[str, Any]) -> list[str]:
    found = [arguments[key] for key in NEW_TEXTS if isinstance(arguments.get(key), str)]
    edits = arguments.get("edits")
    if isinstance(edits, Sequence) and not isinstance(edits, str):
        found += [text for edit in edits if isinstance(edit, Mapping) for text in _new_texts(edit)]
    return found


def _patched(patch: str, scene: Scene) -> Reading:
    added = "\n".join(line[1:] for line in patch.splitlines() if line.startswith("+") and not line.startswith("+++"))
    brought = brings(added)
    effects: dict[str, Effect] = {}
    for found in _PATCH.finditer(patch):
        word, path = found.group(1) or "", (found.group(2) or found.group(3)).strip()
        if path == "/dev/null":
            continue
        operation = _PATCH_OPERATIONS[word]
        back = Reversibility.IRREVERSIBLE if operation is Operation.DELETE else Reversibility.REVERSIBLE
        effects[path] = _effect(operation, path, scene, found.group(0), back=back, traits=brought.traits)
    if not effects:
        effects[""] = _effect(Operation.UPDATE, "", scene, "a patch that names no file", traits=brought.traits)
    return Reading(tuple(effects.values()), notes=brought.notes)


def _effect(
    operation: Operation,
    path: str,
    scene: Scene,
    evidence: str,
    *,
    back: Reversibility = Reversibility.REVERSIBLE,
    traits: frozenset[Trait] = frozenset(),
) -> Effect:
    """What lies at the path decides its kind and traits; `back` is the least that it takes to take it back.

    An editor's write keeps what it replaced in sight of the agent and of version control: inside the task's folders it
    counts as reversible, as `back` says; elsewhere, and for what is precious, the path's own weight stands.
    """
    if not path:
        resource = Resource(ResourceKind.FILE)
        return Effect(operation, resource, back, BlastRadius.ONE, evidence[:300], scene.environment, traits)
    command = Command((Word(path),), scene, evidence[:300])
    effect = file_effect(operation, Word(path), command, traits=traits, overwrites=Trait.OVERWRITES in traits)
    plain = effect.resource.kind is ResourceKind.FILE and not effect.traits & _FAR
    edits = operation in {Operation.CREATE, Operation.UPDATE, Operation.READ} or back is Reversibility.REVERSIBLE
    if plain and edits:
        return replace(effect, reversibility=back, blast_radius=BlastRadius.ONE)
    return effect


_FAR = frozenset({Trait.SYSTEM, Trait.OUTSIDE, Trait.HOME, Trait.ROOT, Trait.PERSISTENT, Trait.BACKUP})
