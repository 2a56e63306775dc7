"""Numbers in words: "five thousand", "forty euros", "half a million", "5k", as the figures that a call holds."""

from collections.abc import Sequence

from commensurate.model.regex import regex

_SMALL = {
    word: float(value)
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
} | {word: 10.0 * (place + 2) for place, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])}  # fmt: skip
_SMALL |= {"dozen": 12.0, "both": 2.0, "couple": 2.0, "half": 0.5, "quarter": 0.25}
_LARGE = {"hundred": 100.0, "thousand": 1_000.0, "grand": 1_000.0, "million": 1_000_000.0}
_WORD = regex(r"\d+(?:[.,]\d+)?[km](?![a-z\d])|\d[\d,.]*|[^\W\d_]+")
_MOST = 40


def counted(text: str) -> tuple[str, ...]:
    """The numbers that stand in words in a text in lower case, as digits."""
    found: list[str] = []
    words = _WORD.findall(text)
    position = 0
    while position < len(words) and len(found) < _MOST:
        value, position = _number(words, position)
        if value is not None:
            found.append(f"{value:.10g}")
    return tuple(dict.fromkeys(found))


def _number(words: Sequence[str], position: int) -> tuple[float | None, int]:
    word = words[position]
    if word[-1] in "km" and word[0].isdecimal():
        return float(word[:-1].replace(",", ".")) * (1e3 if word[-1] == "k" else 1e6), position + 1
    start = position
    total = current = 0.0
    spoken = False
    while position < len(words):
        word = words[position]
        value = _plain(word) if position == start or word in _SMALL else None
        if value is not None:
            current += value
        elif word in _LARGE:
            current = (current or 1.0) * _LARGE[word]
            if _LARGE[word] >= 1_000:
                total, current = total + current, 0.0
        elif not (
            word in {"and", "a"}
            and spoken
            and position + 1 < len(words)
            and words[position + 1] in _SMALL.keys() | _LARGE.keys()
        ):
            break
        spoken = spoken or word in _SMALL or word in _LARGE
        position += 1
    return (total + current, position) if spoken else (None, max(position, start + 1))


def _plain(word: str) -> float | None:
    if word in _SMALL:
        return _SMALL[word]
    return float(word.replace(",", "")) if word.replace(",", "").isdecimal() else None
