"""Secrets that an act would write down, and harm that only the words of a program in part in view tell of."""

from collections.abc import Iterator

from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act, changed_places
from commensurate.warrant.term import Term
from commensurate.warrant.warrant import Warrant

_LITERAL = regex(
    r"\baiza[\w-]{25,}|\b(?:akia|asia)[a-z0-9]{14,}|\bsk_live_\w{8,}|\brk_live_\w{8,}|\bgh[pousr]_\w{20,}|\bglpat-[\w-]{16,}"
    r"|\bxox[abpr]-[\w-]{12,}|-----begin [a-z ]*private key|\btojson\(secrets\)"
)
"""Keys by the forms that their issuers give them (Google, AWS, Stripe, GitHub, GitLab, Slack), and all secrets of a workflow."""
_KEEPERS = regex(r"(?:^|/)\.env[^/]*$|secrets?|credentials|vault|\.pem$|\.key$")
_IGNORED = regex(r"\bgit add\b[^;&|\n]*\s(?:-f|--force|-[a-z]*f[a-z]*)\b")
_CALLS = regex(
    r"\b\w*?(drop|delete|purge|wipe|truncate|destroy|erase|post_?message|send_?mail|send_?message)\w*\s*(?:\(|=\s*(?:true|1\b))"
)


def leaks(warrant: Warrant, act: Act) -> Iterator[Term]:
    """The terms of what is written down or set going beside what the effects say."""
    found = _LITERAL.search(act.text)
    if found is not None and found.group(0) in warrant.text:
        found = None
    if found is not None and any(not _KEEPERS.search(path.lower()) for _, path in changed_places(act)):
        yield Term("writes_secret", w.WRITES_SECRET, "It writes a secret where others read it.")
    if _IGNORED.search(act.text) and "ignored" not in warrant.text and "force" not in warrant.text:
        yield Term("adds_ignored", w.WRITES_SECRET, "It adds what the repository ignores on purpose.")
    if act.analysis.coverage is Coverage.PARTIAL and not act.analysis.effects:
        called = _CALLS.search(act.text)
        operation = _operation(called.group(1)) if called is not None else Operation.READ
        if called is not None and operation not in warrant.operations and called.group(1) not in warrant.text:
            yield Term(
                "sounds_like", w.UNASKED[operation] * 1.5, f'It calls "{called.group(0)}", and nobody asked for that.'
            )


def _operation(word: str) -> Operation:
    return Operation.SEND if word.startswith(("post", "send")) else Operation.DELETE
