"""Secrets are taken out before anything is written. Pure.

A placeholder names the type and nothing else: «[redacted: github token]». It carries no hash, because a short
password is found from its hash in seconds. The digest of an action is computed from the action itself, before this.

Known by key (password, token, api_key, authorization …), by shape (AWS, GitHub, GitLab, Slack, Stripe, OpenAI,
Anthropic, Google, npm, PyPI keys, JWT, PEM private keys, credentials in URLs, Bearer and Basic headers) and by place
in a command line (`--password x`, `PGPASSWORD=x`, `mysql -px`, `curl -u user:x`).
"""

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from commensurate.model.regex import regex

LONGEST = 32_768
"""Characters of one text that a record keeps. Of a longer one the beginning is kept, and how much was left out."""

_KEY = regex(
    r"(?:^|[_\-. ])(?:pass(?:word|wd|phrase|code)?|pwd|secret|tokens?|api[_\-]?key|apikey|access[_\-]?key(?:[_\-]id)?|"
    r"private[_\-]?key|signing[_\-]?key|encryption[_\-]?key|client[_\-]?secret|auth(?:orization)?|credentials?|cookie|"
    r"set[_\-]cookie|session[_\-]?token|connection[_\-]?string|otp|pin|cvv|card[_\-]?number)$",
    re.IGNORECASE,
)
_HARMLESS = frozenset({"max_tokens", "tokens", "total_tokens", "prompt_tokens", "completion_tokens"})

_WORD = (
    r"(?:password|passwd|passphrase|pwd|secret|token(?!s)|api[_-]?key|access[_-]?key|private[_-]?key|credential)"
    r"(?:(?-i:[A-Z])[A-Za-z0-9]{0,30}|_[A-Za-z0-9_]{1,30}|[0-9]{1,4}|s)?"
)
_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'&;|,)}\]]+)"""

_SHAPES: tuple[tuple[str, str], ...] = (
    ("private key", r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\Z)"),
    ("aws key id", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}"),
    ("github token", r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,})"),
    ("gitlab token", r"\bgl(?:pat|dt|rt|ft|cbt|ptt)-[A-Za-z0-9_\-]{16,}"),
    ("slack token", r"\bxox[abeoprs]-[A-Za-z0-9\-]{8,}|\bxapp-[A-Za-z0-9\-]{8,}"),
    ("slack webhook", r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_\-]+"),
    ("stripe key", r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{8,}|\bwhsec_[A-Za-z0-9+/=]{16,}"),
    ("api key", r"\bsk-(?:ant-|proj-|svcacct-|or-)?[A-Za-z0-9_\-]{16,}"),
    ("google key", r"\bAIza[A-Za-z0-9_\-]{30,}|\bya29\.[A-Za-z0-9_\-]{16,}"),
    ("package registry token", r"\bnpm_[A-Za-z0-9]{30,}|\bpypi-[A-Za-z0-9_\-]{40,}"),
    ("hugging face token", r"\bhf_[A-Za-z0-9]{24,}"),
    ("sendgrid key", r"\bSG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}"),
    ("jwt", r"\beyJ[A-Za-z0-9_\-]{8,1024}+\.[A-Za-z0-9_\-]{4,8192}+\.[A-Za-z0-9_\-]*"),
)  # fmt: skip
_AROUND: tuple[tuple[str, str], ...] = (
    ("credential", r"(?P<keep>\b[A-Za-z][A-Za-z0-9+.\-]{0,30}://[^\s/:@'\"]{0,256}+:)[^\s@'\"]{1,1024}+(?=@)"),
    ("credential", r"(?i)(?P<keep>\b(?:bearer|basic|token)\s{1,8})(?=[^\s'\"]{0,256}[0-9=])[A-Za-z0-9+/=_.~\-]{8,}"),
    ("credential", r"(?i)(?P<keep>\bauthorization\s{0,8}[:=]\s{0,8})(?!\[redacted)[^\n'\"]+"),
    ("password", rf"(?i)(?P<keep>(?<![A-Za-z0-9\-])--?[A-Za-z0-9_.\-]{{0,24}}{_WORD}(?:=|\s{{1,8}}))(?!-|\[redacted){_VALUE}"),
    ("password", rf"(?i)(?P<keep>{_WORD}[\"']?\s{{0,8}}[=:]\s{{0,8}})(?![\s=>]|\[redacted|\$){_VALUE}"),
    ("password", r"(?P<keep>\b(?:MYSQL_PWD|REDISCLI_AUTH)=)[^\s;|&]+"),
    ("password", r"(?i)(?P<keep>\bidentified\s{1,8}by\s{1,8})(?:'[^'\n]*'|\"[^\"\n]*\")"),
    ("password", r"(?P<keep>\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)\b[^\n;|&]{0,300}?\s-p)[^\s;|&]+"),
    ("password", r"(?P<keep>\bsshpass\s{1,8}-p\s{0,8})[^\s;|&]+"),
    ("password", r"(?P<keep>\bredis-cli\b[^\n;|&]{0,300}?\s-a\s{1,8})[^\s;|&]+"),
    ("password", r"(?P<keep>\bcurl\b[^\n;|&]{0,300}?\s(?:-u|--user)[\s=]{0,8}['\"]?[^\s:'\"]{1,128}+:)[^\s'\";|&]+"),
)  # fmt: skip
"""What stands before a secret is kept. Every repetition before it is bounded: an adversary writes these texts."""

_HINTS = (
    "pass", "pwd", "secret", "token", "key", "credential", "auth", "identified", "mysql", "mariadb", "curl",
    "redis-cli", "://", "-----begin", "bearer", "basic", "akia", "asia", "abia", "acca", "ghp_", "gho_", "ghu_", "ghs_",
    "ghr_", "github_pat", "glpat", "gldt", "glrt", "glft", "glcbt", "glptt", "xox", "xapp", "sk_", "rk_", "pk_", "whsec",
    "sk-", "aiza", "ya29", "npm_", "pypi-", "hf_", "sg.", "eyj",
)  # fmt: skip
"""In small letters: a text without any of these holds nothing that the patterns would find."""
_BRIEF = 20
"""Characters of the texts that come again and again: outcomes, operations, names of voices."""


def redact(value: Any, key: str = "") -> Any:
    """A copy of plain data without its secrets. Texts longer than LONGEST are cut, and say so."""
    if isinstance(value, str):
        return _hidden(key, value) if _is_secret(key) and value.strip() else redact_text(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Mapping):
        return {_clean_key(str(k)): redact(v, str(k)) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [redact(v, key) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return _hidden(key, str(value)) if _is_secret(key) else value


def redact_text(text: str) -> str:
    """A text without the secrets that its words and shapes give away."""
    kept = text if len(text) <= LONGEST else text[:LONGEST].rsplit(maxsplit=1)[0]
    if _hinted_briefly(kept) if len(kept) <= _BRIEF else _hinted(kept):
        for name, pattern in _compiled(_SHAPES):
            kept = pattern.sub(_placeholder(name), kept)
        for name, pattern in _compiled(_AROUND):
            kept = pattern.sub(lambda met, name=name: met["keep"] + _placeholder(name), kept)  # type: ignore[misc]
    left_out = len(text) - LONGEST
    return kept if left_out <= 0 else f"{kept} [cut: {len(text)} characters in all]"


def _hinted(text: str) -> bool:
    low = text.lower()
    for hint in _HINTS:  # noqa: SIM110 (every text of every record comes by here: any() takes twice as long)
        if hint in low:
            return True
    return False


@lru_cache(maxsize=1024)
def _hinted_briefly(text: str) -> bool:
    return _hinted(text)


@cache
def _compiled(patterns: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compiled when first needed: 20 ms that a process without a hint of a secret need not pay."""
    return tuple((name, regex(pattern, re.DOTALL if patterns is _SHAPES else 0)) for name, pattern in patterns)


@lru_cache(maxsize=4096)
def _clean_key(key: str) -> str:
    return redact_text(key)


@lru_cache(maxsize=4096)
def _is_secret(key: str) -> bool:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key)
    return bool(_KEY.search(spaced)) and key.lower() not in _HARMLESS


def _hidden(key: str, value: str) -> str:
    return value if value.startswith("[redacted:") else _placeholder(key.lower())


def _placeholder(name: str) -> str:
    return f"[redacted: {name}]"
