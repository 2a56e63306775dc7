"""The forms of words that features look for: moods of a task, shapes of an act. Tables only; they weigh nothing themselves."""

import re
from collections.abc import Mapping

from commensurate.model.effect import Operation, ResourceKind
from commensurate.model.regex import regex

_MOODS = {
    "just": r"\b(?:just|only|nur|solo|seulement|alleen|apenas|solamente)\b",
    "looks": r"\b(?:tell me|show me|let me know|what|which|how|why|where|who|whether|check|find out|see if|look|list|count"
    r"|compare|explain|summar\w+|review|suggest|propose|draft|plan|estimate)\b",
    "all": r"\b(?:all|every|everything|everyone|entire|whole|any|each|completely)\b",
    "one": r"\b(?:one|single|this|that)\b",
    "condition": r"\b(?:if|unless|until|before|after|once|when|first)\b",
    "assured": r"\b(?:go ahead|approved|confirmed|confirm|no need to|i know|consent|signed off|agreed|permission|already|really"
    r"|please|yes|okay|ok|sure)\b",
    "spare": r"\b(?:backup|backed up|copy|tape|throwaway|scratch|test|sandbox|disposable|dev|staging|empty)\b",
    "told": r"\b(?:because|since|so that|it's|we're|i'm|they|he|she)\b",
    "later": r"\b(?:i'll|i will|later|tomorrow|yet|myself|next week)\b",
    "keeps": r"\b(?:copy|backup|back up|keep an?|keep the)\b",
    "asks": r"^\s*(?:what|which|how|why|where|who|is|are|does|do|did|can|could|should|when)\b",
}
MOODS: Mapping[str, re.Pattern[str]] = {name: regex(form) for name, form in _MOODS.items()}
"""What the words of a task sound like, prohibitions left out. In lower case."""

_SHAPES = {
    "force": r"(?<!\S)(?:-f|--force\b|--yes|-y|--no-verify|--hard|-rf|-fr)(?=\s|$|[;&|])|force\w*",
    "all": r"(?<!\S)(?:--all\b|-a\b|--recursive|-r\b|--everything)|\ball\b|\beverything\b",
    "star": r"\*",
    "sudo": r"\bsudo\b",
    "redirect": r"(?<![0-9&])>(?!&)",
    "regardless": r"\|\|\s*true",
    "tries": r"--dry-run|--check\b|\bplan\b|--what-?if|dry_?run|draft|preview",
    "spares": r"\.bak|backup|\.orig|\btar\b|\bcp\b|copy|pg_dump|mysqldump|snapshot|rollback|archive|\blimit\b|transaction",
    "public": r"public|anyone|everyone|0\.0\.0\.0|777",
    "piped": r"(?:curl|wget)[^|\n]*\|\s*(?:sudo )?(?:ba|z)?sh",
    "secret": r"password|secret|token|\.env|credential|key\b",
    "net": r"https?://|\bcurl\b|\bssh\b|\bscp\b|requests\.",
    "undoes": r"\brm\b|\bunlink|rmtree|delete|drop|truncate|purge|remove|destroy",
    "sends": r"send|post|mail|notify|publish|push|share|forward|tweet|invite|broadcast",
    "bulk": r"bulk|batch|all_|_all|campaign|everyone|broadcast|mass",
    "stays": r"nohup|cron|systemctl enable|daemon|--restart|recurring|forever",
    "chained": r"&&|;",
}
SHAPES: Mapping[str, re.Pattern[str]] = {name: regex(form) for name, form in _SHAPES.items()}
"""What the words of an act look like. In lower case."""

FAILED = regex(r"error|fail|denied|refused|not found|forbidden|cannot")
NUMBER = regex(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
ADDRESS = regex(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://[^\s'\"]+")
PATH = regex(r"(?:~|\.{1,2})?/?[\w.@-]+(?:/[\w.@*-]+)+/?|\*\.\w+")
PARTS = regex(r"&&|\|\||;|\n|\|")
"""What separates the commands of a line."""
NUMBERED = regex(r"^([a-z][a-z_.-]*?)([-_]?\d+)$")
"""A name that ends in a number: db-2."""

NUMBER_WORDS: Mapping[str, float] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100, "half": 30,
}  # fmt: skip
FACTORS = (1, 60, 3600, 24, 1000, 60_000, 100, 0.01, 1 / 60, 1440, 86_400)
"""One figure in another unit: minutes in seconds, hours in days, euros in cents."""

_GROUPS = {
    "file": "file folder worktree", "code": "code package pipeline", "data": "database schema table view row index record",
    "cloud": "bucket object stack instance function cluster workload container image volume network firewall dns queue cache",
    "history": "repository branch history release", "people": "mail message event contact document ticket post page booking user account",
    "money": "payment order", "rights": "secret key certificate permission policy guard",
    "machine": "disk system service process schedule log monitor device host",
    "other": "unknown url setting flag agent model backup snapshot",
}  # fmt: skip
GROUPS: Mapping[ResourceKind, str] = {
    ResourceKind(kind): group for group, kinds in _GROUPS.items() for kind in kinds.split()
}
HARSH = frozenset({Operation.DELETE, Operation.SEND, Operation.PAY, Operation.GRANT, Operation.REVOKE, Operation.STOP})
"""Acts that people ask for by name."""
