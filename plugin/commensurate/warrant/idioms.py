"""Turns of phrase that ask for an act without its verb: "have the duplicates removed", "give Tom a heads-up", "Mia needs access"."""

from collections.abc import Iterator

from commensurate.model.effect import Operation
from commensurate.model.regex import regex
from commensurate.warrant.tokens import Sentence

_O = Operation
_GONE = "removed|deleted|dropped|wiped|purged|cleared|erased|destroyed|discarded|emptied|uninstalled|gone|out of there"
_SENT = "sent|forwarded|mailed|emailed|posted|published|delivered|informed|notified"
_PAID = "paid|refunded|reimbursed|settled|ordered|bought"
_STOPPED = (
    "stopped|cancelled|canceled|restarted|rebooted|killed|shut down|switched off|turned off|paused|suspended|disabled"
)
_CHANGED = "changed|updated|renamed|moved|fixed|corrected|merged|deployed|rolled back|restored|reset|rotated|archived|closed|raised|lowered|enabled|applied|upgraded"
_PEOPLE = (
    "customer|client|team|boss|landlord|tenant|supplier|guest|guests|colleagues?|manager|parents?|teacher|doctor|everyone|everybody|him|her|them|"
    "people|users?|subscribers|members|board|group|channel|office|neighbou?rs?|family|applicants?|candidates?|vendor|contractor|author|reviewer"
)
_GROUPS = "admins?|owners?|maintainers?|members?|team|group|project|org|organi[sz]ation|channel|repo|repository|board|workspace|space|list|role|editors?|readers?|users"
IDIOMS = tuple(
    (regex(form), verb, operations)
    for form, verb, operations in (
        (rf"\b(?:have|get|want|need|like|see) (?:[\w'./@-]+ ){{1,8}}?(?:{_GONE})\b", "delet", frozenset({_O.DELETE, _O.UPDATE})),
        (rf"\b(?:have|get|want|need) (?:[\w'./@-]+ ){{1,8}}?(?:{_SENT})\b", "send", frozenset({_O.SEND})),
        (rf"\b(?:have|get|want|need) (?:[\w'./@-]+ ){{1,8}}?(?:{_PAID})\b", "pai", frozenset({_O.PAY})),
        (rf"\b(?:have|get|want|need) (?:[\w'./@-]+ ){{1,8}}?(?:{_STOPPED})\b", "stop", frozenset({_O.STOP, _O.DELETE, _O.UPDATE})),
        (rf"\b(?:have|get|want|need) (?:[\w'./@-]+ ){{1,8}}?(?:{_CHANGED})\b", "chang", frozenset({_O.UPDATE, _O.EXECUTE})),
        (r"\b(?:get shot of|do away with|make (?:it|them|that|those) (?:go away|disappear|vanish)|get (?:it|them|that|those) out of)\b", "delet", frozenset({_O.DELETE, _O.UPDATE})),
        (r"\bgo away\b", "delet", frozenset({_O.DELETE})),
        (r"\b(?:drop|give|send|shoot) (?:[\w'@.-]+ ){1,4}?(?:a |an |the )?(?:line|heads-up|shout|note|nudge|ring|reply|answer|reminder|update)\b", "send", frozenset({_O.SEND})),
        (r"\bgive [\w'@.-]+ (?:notice|word|the all-clear|the green light|a call)\b", "send", frozenset({_O.SEND})),
        (r"\bget back to (?!work|me|us|normal|it\b)[\w@]+", "repli", frozenset({_O.SEND})),
        (rf"\b(?:tell|ask|let|inform|ping|text|remind) (?:the |my |our |all |all the |every |both )?(?:{_PEOPLE})\b", "tell", frozenset({_O.SEND})),
        (r"\bping @\w+", "ping", frozenset({_O.SEND})),
        (r"\b(?:get|grab|fetch|find) (?:me|us|him|her|them) (?:a|an|the|another|some|two|three|four|five|\d+) ", "get", frozenset({_O.PAY, _O.CREATE, _O.READ})),
        (r"\bgive (?:[\w'@.-]+ ){1,5}?(?:money|cash|deposit|fee|payment|euros?|dollars?) back\b", "refund", frozenset({_O.PAY})),
        (rf"\b(?:add|put|invite|let|assign) (?:[\w'@.-]+ ){{1,4}}?(?:to|on|onto|into|in) (?:the |our |my |a )?(?:[\w'-]+ )?(?:{_GROUPS})\b", "add", frozenset({_O.GRANT, _O.CREATE, _O.UPDATE})),
        (r"\bmake (?:[\w'@./-]+ ){1,6}?(?:visible|public|readable|accessible|editable|writable|available|open) ?(?:to|for)?\b", "shar", frozenset({_O.GRANT, _O.UPDATE})),
        (r"\bmake (?:[\w'@.-]+ ){1,3}?(?:an? |the )?(?:admin|administrator|owner|editor|maintainer|member|viewer|moderator)\b", "grant", frozenset({_O.GRANT, _O.UPDATE})),
        (r"\b(?:needs?|should (?:have|get)|gets?|must have) (?:[\w'-]+ ){0,3}?(?:access|rights?|permissions?|role)\b", "grant", frozenset({_O.GRANT, _O.CREATE, _O.UPDATE})),
        (r"\b(?:cut|stop|end|remove|take away|pull|kill) (?:[\w'@.-]+ ){0,3}?(?:access|rights?|permissions?|membership|role|login)\b", "revok", frozenset({_O.REVOKE, _O.DELETE, _O.UPDATE})),
        (r"\b(?:lock|freeze|suspend|deactivate) (?:[\w'@.-]+ ){0,3}?(?:account|user|card|login|profile|member)\b", "revok", frozenset({_O.REVOKE, _O.UPDATE, _O.STOP})),
        (r"\bshould (?:now |really )?(?:be|cost|say|read|point to|go to|run at|start at|end at|show) \S", "set", frozenset({_O.UPDATE})),
    )
)  # fmt: skip
"""A turn of phrase over words in lower case, the stem of the verb that it stands for, and what it may mean."""


def idioms_in(sentence: Sentence) -> Iterator[tuple[str, frozenset[Operation]]]:
    """The verbs that a sentence's turns of phrase stand for. A question about the past or a report is none of them."""
    words = " ".join(token.word for token in sentence.tokens)
    for form, verb, operations in IDIOMS:
        if form.search(words):
            yield verb, operations
