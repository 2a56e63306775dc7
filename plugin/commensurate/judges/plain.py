r"""Plain data as JSON text in which nothing is invisible and nothing ends what it stands in. Pure.

Every language stays readable; what cannot be seen does not stay hidden. Characters of the Unicode categories
"other" (controls, bidirectional marks, zero-width characters, tags, private use, lone surrogates), line and
paragraph separators, unusual spaces and variation selectors are written as \u escapes: the JSON still decodes to
the very same text, and whoever reads it sees that something is there. The opening of the control tokens that chat
templates of open models know (`<|im_start|>`, `[INST]`, `</s>`) is escaped in the same way, because some servers
read those tokens out of any text.
"""

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any

from commensurate.model.frozen import thaw
from commensurate.model.regex import regex

_CONTROL_TOKENS = regex(
    r"<(?=[|｜]|/?s>|/?(?:bos|eos|pad|unk|start_of_turn|end_of_turn|think)>|<SYS>|/?SYS>)|\[(?=/?INST\]|/?SYSTEM_PROMPT\])",
    re.IGNORECASE,
)
_NOT_PLAIN = regex(r"[^\x20-\x7e\n]")


def as_json(value: Any, indent: int | None = 1) -> str:
    """Plain data as one JSON text, readable and with nothing hidden in it."""
    text = json.dumps(thaw(value), ensure_ascii=False, indent=indent)
    text = _CONTROL_TOKENS.sub(lambda found: _escape(found.group()), text)
    return _NOT_PLAIN.sub(lambda found: _shown(found.group()), text)


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    code = ord(character)
    hidden = unicodedata.category(character)[0] in "CZ" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    blank = code in {0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x034F, 0x17B4, 0x17B5}
    return _escape(character) if hidden or blank else character


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
