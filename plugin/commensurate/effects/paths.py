"""Where a path leads and what lies there; and the effects of touching it.

Paths are text: nothing is looked up. What only the disk can tell is a Question. Names live in path_names.py.
"""

import posixpath
import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from commensurate.effects import path_names as names
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.reading import NOTHING, Command, Reading, Scene, Word
from commensurate.model.analysis import Ask, Coverage, Question
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_VARIABLE = regex(
    r"(?:\$\{?env:(?P<ps>[A-Za-z_()\d]+)\}?|\$(?P<plain>[A-Za-z_]\w*)|%(?P<cmd>[A-Za-z_()\d]+)%"
    r"|\$\{(?P<brace>[A-Za-z_]\w*)(?::?-(?P<default>[^}]*))?\})(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_EVERYTHING = frozenset({"*", "**", ".*", "?*", "*.*", ".[!.]*", ".??*", ".[^.]*", "[!.]*"})
_WINDOWS = regex(r"[A-Za-z]:(?:[\\/]|$)|\\\\[.?\w]|%\w+%|\$\{?env:|[\w.~ -]+\\", re.IGNORECASE)
_SUBSTITUTED = regex(r"\$\([^()]*\)|`[^`]*`")
"""What a command inside the word prints is not known: the paths that the command names say nothing of it."""
_WHOLE = frozenset({Trait.HOME, Trait.ROOT, Trait.WORKSPACE})
_MADE_AGAIN = frozenset({Trait.TEMPORARY, Trait.REBUILDABLE})
_PRECIOUS = frozenset({ResourceKind.GUARD, ResourceKind.HISTORY, ResourceKind.SECRET, ResourceKind.DISK})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: `path` with forward slashes, absolute as far as the scene allows ("~" stands for an
    unknown home); `kind` is FILE unless the name says otherwise.
    """

    path: str
    kind: ResourceKind
    traits: frozenset[Trait]


def resolve(word: Word, scene: Scene) -> str | None:
    """The path that a word names, resolved against the scene. None where that hangs on what cannot be known."""
    path, known = _resolve(word, scene)
    return path if known else None


def place_of(word: Word, scene: Scene) -> Place:
    """Classify the path that a word names."""
    path, known = _resolve(word, scene)
    traits = set() if known else {Trait.UNRESOLVED}
    base, whole = _without_wildcards(path if known else _SUBSTITUTED.sub("$", path), word.glob)
    if word.glob:
        traits.add(Trait.WILDCARD)
    kind = _kind(path, base, word, whole)
    if kind is ResourceKind.SECRET:
        traits.add(Trait.SECRET)
    if any(names.BACKUP_NAME.fullmatch(part) for part in base.split("/")):
        traits.add(Trait.BACKUP)
    if names.PERSISTENT_PATH.fullmatch(path):
        traits.add(Trait.PERSISTENT)
    if kind is not ResourceKind.DEVICE:
        traits |= _location(base, scene)
    return Place(path, kind, frozenset(traits))


MOST_NAMES = 600
"""Names of one command that are read; more are opaque."""


def is_sink(word: Word) -> bool:
    """True for /dev/null and its like: what is read from or written to them changes nothing that stays."""
    return names.SINKS.fullmatch(word.text) is not None


def file_effect(
    operation: Operation,
    word: Word,
    command: Command,
    *,
    kind: ResourceKind = ResourceKind.FILE,
    recursive: bool = False,
    forced: bool = False,
    overwrites: bool = False,
    traits: frozenset[Trait] = frozenset(),
) -> Effect:
    """The effect of one operation on one path, weighed by what lies there.

    `kind` other than FILE or FOLDER is kept (PERMISSION of a path); else the path's own kind speaks (SECRET, GUARD,
    HISTORY, DISK). Answers in the scene make it milder, or show where a link really leads.
    """
    scene = command.scene
    place = _really(place_of(word, scene), word, scene)
    flags = (Trait.RECURSIVE, recursive), (Trait.FORCED, forced), (Trait.OVERWRITES, overwrites)
    own = traits | {trait for trait, given in flags if given} | surroundings(scene)
    if kind is ResourceKind.FOLDER and operation is Operation.READ:
        place = Place(place.path, ResourceKind.FOLDER, place.traits - {Trait.SECRET})
    elif kind in (ResourceKind.FILE, ResourceKind.FOLDER):
        kind = kind if place.kind is ResourceKind.FILE else place.kind
    erases = operation is Operation.DELETE or (operation is Operation.UPDATE and overwrites)
    hides = frozenset({Trait.HIDES}) if erases and names.TRACES.fullmatch(place.path) else frozenset()
    every = own | place.traits | hides
    reversibility, radius = _weight(operation, place, every)
    reversibility = _with_answers(operation, place.path, reversibility, scene)
    environment = stricter(scene.environment, environment_of(place.path))
    resource = Resource(kind, place.path)
    return Effect(operation, resource, reversibility, radius, command.evidence, environment, every)


def file_reading(
    operation: Operation,
    words: tuple[Word, ...],
    command: Command,
    *,
    recursive: bool = False,
    forced: bool = False,
    overwrites: bool = False,
    traits: frozenset[Trait] = frozenset(),
) -> Reading:
    """The effects of one operation on several paths, with the questions that only the disk can answer.

    Sinks (/dev/null) and sockets (/dev/tcp/…) are read for what they are.
    """
    effects: list[Effect] = []
    questions: list[Question] = []
    for word in words[:MOST_NAMES]:
        if is_sink(word):
            continue
        effect = _socket(word, command) or file_effect(
            operation, word, command, recursive=recursive, forced=forced, overwrites=overwrites, traits=traits
        )
        effects.append(effect)
        questions += file_questions(effect, command.scene)
    if len(words) > MOST_NAMES:
        return Reading(tuple(effects), (), Coverage.OPAQUE, tuple(questions), (f"more than {MOST_NAMES} names",))
    return Reading(_beside(effects), questions=tuple(questions)) if effects else NOTHING


def _beside(effects: list[Effect]) -> tuple[Effect, ...]:
    """The effects; a `bin` that goes with the `obj` beside it weighs what that weighs."""
    made = {e.resource.name[:-3]: e for e in effects if posixpath.basename(e.resource.name) == "obj"}
    return tuple(
        replace(made[e.resource.name[:-3]], resource=e.resource, evidence=e.evidence)
        if posixpath.basename(e.resource.name) == names.BESIDE_OBJ and e.resource.name[:-3] in made else e
        for e in effects
    )  # fmt: skip


def file_questions(effect: Effect, scene: Scene) -> tuple[Question, ...]:
    """What the disk should be asked of a file's deletion or overwriting. Questions cost time: few are asked."""
    path = effect.resource.name
    asked: list[Ask] = []
    if effect.operation not in (Operation.DELETE, Operation.UPDATE) or scene.host or not path.startswith("/"):
        return ()
    if effect.reversibility is Reversibility.REVERSIBLE and not scene.answers:
        return ()
    if effect.traits & {Trait.UNRESOLVED, Trait.WILDCARD}:
        return ()
    if Trait.RECURSIVE in effect.traits:
        asked.append(Ask.REAL_PATH)
    elif not effect.traits & (_WHOLE | {Trait.SYSTEM}) and effect.resource.kind is ResourceKind.FILE:
        asked += [Ask.EXISTS, Ask.TRACKED_BY_GIT]
    return tuple(Question(ask, path) for ask in asked)


def surroundings(scene: Scene) -> frozenset[Trait]:
    """What is true of every effect in this scene."""
    found = {Trait.ELEVATED} if scene.elevated else set()
    return frozenset(found | ({Trait.REMOTE} if scene.host else set()))


def _resolve(word: Word, scene: Scene) -> tuple[str, bool]:
    text, known = word.text, word.known
    if _WINDOWS.match(text):
        text = text.replace("\\", "/")
    if not known or "%" in text or text[:5].lower() == "$env:":
        text, known = _expand(text, scene, known=known)
    if text.startswith("~"):
        text = _tilde(text, scene)
    if not _absolute(text) and (known or text[:1] not in "$`%"):
        if scene.cwd is None:
            known = False
        elif scene.cwd:
            text = posixpath.join(scene.cwd.replace("\\", "/"), text)
    path = posixpath.normpath(text) if text else "."
    if path.startswith("//") and not path.startswith(("//./", "//?/")):
        path = path[1:]
    return (path + "/" if re.fullmatch("[A-Za-z]:", path) else path), known


def _expand(text: str, scene: Scene, *, known: bool) -> tuple[str, bool]:
    found = _VARIABLE.fullmatch(text)
    if found is None:
        return text, known and "%" not in text
    name = next(found[group] for group in ("plain", "brace", "cmd", "ps") if found[group])
    value: str | None = scene.variables.get(name, names.PLACES.get(name.upper(), found["default"]))
    if value is None:
        return text, False
    rest = found["rest"]
    return value + rest, not re.search(r"[$`%]", rest + value)


def _tilde(text: str, scene: Scene) -> str:
    head, slash, rest = text.partition("/")
    if head == "~":
        return (scene.home.replace("\\", "/") or "~") + slash + rest
    if head == "~+":
        return "." + slash + rest
    return text if not head[1:].isalnum() else f"/home/{head[1:]}{slash}{rest}"


def _absolute(path: str) -> bool:
    return path.startswith(("/", "~")) or re.match("[A-Za-z]:/", path) is not None or path[1:] == ":"


def _without_wildcards(path: str, glob: bool) -> tuple[str, bool]:
    """The folder whose whole content a pattern takes (`/etc/*` -> `/etc`); True where it takes the whole."""
    whole = False
    while glob:
        folder, _, last = path.rpartition("/")
        if last not in _EVERYTHING:
            break
        whole = True
        path = folder or ("/" if path.startswith("/") else ".")
        if path in ("/", "."):
            break
    return path, whole


def _kind(path: str, base: str, word: Word, whole: bool) -> ResourceKind:
    last = base.rpartition("/")[2]
    if names.DISKS.fullmatch(path):
        return ResourceKind.DISK
    if names.SINKS.fullmatch(path):
        return ResourceKind.DEVICE
    if names.GUARD_PATH.fullmatch(base) or (word.glob and not whole and _may_match(path, names.GUARD_FOLDERS)):
        return ResourceKind.GUARD
    if names.HISTORY_PATH.fullmatch(base):
        return ResourceKind.HISTORY
    if path == "/etc/hosts":
        return ResourceKind.DNS
    secret = names.SECRET_NAME.fullmatch(last) or names.SECRET_PATH.fullmatch(base) or last in names.SECRET_FOLDERS
    if secret or (word.glob and not whole and _may_match(path, names.SECRET_GLOBBED)):
        return ResourceKind.SECRET
    return ResourceKind.FILE


def _may_match(path: str, known: frozenset[str]) -> bool:
    """True where a wildcard part spells out some of a known name (`~/.na?`), rather than standing for anything.

    Whatever its case: file systems and `nocaseglob` may not mind it.
    """
    for part in path.lower().split("/"):
        spelled = re.sub(r"\[[^]]*\]|[*?]", "", part)
        if spelled != part and len(spelled) > 1 and any(fnmatchcase(name, part) for name in known):
            return True
    return False


def _location(path: str, scene: Scene) -> frozenset[Trait]:
    """Whose the place is: made for throwing away, a home, the system, the task's own, or outside of it."""
    if names.TEMPORARY.fullmatch(path) and not _inside(scene, path):
        return frozenset({Trait.TEMPORARY})
    if path == ".." or path.startswith("../"):
        climbs = set(path.split("/")) == {".."}
        return frozenset({Trait.OUTSIDE, Trait.ROOT} if climbs else {Trait.OUTSIDE})
    found = set(_standing(path, scene))
    if not found & _WHOLE and _rebuildable(path, scene):
        found.add(Trait.REBUILDABLE)
    if not found & _WHOLE and _temporary_inside(path, scene):
        found.add(Trait.TEMPORARY)
    return frozenset(found)


def _standing(path: str, scene: Scene) -> set[Trait]:
    home = scene.home.replace("\\", "/").rstrip("/")
    if names.ROOTS.fullmatch(path):
        return {Trait.ROOT, Trait.OUTSIDE}
    if names.HOMES.fullmatch(path) or (home and path == home):
        return {Trait.HOME, Trait.OUTSIDE}
    grounds = [ground.replace("\\", "/").rstrip("/") for ground in (*scene.roots, scene.cwd or "") if ground]
    if path == "." or path in grounds:
        return {Trait.WORKSPACE}
    if any(ground.startswith(path.rstrip("/") + "/") for ground in grounds):
        return {Trait.ROOT, Trait.OUTSIDE}
    if not _absolute(path) or _inside(scene, path):
        return set()
    system = path.split("/")[1:2]
    if (path.startswith("/") and system and system[0] in names.SYSTEM_TOPS) or names.SYSTEM_WINDOWS.fullmatch(path):
        return {Trait.SYSTEM, Trait.OUTSIDE}
    return {Trait.OUTSIDE}


def _inside(scene: Scene, path: str) -> bool:
    """True where the path lies in the folders of the task; the working folder counts where no others are named."""
    grounds = scene.roots or ((scene.cwd,) if scene.cwd else ())
    cleaned = [ground.replace("\\", "/").rstrip("/") for ground in grounds]
    return any(
        ground and (path + "/").startswith(ground + "/") and not names.HOMES.fullmatch(ground) for ground in cleaned
    )


def _rebuildable(path: str, scene: Scene) -> bool:
    parts = path.split("/")
    own = not _absolute(path) or _inside(scene, path)
    if path.endswith(names.REBUILDABLE_SUFFIXES) and (own or len(parts) > 3):
        return True
    inner = parts if not _absolute(path) else parts[2 if path.startswith("/") else 1 :]
    if any(part in names.REBUILDABLE_ANYWHERE for part in inner):
        return True
    return own and any(part in names.REBUILDABLE_INSIDE for part in _below_ground(path, scene))


def _temporary_inside(path: str, scene: Scene) -> bool:
    if not (not _absolute(path) or _inside(scene, path)):
        return False
    return path.endswith(names.TEMPORARY_SUFFIXES) or any(
        part in names.TEMPORARY_INSIDE for part in _below_ground(path, scene)
    )


def _below_ground(path: str, scene: Scene) -> list[str]:
    for ground in (*scene.roots, scene.cwd or ""):
        cleaned = ground.replace("\\", "/").rstrip("/")
        if cleaned and path.startswith(cleaned + "/"):
            return path[len(cleaned) + 1 :].split("/")
    return path.split("/")


def _really(place: Place, word: Word, scene: Scene) -> Place:
    """The place with what the disk said of it: a link may lead to a worse one, never to a milder one."""
    real = scene.answers.get(Question(Ask.REAL_PATH, place.path), "") or _linked(place.path, word, scene)
    if not real or real == place.path:
        return place
    there = place_of(Word(real, glob=word.glob), scene)
    kept = place.traits if there.traits & _MADE_AGAIN else place.traits - _MADE_AGAIN
    return Place(real, there.kind if there.kind is not ResourceKind.FILE else place.kind, kept | there.traits)


def _linked(path: str, word: Word, scene: Scene) -> str:
    """Where a path leads through a link that the line itself made; what only names the link stays there."""
    for link, target in scene.links.items():
        if path.startswith(link + "/") or (path == link and word.text.endswith("/")):
            return target.rstrip("/") + path[len(link) :] or "/"
    return ""


def _weight(operation: Operation, place: Place, traits: frozenset[Trait]) -> tuple[Reversibility, BlastRadius]:
    if operation is Operation.READ:
        return Reversibility.REVERSIBLE, BlastRadius.ONE
    radius = _radius(operation, place, traits)
    if place.kind is ResourceKind.DISK:
        return Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT
    if traits & _MADE_AGAIN and place.kind not in _PRECIOUS and Trait.PERSISTENT not in traits:
        return Reversibility.REVERSIBLE, BlastRadius.SEVERAL if Trait.WILDCARD in traits else BlastRadius.ONE
    if operation is Operation.DELETE:
        return Reversibility.IRREVERSIBLE, radius
    costly = operation is not Operation.CREATE and (
        Trait.OVERWRITES in traits or traits & {Trait.HOME, Trait.ROOT, Trait.SYSTEM}
    )
    return (Reversibility.COSTLY if costly else Reversibility.REVERSIBLE), radius


def _radius(operation: Operation, place: Place, traits: frozenset[Trait]) -> BlastRadius:
    many = traits & {Trait.RECURSIVE, Trait.WILDCARD}
    if traits & {Trait.HOME, Trait.ROOT} and (many or operation is Operation.DELETE):
        return BlastRadius.ENVIRONMENT
    if traits & {Trait.WORKSPACE, Trait.SYSTEM} and many:
        return BlastRadius.ENVIRONMENT
    if place.kind is ResourceKind.HISTORY and operation is Operation.DELETE:
        return BlastRadius.ENVIRONMENT
    if many or (Trait.SYSTEM in traits and operation is not Operation.CREATE):
        return BlastRadius.SEVERAL
    return BlastRadius.ONE


def _with_answers(operation: Operation, path: str, reversibility: Reversibility, scene: Scene) -> Reversibility:
    if operation not in (Operation.DELETE, Operation.UPDATE) or not scene.answers:
        return reversibility
    if scene.answers.get(Question(Ask.EXISTS, path)) == "no":
        return Reversibility.REVERSIBLE
    if scene.answers.get(Question(Ask.TRACKED_BY_GIT, path)) == "yes":
        return min(reversibility, Reversibility.COSTLY if operation is Operation.DELETE else Reversibility.REVERSIBLE)
    return reversibility


def _socket(word: Word, command: Command) -> Effect | None:
    found = names.SOCKETS.fullmatch(word.text)
    if found is None:
        return None
    traits = frozenset({Trait.OUTBOUND}) | surroundings(command.scene)
    resource = Resource(ResourceKind.HOST, found[1])
    return Effect(
        Operation.SEND, resource, Reversibility.IRREVERSIBLE, BlastRadius.ONE, command.evidence,
        command.scene.environment, traits,
    )  # fmt: skip
