"""What is known of a call: what it does, whether it only computes, and what is said where nothing is known."""

from commensurate.effects.reading import Reading
from commensurate.effects.scripts.known import ACTS, KEYWORDS, PURE, PURE_METHODS, PURE_MODULES, PURE_ROOTS, ROOTS, Act
from commensurate.effects.scripts.syntax import Call, Text
from commensurate.model.analysis import Coverage

MOST_PARTS = 6
"""Of a dotted name, so many of the last parts are looked up."""


def act_of(language: str, name: str, *, method: bool) -> Act | None:
    """What a call of this name does; None where it is not known to act."""
    acts = ACTS[language]
    parts = (name.replace("::", ".") if language in {"ruby", "javascript"} else name).split(".")
    for length in range(max(0, len(parts) - MOST_PARTS), len(parts)):
        found = acts.get(".".join(parts[length:]))
        if found is not None and (length < len(parts) - 1 or not method or _anywhere(language, parts[-1], found)):
            return found
    joined = "::".join(parts)
    return acts.get(joined) if language == "php" else None


def _anywhere(language: str, last: str, act: Act) -> bool:
    """True for names that mean the same as a method of anything."""
    if act in {Act.SQL, Act.ALL_ROWS, Act.ROW, Act.DROP, Act.DROP_ALL, Act.MAIL, Act.CALL}:
        return True
    if language == "javascript":
        return last.endswith("Sync") or last not in {
            "exec",
            "remove",
            "copy",
            "open",
            "move",
            "rm",
            "stat",
            "del",
            "request",
            "spawn",
            "truncate",
            "fetch",
            "eval",
        }
    return language == "perl" and last in {"remove_tree", "spew", "do", "prepare"}


def is_pure(text: Text, call: Call) -> bool:
    """True for a call that only computes, looks or prints, and for one of a function that the text defines."""
    name, last = call.name, call.last
    bare = name.lstrip("$@&")
    if bare in text.defined or bare in KEYWORDS or bare in PURE[text.language]:
        return True
    if not call.method:
        return False
    return last in PURE_METHODS or last in text.defined or bare.split(".")[0] in PURE_ROOTS


def unknown_modules(text: Text) -> list[str]:
    """Modules whose loading runs code that is not known."""
    return [module for module in text.modules if module not in PURE_MODULES and module not in ROOTS]


def partial(why: str) -> Reading:
    """Not known: neither safe nor forbidden."""
    return Reading(coverage=Coverage.PARTIAL, notes=(why,))
