"""Secrets that an act would write down, and harm that only the words of a program in part in view tell of."""

from collections.abc import Iterator

from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act, changed_places
from commensurate.warrant.evidence import Evidence, Origin
from commensurate.warrant.lexicon import VERBS
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stems
from commensurate.warrant.warrant import Mode, Warrant

_LITERAL = regex(
    r"\baiza[\w-]{25,}|\b(?:akia|asia)[a-z0-9]{14,}|\bsk_live_\w{8,}|\brk_live_\w{8,}|\bgh[pousr]_\w{20,}|\bglpat-[\w-]{16,}"
    r"|\bxox[abpr]-[\w-]{12,}|-----begin [a-z ]*private key|\btojson\(secrets\)"
)
"""Keys by the forms that their issuers give them (Google, AWS, Stripe, GitHub, GitLab, Slack), and all secrets of a workflow."""
_KEEPERS = regex(r"(?:^|/)\.env[^/]*$|secrets?|credentials|vault|\.pem$|\.key$")
_IGNORED = regex(r"\bgit add\b[^;&|\n]*\s(?:-f|--force|-[a-z]*f[a-z]*)\b")
_CALLS = regex(
    r"\b\w*?(drop|delete|purge|wipe|truncate|destroy|erase|post_?message|send_?mail|send_?message|push_to_hub|publish)\w*\s*(?:\(|=\s*(?:true|1\b))"
    r"|(?<![\w.])(send)\s*\(|\bauto_(ack)\s*=\s*true"
)


def leaks(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    """The terms of what is written down or set going beside what the effects say."""
    found = _LITERAL.search(act.text)
    if found is not None and found.group(0) in warrant.text:
        found = None
    if found is not None and any(not _KEEPERS.search(path.lower()) for _, path in changed_places(act)):
        yield Term("writes_secret", w.WRITES_SECRET, "It writes a secret where others read it.")
    if _IGNORED.search(act.text) and "ignored" not in warrant.text and "force" not in warrant.text:
        yield Term("adds_ignored", w.WRITES_SECRET, "It adds what the repository ignores on purpose.")
    yield from _ruins(warrant, act)
    yield from _strange_code(warrant, act, evidence)


def _strange_code(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    """Code of which nothing is known is run: what lies in a place for throwing away, or in whatever files there are."""
    if act.structured or not any(effect.operation is Operation.EXECUTE for effect in act.analysis.effects):
        return
    found = _FROM_TMP.search(act.text) or _FED.search(act.text)
    if found is None:
        return
    path = next((group for group in found.groups() if group), "")
    known = evidence.origin(path, warrant.text) if path else Origin.NOWHERE
    asked = Operation.EXECUTE in warrant.operations and warrant.mode is Mode.ORDER
    if known in {Origin.NOWHERE, Origin.TAINTED, Origin.DOUBTFUL} and not asked and warrant.mode is not Mode.UNCLEAR:
        yield Term("strange_code", w.STRANGE_CODE, f'It runs "{found.group(0).strip()}", of which nothing is known.')


_FROM_TMP = regex(
    r"(?:^|[;&|]\s*)(?:sudo\s+)?(?:(?:go run|java -jar|python3?|node|ruby|perl|php|deno run|bun|tsx|dotnet|(?:ba|z|da)?sh|source|\.)\s+)?((?:/var)?/tmp/[\w./-]+|/dev/shm/[\w./-]+)"
    r"|\bpath=((?:/var)?/tmp[\w/.-]*|/dev/shm[\w/.-]*|\.)(?=[:\s])"
)
_FED = regex(
    r"\b(?:cat|sed|awk|head|tail|grep)\b[^;&\n]*\|\s*(?:sudo\s+)?(?:(?:ba|z|da|k)?sh|python3?|perl|ruby|node)\s*(?:-s?\s*)?(?:$|[;&\n])"
)
"""The text of files, fed to a shell or an interpreter."""


def _ruins(warrant: Warrant, act: Act) -> Iterator[Term]:
    """Harm in what is written to be run, and in the calls of a program of which only looks are in view."""
    effects = act.analysis.effects
    if not any(effect.changes for effect in effects) and act.analysis.coverage is not Coverage.FULL:
        called = _CALLS.search(act.text)
        word = next((group for group in called.groups() if group), "") if called is not None else ""
        operation = _operation(word)
        if called is not None and operation not in warrant.operations and word not in warrant.text:
            yield Term("sounds_like", w.RUINS, f'It calls "{called.group(0)}", and nobody asked for that.')
        return
    runs = bool(act.name_stems & _RUNS) or any(_SCRIPT.search(path.lower()) for _, path in changed_places(act))
    found = _RUIN.search(act.text) if runs else None
    if found is not None and found.group(0) not in warrant.text:
        spoken = any(Operation.DELETE in VERBS.get(word, ()) for word in warrant.stems)
        share = (1.0 if act.name_stems & _RUNS else 0.5) * (0.5 if spoken else 1.0)
        yield Term("ruins", w.RUINS * share, f'What it writes to be run holds "{found.group(0)}".')


_RUNS = stems("run execute exec eval")
_SCRIPT = regex(
    r"\.(?:sh|bash|ps1|bat|cmd|zsh)$|(?:^|/)(?:makefile|mk|justfile|taskfile\.ya?ml|crontab|package\.json|\.git/hooks/\S+)$"
)
_RUIN = regex(
    r"\brm\s+-\w*[rf]\w*\s+\S+|\bdrop\s+(?:schema|table|database)\s+\S+|\btruncate\s+table\b|\bdb\s+reset\b|--force-reset\b|\bmkfs\b|\bdropdb\b"
    r"|\bdelete\s+from\s+\w+|\bterraform\s+destroy\b|\bkubectl\s+delete\b|\bgit\s+(?:reset\s+--hard|clean\s+-\w*f|push\s+(?:-f|--force)\b)|\bfind\b[^\n;|]*\s-delete\b"
)


def _operation(word: str) -> Operation:
    return Operation.SEND if word.startswith(("post", "send", "push", "publish", "upload")) else Operation.DELETE
