"""One action as the weighing sees it: its effects, its words, the places it changes."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commensurate.effects.tools.arguments import texts
from commensurate.effects.tools.content import brings
from commensurate.effects.tools.names import read_name
from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.effect import Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex
from commensurate.warrant.tokens import stem, stems, stems_of
from commensurate.warrant.tongues import english_of

LONGEST = 60_000
"""Characters of an action's words that are compared with the task's."""

_PLACES = frozenset({ResourceKind.FILE, ResourceKind.FOLDER, ResourceKind.SECRET, ResourceKind.SYSTEM, ResourceKind.PIPELINE,
                     ResourceKind.GUARD, ResourceKind.CODE, ResourceKind.UNKNOWN, ResourceKind.LOG, ResourceKind.WORKTREE})  # fmt: skip
_TEST = regex(
    r"(?:^|/)(?:tests?|specs?|__tests__|e2e|cypress|testing|fixtures)/|(?:^|/)(?:test_[^/]*|conftest\.py|[^/]*_test\.\w+|[^/]*_spec\.\w+|"
    r"[^/]*\.(?:test|spec|cy|e2e)\.\w+|[^/]*Tests?\.(?:java|cs|kt))$"
)
_LOOP = regex(
    r"\bwhile (?:true|:|1|\[ 1 \])|\bfor \(\( *;; *\)\)|\bnohup\b|\bsetsid\b|\bdisown\b|(?<![&>])&\s*(?:$|['\"\n;)]|done\b)|\byes \||:\(\)\s*\{|\bstress(?:-ng)?\b"
    r"|\bxmrig\b|\bminerd\b|\bwatch -n\b|--loop\b|\bfork\(\)",
)
_MESSAGE = regex(r"(?<=\s)(?:-a?m|--message)[= ]\s*(?:'[^']*'|\"[^\"]*\")")
"""What a commit says of itself: words, not deeds."""
_WRITES = frozenset({Operation.CREATE, Operation.UPDATE, Operation.DELETE})
_CARRIERS = frozenset({"command", "code", "script", "cmd", "query", "sql", "input"})
_PLAIN_TOOLS = frozenset(
    {
        "bash",
        "shell",
        "sh",
        "terminal",
        "command",
        "cmd",
        "exec",
        "execute",
        "run",
        "powershell",
        "sql",
        "python",
        "code",
    }
)


@dataclass(frozen=True, slots=True)
class Act:
    """An action and its analysis, with what the signals share."""

    action: Action
    analysis: Analysis
    text: str
    """All words of the action in lower case."""
    stems: frozenset[str]
    name_stems: frozenset[str]
    """Stems of the tool's name, for structured calls; empty where the tool only carries a text."""
    verb_stem: str
    structured: bool
    keys: frozenset[str] = frozenset()
    """Stems of the words in the arguments' names, of a structured call; what is switched off or empty does not count."""

    @property
    def loops(self) -> bool:
        """True where it runs without end or stays behind."""
        return _LOOP.search(self.text) is not None

    @property
    def brought(self) -> frozenset[Trait]:
        """What its words bring with them: checks switched off, secrets shown."""
        return _brought(self.text)


def act_of(action: Action, analysis: Analysis) -> Act:
    """Prepare an action for the weighing."""
    words = _MESSAGE.sub(" ", " \n".join(texts(action.arguments))[:LONGEST])
    name = read_name(action.tool)
    carries = bool(_CARRIERS & action.arguments.keys()) and bool(_PLAIN_TOOLS & set(name.words))
    foreign = [english for word in name.words if (english := english_of(word))] if name.verb is None else []
    name_stems = frozenset() if carries else frozenset(stem(word) for word in (*name.words, *foreign))
    return Act(
        action, analysis, words.lower(), stems_of(words[:4000]) | name_stems, name_stems,
        "" if carries else stem(name.verb_word or (foreign[0] if foreign else "")), not carries,
        frozenset() if carries else frozenset(_keys(action.arguments)),
    )  # fmt: skip


def _keys(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        for key, inner in value.items():
            if inner not in (None, False, "", ()):
                yield from stems_of(str(key))
                yield stem(str(key).lower())
                yield from _keys(inner, depth + 1)
    elif isinstance(value, tuple) and depth < _DEEPEST:
        for inner in value[:20]:
            yield from _keys(inner, depth + 1)


_DEEPEST = 5


@lru_cache(maxsize=64)
def _brought(text: str) -> frozenset[Trait]:
    return brings(text).traits


def place(effect: Effect) -> str:
    """The path that an effect touches, without a leading "./"; empty where it touches no place."""
    name = effect.resource.name
    if effect.resource.kind not in _PLACES and not name.startswith(("/", "~", "./")):
        return ""
    return posixpath.normpath(name) if name and "://" not in name else ""


def within(path: str, folder: str, cwd: str = "") -> bool:
    """True where a path lies in a folder (or is it). Relative names are compared at any depth of an absolute one."""
    one, other = _clean(path, cwd), _clean(folder.rstrip("*"), cwd)
    if not one or not other:
        return False
    if one == other or one.startswith(other.rstrip("/") + "/"):
        return True
    relative = not folder.startswith(("/", "~"))
    return relative and f"/{other.lstrip('/')}/" in f"/{one.lstrip('/')}/"


def means(path: str) -> frozenset[str]:
    """Words by which people speak of a file of a well-known name: a manifest, a workflow, a migration."""
    return next((words for form, words in _KNOWN if form.search(path)), frozenset())


_MANIFEST = (
    r"(?:^|/)(?:package(?:-lock)?\.json|requirements[^/]*\.txt|pyproject\.toml|go\.(?:mod|sum)|cargo\.(?:toml|lock)|gemfile"
    r"|pom\.xml|build\.gradle|poetry\.lock|yarn\.lock|setup\.(?:py|cfg))"
)
_KNOWN = tuple(
    (regex(form, re.IGNORECASE), stems(words))
    for form, words in (
        (_MANIFEST, "dependency dependencies package packages version library"),
        (r"(?:^|/)(?:\.github/workflows|\.gitlab-ci|jenkinsfile|\.circleci|azure-pipelines)", "ci pipeline workflow build"),
        (r"(?:^|/)(?:dockerfile|docker-compose)", "docker image container"),
        (r"migrations?/", "migration migrations schema"),
        (r"(?:^|/)(?:readme|docs?/|changelog)|\.md$", "doc docs documentation readme"),
        (r"(?:^|/)(?:config|settings|conf)\b|\.(?:ini|cfg|conf|toml)$", "config configuration setting settings"),
        (r"cron", "cron crontab schedule"),
        (r"\.snap$|__snapshots__|golden", "snapshot snapshots golden"),
    )
)  # fmt: skip


def is_test(path: str) -> bool:
    """True for a path that holds tests, by the usual names."""
    return _TEST.search(path) is not None


def _clean(path: str, cwd: str) -> str:
    clean = posixpath.normpath(path.strip().lower()) if path.strip() else ""
    root = cwd.strip().lower().rstrip("/")
    return clean.removeprefix(root + "/") if root else clean


def changed_places(act: Act) -> Iterator[tuple[Effect, str]]:
    """Each writing or deleting with the path that it touches. A program that runs changes no place that is in view."""
    for effect in act.analysis.effects:
        if effect.operation in _WRITES and (path := place(effect)):
            yield effect, path
