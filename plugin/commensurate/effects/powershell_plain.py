"""PowerShell text made plainer before it is read: texts put together of pieces, names in parentheses that are called.

What stays put together only when it runs is hidden. Source: learn.microsoft.com/powershell (about_Operators, 7.4).
"""

import re
from dataclasses import replace

from commensurate.effects.code_unseen import executes
from commensurate.effects.reading import NOTHING, Command, Reading, Scene, opaque
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_JOINED = regex(
    r"'([^'\n$`\"]{0,400})'\s*\+\s*'([^'\n$`\"]{0,400})'|\"([^\"\n$`']{0,400})\"\s*\+\s*\"([^\"\n$`']{0,400})\""
)
_CALLED = regex(r"([&.]\s*)\(\s*('[^'\n]*')\s*\)")
_EVALUATED = regex(r"(\b(?:iex|invoke-expression)\s+)\(\s*('[^'\n]*')\s*\)", flags=re.IGNORECASE)
_FORMATTED = regex(
    r"\(?\s*(['\"])((?:\{\d\}|[^'\"\n{}]){1,200})\1\s*-f\s*((?:(['\"])[^'\"\n]{0,200}\4\s*,?\s*){1,12})\)?",
    flags=re.IGNORECASE,
)
_PIECE = regex(r"['\"]([^'\"\n]*)['\"]")
_COMPUTED = regex(
    r"(?:^|[;|{(\n])\s*[&.]\s*(?:\(|\$\(|\$\w+\s*\[)|\b(?:iex|invoke-expression)\s+\(\s*(?!get-content\b|gc\b|cat\b|['\"])",
    flags=re.IGNORECASE | re.MULTILINE,
)
_OWN_DELETE = regex(
    r"\(\s*((?:get-item|gi|get-childitem|gci|ls|dir)\s[^()\n]{1,300})\)\.delete\([^()\n]{0,40}\)", flags=re.IGNORECASE
)
"""`(Get-Item X).Delete()`: what is looked up deletes itself."""
_SHADOWS = regex(r"\bwin32_shadowcopy\b.*?(?:\.delete\(|remove-|invoke-)", flags=re.IGNORECASE | re.DOTALL)
_PROFILE = regex(r"\$profile\b", flags=re.IGNORECASE)
_WRITES = regex(r"\b(?:add-content|set-content|out-file|ac|sc)\b|>>?\s*\$profile\b", flags=re.IGNORECASE)
MOST_ROUNDS = 40


def plainer(text: str) -> str:
    """The same text with its constant pieces joined."""
    if "+" in text:
        for _ in range(MOST_ROUNDS):
            joined = _JOINED.sub(_join, text, count=1)
            if joined == text:
                break
            text = joined
    if "-f" in text:
        text = _FORMATTED.sub(_filled, text)
    text = _CALLED.sub(r"\1\2", text)
    text = _OWN_DELETE.sub(r"\1 | Remove-Item -Recurse", text)
    return _EVALUATED.sub(r"\1\2", text)


def _join(found: "re.Match[str]") -> str:
    quote = "'" if found[1] is not None else '"'
    return f"{quote}{found[1] or found[3] or ''}{found[2] or found[4] or ''}{quote}"


def _filled(found: "re.Match[str]") -> str:
    pieces = _PIECE.findall(found[3])
    text = found[2]
    for number, piece in enumerate(pieces):
        text = text.replace(f"{{{number}}}", piece)
    return f"'{text}'"


def piped_in(command: Command) -> Reading:
    """What a request takes from the pipeline: something of this machine, whatever it is."""
    seen = executes("what is piped in", command.scene, command.evidence)
    return Reading((replace(seen, operation=Operation.READ, traits=frozenset()),))


def besides(text: str, scene: Scene) -> Reading:
    """What a text shows as a whole, and no single command of it."""
    found = NOTHING
    evidence = " ".join(text[:400].split())
    if _COMPUTED.search(text):
        found += opaque(
            "powershell: what is called is put together", executes("a computed name", scene, evidence, Trait.UNRESOLVED)
        )
    if _SHADOWS.search(text):
        found += Reading((Effect(
            Operation.DELETE, Resource(ResourceKind.BACKUP, "shadow copies"), Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT,
            evidence, scene.environment, frozenset({Trait.BACKUP, Trait.HIDES}),
        ),))  # fmt: skip
    if _PROFILE.search(text) and _WRITES.search(text):
        found += Reading((Effect(
            Operation.UPDATE, Resource(ResourceKind.SETTING, "$PROFILE"), Reversibility.COSTLY, BlastRadius.ONE,
            evidence, scene.environment, frozenset({Trait.PERSISTENT, Trait.OUTSIDE}),
        ),))  # fmt: skip
    return found
