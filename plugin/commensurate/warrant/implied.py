"""What some prohibitions mean in the language of programs that never say their words. Pure.

«Don't rewrite history» speaks of `git rebase`, «no network» of `curl`, «leave package.json as it is» of `npm install x`.
"""

import re

from commensurate.model.effect import Effect, Operation, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex
from commensurate.warrant.act import Act
from commensurate.warrant.tokens import stems
from commensurate.warrant.warrant import Constraint

_HISTORY = stems("history commit commits")
_REWRITING = stems("rewrite change alter edit modify touch amend rebase squash")
_REWRITES = regex(
    r"\bgit\s+(?:-\S+\s+)*(?:rebase\b(?!\s+--(?:abort|quit|show))|filter-(?:repo|branch)\b|commit\b[^;&|]*--amend\b"
    r"|push\b[^;&|]*\s(?:-f\b|--force)|reset\b[^;&|]*\s\S*(?:head[~^]|origin/))"
)
_LOSING = stems("lose loose discard drop throw")
_WORK = stems("change changes work edits edit stash")
_NETWORK = stems("network internet online")
_MANIFESTS = (
    (
        "package.json",
        regex(r"\b(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|remove|rm|uninstall|up|update|upgrade)\s+(?!-)\S"),
    ),
    ("pyproject.toml", regex(r"\b(?:poetry|uv|pdm|hatch)\s+(?:add|remove)\s+\S")),
    ("cargo.toml", regex(r"\bcargo\s+(?:add|remove|rm)\s+\S")),
    ("go.mod", regex(r"\bgo\s+(?:get\s+\S|mod\s+(?:tidy|edit))")),
    ("gemfile", regex(r"\bbundle\s+(?:add|remove)\s+\S")),
    ("composer.json", regex(r"\bcomposer\s+(?:require|remove)\s+\S")),
)
"""Files that their package manager writes, and the commands by which it does."""


def stands(name: str, text: str) -> bool:
    """True where an option or a phrase stands in a text as it is, and not as a part of a longer one."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def implied(constraint: Constraint, act: Act) -> str:
    """How the act breaks a prohibition whose words stand nowhere in it; empty where it does not."""
    verbs, spoken = constraint.verbs, constraint.stems
    if spoken & _HISTORY and verbs & _REWRITING and _REWRITES.search(act.text):
        return "it rewrites history"
    if (verbs | spoken) & _LOSING and (verbs | spoken) & _WORK and any(map(_loses, act.analysis.effects)):
        return "it throws work away"
    if spoken & _NETWORK and any(map(_goes_out, act.analysis.effects)):
        return "it goes out to the network"
    named = {name.rsplit("/", 1)[-1].lower() for name in constraint.names}
    found = next((file for file, writes in _MANIFESTS if file in named and writes.search(act.text)), "")
    return f'it writes "{found}"' if found and Operation.UPDATE in constraint.operations else ""


def _loses(effect: Effect) -> bool:
    kept = effect.resource.kind in {ResourceKind.WORKTREE, ResourceKind.HISTORY}
    return kept and effect.operation is Operation.DELETE and effect.reversibility is not Reversibility.REVERSIBLE


def _goes_out(effect: Effect) -> bool:
    if effect.resource.kind is ResourceKind.URL:
        return _LOCAL.search(effect.resource.name) is None
    return bool(effect.traits & {Trait.OUTBOUND, Trait.INBOUND_CODE})


_LOCAL = regex(r"^(?:\w+://)?(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)")
