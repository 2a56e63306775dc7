"""Sentences in base64 among the arguments of a call that by its name only looks: what such a call sends away."""

import binascii
from collections.abc import Mapping
from typing import Any

from commensurate.effects.tools.arguments import texts
from commensurate.model.regex import regex

_PLACES = ("token", "cursor", "page", "signature", "state", "etag", "image", "cert")
"""Arguments, by a part of their name, that are encoded by nature."""
_BLOB = regex(r"[A-Za-z0-9+/_-]{32,}={0,2}")
_LONGEST = 20_000
_WORDS = 4
"""From this many words on, what was encoded is a text that somebody wrote."""


def encoded_text(arguments: Mapping[str, Any]) -> str:
    """The first base64 text among the arguments that holds several words in clear, or ""."""
    for key, value in arguments.items():
        if any(part in key.lower() for part in _PLACES):
            continue
        for text in texts(value):
            for blob in _BLOB.findall(text[:_LONGEST]):
                if len(_clear(blob).split()) >= _WORDS:
                    return str(blob)
    return ""


def _clear(blob: str) -> str:
    plain = blob.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        found = binascii.a2b_base64(plain + "=" * (-len(plain) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return found if found.isprintable() or found.replace("\n", " ").isprintable() else ""
