"""HTML that cannot be broken out of: whatever is not Markup is escaped. Nothing else writes a tag."""

import re
from html import escape
from typing import TypeAlias

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""What a browser hides, reorders or refuses: controls, direction marks, characters of no width, half surrogates."""


class Markup(str):
    """Text that is HTML already. Made here, and of pictures that were drawn here."""

    __slots__ = ()


Inside: TypeAlias = "str | list[Markup] | tuple[Markup, ...]"


def seen(text: str) -> str:
    """The text, with what nobody would see written as an escape of four hex digits."""
    return _UNSEEN.sub(lambda met: f"\\u{ord(met.group()):04x}", text.replace("\r\n", "\n"))


def text_of(inside: Inside) -> Markup:
    """Anything as HTML: Markup as it is, text escaped."""
    if isinstance(inside, Markup):
        return inside
    if isinstance(inside, str):
        return Markup(escape(seen(inside), quote=True))
    return Markup("".join(map(text_of, inside)))


def tag(name: str, *inside: Inside, **attributes: str) -> Markup:
    """One element. An underscore at the end of an attribute's name is left out: class_."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text_of(str(value))}"' for key, value in attributes.items()
    )
    return Markup(f"<{name}{given}>{''.join(map(text_of, inside))}</{name}>")


def table(head: tuple[str, ...], rows: list[tuple[Inside, ...]], class_: str = "") -> Markup:
    """A table in a box that scrolls by itself where the window is narrow."""
    top = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in head)))
    body = tag("tbody", *(tag("tr", *(cell_of(cell) for cell in row)) for row in rows))
    return tag("div", tag("table", top, body, class_=class_), class_="scroll")


def cell_of(inside: Inside) -> Markup:
    """A cell; one that was made as a cell stays as it is."""
    made = isinstance(inside, Markup) and inside.startswith("<td")
    return text_of(inside) if made else tag("td", inside)
