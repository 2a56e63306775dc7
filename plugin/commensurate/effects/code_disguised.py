"""Code that hides what it runs: texts decoded, fetched or put together only when they are run, shells tied to sockets.

What can be decoded beforehand is decoded; what cannot is hidden, whatever else was read of the code.
"""

import binascii
import json
import re

from commensurate.effects.code_unseen import executes
from commensurate.effects.reading import Reading, Scene, opaque
from commensurate.model.effect import Trait
from commensurate.model.regex import regex

_DECODERS = r"decode|b64|unhex|fromhex|fromCharCode|from_char_code|chr\s*\(|\bpack\s*[('\"]|rot_?13|str_rot13|atob|gzinflate|gzuncompress|decompress|unescape|\breverse\b|\[::-1\]|hex2bin|Buffer\.from"
_FETCHERS = r"urlopen|urllib|requests\.get|httpx\.get|https?\.get|\bfetch\s*\(|LWP|Net::HTTP|URI\.open|open-uri|file_get_contents\s*\(\s*['\"]https?:|curl_exec|HTTP::Tiny|\bget\s*\(?\s*['\"]https?:|axios"
_RUNS = r"(?:\bexec|\beval|\bsystem|\bexecSync|\bexecFileSync|\bspawn(?:Sync)?|\bpopen|\bFunction|\bshell_exec|\bpassthru|\bassert|\bos\.execute|\bload(?:string)?|\brun|\bcompile|\binstance_eval|\bclass_eval|\bcheck_output|\bCommand\.new|\bqx|%x)\b"
_HIDDEN = regex((_RUNS + r"[\s({\[]{1,4}[^;\n]{0,160}?(?:" + _DECODERS + ")").lower())
_INBOUND = regex(
    (_RUNS + r"[\s({\[]{1,4}[^;\n]{0,160}?(?:" + _FETCHERS + r")|(?:" + _FETCHERS + r")[^;]{0,200}?\beval\b").lower()
)
_DECODES = regex(_DECODERS.lower())
_FETCHES = regex(_FETCHERS.lower())
"""Those above are tried at each word that runs code: only where one of these stands somewhere. In small letters."""
_SOCKET = regex(
    r"fsockopen|IO::Socket|\bsocket\s*\(|use Socket|TCPSocket|net\.(?:Socket|connect|createConnection)|socket\.(?:socket|create_connection)|stream_socket_client|TCPStream|Socket\.connect"
)
_SHELL = regex(r"/bin/(?:ba|z|da|k)?sh\b|\bcmd(?:\.exe)?['\"]|powershell|pty\.spawn|['\"](?:ba|z|da)?sh['\"]")
_ENCODED = regex(
    r"(?:Buffer\.from\(\s*(['\"`])(?P<a>[A-Za-z0-9+/=_-]{4,8000})\1\s*,\s*['\"`]base64['\"`]\s*\)(?:\.toString\((?:\s*['\"][\w-]+['\"]\s*)?\))?"
    r"|(?:Base64\.(?:strict_|urlsafe_)?decode64|decode_base64|MIME::Base64::decode|base64_decode|atob)\s*\(?\s*(['\"`])(?P<b>[A-Za-z0-9+/=_-]{4,8000})\3\s*\)?"
    r"|(['\"`])(?P<c>[A-Za-z0-9+/=\n]{4,8000})\5\.unpack1?\(\s*['\"]m0?['\"]\s*\)(?:\.first|\[0\])?"
    r"|Buffer\.from\(\s*(['\"`])(?P<d>[0-9a-fA-F]{4,8000})\7\s*,\s*['\"`]hex['\"`]\s*\)(?:\.toString\((?:\s*['\"][\w-]+['\"]\s*)?\))?"
    r"|hex2bin\s*\(\s*(['\"])(?P<e>[0-9a-fA-F]{4,8000})\9\s*\))"
)
_REQUIRED = regex(r"require\(\s*(['\"])(?:node:)?(os|path)\1\s*\)\s*\.")


def unwrapped(text: str) -> str:
    """The same code with the texts that it would decode in the place of the calls that decode them."""
    if "base64" in text or "64" in text or "hex" in text or "unpack" in text or "atob" in text:
        text = _ENCODED.sub(_decoded, text)
    return _REQUIRED.sub(r"\2.", text) if "require(" in text else text


def _decoded(found: "re.Match[str]") -> str:
    plain = found["a"] or found["b"] or found["c"]
    try:
        if plain:
            raw = binascii.a2b_base64(plain.replace("-", "+").replace("_", "/") + "==")
        else:
            raw = bytes.fromhex(found["d"] or found["e"])
        return json.dumps(raw.decode("utf-8"), ensure_ascii=False).replace("$", "\\$") if raw else found.group()
    except (binascii.Error, ValueError):
        return found.group()


def disguised(text: str, scene: Scene, evidence: str) -> Reading:
    """What such code is besides what its reader says: hidden, from elsewhere, or a shell for someone else."""
    text = text[:16_384]
    found = Reading()
    if _SOCKET.search(text) and _SHELL.search(text):
        traits = (Trait.INBOUND_CODE, Trait.PUBLIC, Trait.OUTBOUND)
        found += opaque(
            "a shell tied to a socket", executes("a shell for whoever is at the socket", scene, evidence, *traits)
        )
    small = text.lower()
    if _FETCHES.search(small) and _INBOUND.search(small):
        found += opaque("runs what it fetches", executes("what the code fetches", scene, evidence, Trait.INBOUND_CODE))
    elif _DECODES.search(small) and _HIDDEN.search(small):
        found += opaque("runs what it decodes", executes("what the code decodes", scene, evidence, Trait.UNRESOLVED))
    return found
