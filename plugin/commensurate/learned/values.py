"""Where the figures, names and lists of an act come from: the human's words, what was found, or nowhere. Numbers only."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from commensurate.learned.forms import ADDRESS, FACTORS, NUMBER, NUMBER_WORDS, NUMBERED, PATH
from commensurate.warrant.evidence import stands_in
from commensurate.warrant.tokens import stems_of

Features = dict[str, float]
MOST = 20
"""Values of one kind that are looked up."""


def values(
    words: str, names: Sequence[str], act: str, arguments: Mapping[str, Any] | None, results: str
) -> Iterator[tuple[str, float]]:
    """The features of an act's values. `words` are the human's without prohibitions; all in lower case.

    `arguments` are those of a structured call, None for a line of commands or code.
    """
    for kind, form in (("number", NUMBER), ("address", ADDRESS), ("path", PATH)):
        yield from _origins(kind, (found.rstrip("/") for found in form.findall(act)), words, results)
    if arguments is not None:
        yield from _origins("value", _plain(arguments), words, results)
        yield "arguments", min(len(arguments), 10)
        yield "switched_on", sum(value is True for value in arguments.values())
        yield from _lists(arguments, words)
    yield from _figures(words, set(_numbers(arguments)) if arguments is not None else _read(act), results)
    spoken = [name for name in names if len(name) > 2]
    if spoken:
        yield "names_missing", sum(name not in act for name in spoken) / len(spoken)
    absent = [name for name in spoken if not stands_in(name, act)]
    yield "broader", float(any(_broader(name, act) for name in absent))
    yield "sibling", float(any(_sibling(name, act) for name in absent))


def _origins(kind: str, found: Iterable[str], words: str, results: str) -> Iterator[tuple[str, float]]:
    chosen = list(dict.fromkeys(found))[:MOST]
    yield f"{kind}_count", min(len(chosen), 10)
    if chosen:
        told = Counter(
            "task" if stands_in(one, words) else "found" if stands_in(one, results) else "nowhere" for one in chosen
        )
        for origin in ("task", "found", "nowhere"):
            yield f"{kind}_{origin}", told[origin] / len(chosen)
        yield f"{kind}_strange", min(told["nowhere"], 6)


def _plain(arguments: Mapping[str, Any]) -> Iterator[str]:
    for value in arguments.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str) and 1 < len(one) < 60 and "\n" not in one:
                yield one.lower()


def _lists(arguments: Mapping[str, Any], words: str) -> Iterator[tuple[str, float]]:
    listed = [str(one).lower() for value in arguments.values() if isinstance(value, tuple) for one in value]
    listed = [one for one in listed if len(one) < 200]
    if listed:
        stems = stems_of(words)
        known = sum(stands_in(one, words) or bool(stems_of(one) & stems) for one in listed[:MOST])
        yield "list_count", min(len(listed), 10)
        yield "list_more", float(0 < known < len(listed[:MOST]))
        yield "list_none", float(known == 0)


def _figures(words: str, used: set[float], results: str) -> Iterator[tuple[str, float]]:
    """Figures of the act that nobody spoke of, in any unit, where the words do name figures."""
    said = _read(words) | {value for word, value in NUMBER_WORDS.items() if stands_in(word, words)}
    found = _read(results)
    strange = [one for one in used if one not in (0, 1) and one not in found and not _meant(one, said)]
    yield "figures_said", min(len(said), 6)
    yield "figures_strange", min(len(strange), 4)
    yield "figures_other", float(bool(strange and said) and not any(_meant(one, said) for one in used))
    yield "figures_same", float(bool(used & said))
    yield "figures_over", float(bool(strange and said) and max(strange) > max(said))


def _meant(one: float, said: set[float]) -> bool:
    return any(abs(one - value * factor) < 1e-9 for value in said for factor in FACTORS)


def _read(text: str) -> set[float]:
    return {float(plain) for found in NUMBER.findall(text)[:60] if _DECIMAL.match(plain := found.replace(",", ""))}


_DECIMAL = re.compile(r"\d{1,15}(?:\.\d{1,9})?\Z")


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, bool):
        return
    if isinstance(value, int | float):
        yield max(-1e15, min(1e15, float(value)))
    elif isinstance(value, tuple):
        for one in value[:60]:
            yield from _numbers(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _numbers(one)


def _broader(name: str, act: str) -> bool:
    """The beginning of a named thing's name, with a pattern after it: db-2 is named, db-.* is touched."""
    stubs = (stub for stub in re.split(r"[-_.@/0-9]", name) if len(stub) > 2)
    return any(re.search(re.escape(stub) + r"[-_.@/]?(?:\.?\*|%|\.\+|\[)", act) for stub in stubs)


def _sibling(name: str, act: str) -> bool:
    """Another number behind the same name: db-2 is named, db-3 is touched."""
    numbered = NUMBERED.match(name)
    return numbered is not None and bool(re.search(rf"(?<!\w){re.escape(numbered.group(1))}[-_]?\d+", act))
