"""What a written text brings with it: checks switched off, credentials written down, secrets shown, traces hidden.

The text does nothing by being written (law 3); what is found here are traits of the write, and it is only looked for
in what the write adds, never in what it replaces.
"""

import re
from dataclasses import dataclass

from commensurate.model.effect import Trait
from commensurate.model.regex import regex

LONGEST = 65_536
"""Characters of a text that are looked at. A longer text is read from its head and its tail."""


LINE, OVERLAP = 600, 200
"""Characters of a line that are looked at in one piece, and how many of them are looked at twice."""
_LONG_LINE = regex(rf"[^\n]{{{LINE + 1},}}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One pattern, for text in small letters, and the trait that it brings.

    `needs`: no text matches that does not hold a word of each group. They are looked for first, for they cost little.
    """

    trait: Trait
    pattern: re.Pattern[str]
    words: str
    needs: tuple[tuple[str, ...], ...]


def _mark(trait: Trait, words: str, pattern: str, *needs: str) -> Mark:
    return Mark(trait, regex(pattern.lower(), re.MULTILINE), words, tuple(tuple(group.split()) for group in needs))


_SECRET_WORD = r"(?:passw(?:or)?d|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?token|token|credential|db_url|database_url)s?"
_SECRET_NEEDS = "passw passphrase secret key token credential db_url database_url"

MARKS: tuple[Mark, ...] = (
    _mark(
        Trait.BYPASS,
        "switches tests off",
        r"@(?:unittest\.|pytest\.mark\.)?(?:skip|skipif|xfail|expectedfailure|flaky|disabled|ignore)\b"
        r"|\bpytest\.skip\(|\b(?:it|test|describe|context)\.(?:skip|only|todo)\b|\bx(?:it|describe|test)\("
        r"|\.skip\(|\bt\.Skip\(|#\[ignore\]|--deselect\b|-k ['\"]?not\b",
        "skip xfail expectedfailure flaky disabled ignore .only .todo xit( xdescribe( xtest( --deselect -k",
    ),
    _mark(
        Trait.BYPASS,
        "makes a check that cannot fail",
        r"\bassert True\b|\bassert 1\s*(?:==\s*1)?\s*(?:#|$)|expect\(true\)\.to(?:Be|Equal)\(true\)|\|\|\s*(?:true|:)\s*(?:$|[;\"'&#])"
        r"|continue-on-error:\s*true|allow_failure:\s*true|\bset \+e\b|except(?: Exception)?:\s*pass\b|;\s*exit 0\b"
        r"|--passWithNoTests|-DskipTests|-Dmaven\.test\.skip|\bskipTests\b",
        "assert expect( || continue-on-error allow_failure +e except exit passwithnotests skiptests maven.test.skip",
    ),
    _mark(
        Trait.BYPASS,
        "switches a safeguard off",
        r"verify\s*=\s*False|CERT_NONE|_create_unverified_context|rejectUnauthorized['\"]?\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED"
        r"|InsecureSkipVerify\s*:\s*true|--no-verify\b|--insecure\b|check_hostname\s*=\s*False|sslmode=disable|ssl_verify\s*[:=]\s*false"
        r"|strict[_-]?ssl\s*[:=]\s*false|StrictHostKeyChecking[ =]no|csrf_exempt|DISABLE_AUTH|SKIP_AUTH|AUTH_ENABLED\s*[:=]\s*['\"]?false"
        r"|eslint-disable|#\s*noqa\b|#\s*type:\s*ignore\b|nosec\b|@ts-(?:ignore|nocheck)|istanbul ignore|pragma: no cover",
        "verify cert_none unverified rejectunauthorized reject_unauthorized insecure check_hostname sslmode strict csrf_exempt "
        "disable_auth skip_auth auth_enabled eslint-disable noqa ignore nosec nocheck pragma",
    ),
    _mark(
        Trait.BYPASS,
        "comments a check out",
        r"^[ \t]*(?:#|//)[ \t]*(?:- )?(?:(?:name|run|uses):.*(?:test|lint|scan|audit|check|verif)|(?:self\.)?(?:assert|expect\(|validate\w*\(|verify\w*\(|check\w*\(|raise\b))",
    ),
    _mark(Trait.WIDENS, "opens permissions to everyone", r"\bchmod\b[^\n]*\b0?777\b|\b0o?777\b|0\.0\.0\.0/0|Access-Control-Allow-Origin['\"]?\s*[:,]\s*['\"]?\*|public-read|allUsers\b", "777 0.0.0.0/0 access-control-allow-origin public-read allusers"),
    _mark(
        Trait.SECRET,
        "writes a credential down",
        _SECRET_WORD + r"['\"]?\s*[:=]\s*['\"](?!\$|\{|<|%|your|xxx|changeme|example|placeholder|test|dummy|\*|\.\.\.)[^'\"\s]{8,}['\"]"
        r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9_]{16,}|\bsk-[A-Za-z0-9_-]{20,}|\bxox[abpr]-[A-Za-z0-9-]{10,}"
        r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|://[^/\s:@]+:[^/\s:@*]{4,}@",
        _SECRET_NEEDS + " akia ghp_ gho_ ghu_ ghs_ ghr_ sk- xox -----begin ://",
    ),
    _mark(
        Trait.SECRET,
        "shows a secret",
        r"(?:print|log(?:ger|ging)?(?:\.\w+)?|console\.\w+|puts|printf|println!?|fmt\.Print\w*|System\.out\.print\w*)\s*[(\s]"
        r"(?=[^\n]{0,160}(?:\{|%|\+|,|\$|\())[^\n]{0,120}(?<![A-Za-z])" + _SECRET_WORD + r"(?![A-Za-z])"
        r"|\becho\b[^\n;|]{0,100}\$\{?\w*" + _SECRET_WORD,
        _SECRET_NEEDS,
        "print log console puts echo",
    ),
    _mark(Trait.SECRET, "writes all of the environment out", r"(?:print|log\w*(?:\.\w+)?|console\.\w+)\s*\([^\n]{0,60}(?:os\.environ|process\.env)\s*[),]", "os.environ process.env"),
    _mark(Trait.HIDES, "hides traces", r"history -c\b|unset HISTFILE|rm [^\n]*\.(?:bash|zsh)_history|/var/log/(?:audit|wtmp|auth)|logging\.disable\(", "history histfile /var/log/ logging.disable"),
    _mark(
        Trait.INBOUND_CODE,
        "runs code from elsewhere",
        r"(?:curl|wget)\b[^\n|]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|eval\(\s*(?:requests|urllib|fetch|atob)\b",
        "curl wget eval(",
    ),
    _mark(
        Trait.RECURSIVE,
        "carries code that deletes much",
        r"\brm\s+-[a-z]*r[a-z]*f?[a-z]*\s+[\"']?(?:/|~/?|\$HOME/?|\*)(?=[\s\"'*]|$)|shutil\.rmtree\(\s*['\"](?:/|~)|DROP\s+(?:DATABASE|SCHEMA)\b|mkfs\.",
        "rm drop mkfs.",
    ),
)  # fmt: skip
"""What is looked for. Sources: the manuals of pytest, unittest, Jest, Mocha, Go testing, GitHub Actions, GitLab CI,
requests, Node TLS, Go crypto/tls, OpenSSH, and the documented prefixes of AWS, GitHub, Slack and OpenAI keys."""


@dataclass(frozen=True, slots=True)
class Brings:
    """What a text brings: the traits, and for each the words of ours that say what was seen."""

    traits: frozenset[Trait] = frozenset()
    notes: tuple[str, ...] = ()


def _folded(line: re.Match[str]) -> str:
    """A long line in pieces that overlap: a pattern looks ahead to the end of its line from every place."""
    text = line.group()
    return "\n".join(text[at : at + LINE] for at in range(0, len(text), LINE - OVERLAP))


def brings(added: str, replaced: str = "") -> Brings:
    """The traits of what a write adds. What already stood in `replaced` is not counted."""
    text = added if len(added) <= LONGEST else added[: LONGEST // 2] + "\n" + added[-LONGEST // 2 :]
    text, replaced = _LONG_LINE.sub(_folded, text.lower()), replaced.lower()
    traits, notes = set(), []
    for mark in MARKS:
        if not all(any(word in text for word in group) for group in mark.needs):
            continue
        found = mark.pattern.search(text)
        if found is not None and not (replaced and found.group(0) in replaced):
            traits.add(mark.trait)
            notes.append(mark.words)
    return Brings(frozenset(traits), tuple(notes))
