r"""One HTTP request: method, host, path, query and body -> effects. For curl and its kin, and for HTTP tools alike.

Hosts are read as browsers read them (WHATWG URL, by ada-url), so that `http://0x7f.1/` is this machine and
`http://evil.example\@good.example/` is not good.example. Sources: RFC 9110 (methods), RFC 4918 (WebDAV).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ada_url

from commensurate.effects import graphql, http_said, search_engines
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import Reading, Scene
from commensurate.effects.told_by_data import said_in, weighed
from commensurate.effects.verbs import kind_of, radius_of
from commensurate.model.analysis import Coverage
from commensurate.model.effect import (
    BlastRadius,
    Effect,
    Environment,
    Operation,
    Resource,
    ResourceKind,
    Reversibility,
    Trait,
)
from commensurate.model.regex import regex

_LOOKING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY"})
_METADATA = frozenset({
    "169.254.169.254", "169.254.170.2", "169.254.170.23", "metadata.google.internal", "metadata", "100.100.100.200",
    "[fd00:ec2::254]", "metadata.azure.internal",
})  # fmt: skip
"""Where cloud machines ask for their own credentials."""

_LOCAL = regex(r"localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|host\.docker\.internal")
_DROPS = regex(
    r"(?:.*\.)?(?:webhook\.site|requestbin\.\w+|pipedream\.net|ngrok(?:-free)?\.\w+|transfer\.sh|file\.io|0x0\.st|paste\.rs"
    r"|pastebin\.com|ix\.io|termbin\.com|hastebin\.com|dpaste\.\w+|oast\.\w+|oastify\.com|burpcollaborator\.net|interact\.sh"
    r"|beeceptor\.com|bashupload\.com|temp\.sh|catbox\.moe|gofile\.io|anonfiles\.com|requestcatcher\.com|hookbin\.com)"
)
"""Places where anyone may leave data, and anyone may read it."""

_KNOWN: tuple[tuple[str, str, Operation, ResourceKind], ...] = (
    (r"hooks\.slack\.com|discord(?:app)?\.com|.*\.webhook\.office\.com", r"", Operation.SEND, ResourceKind.MESSAGE),
    (r"slack\.com", r"/api/(?:chat\.|files\.upload|conversations\.invite)", Operation.SEND, ResourceKind.MESSAGE),
    (r"api\.telegram\.org", r"/send", Operation.SEND, ResourceKind.MESSAGE),
    (r"api\.twilio\.com", r"/(?:Messages|Calls)", Operation.SEND, ResourceKind.MESSAGE),
    (r"api\.(?:eu\.)?(?:sendgrid\.com|mailgun\.net|resend\.com|postmarkapp\.com|brevo\.com|sparkpost\.com)", r"",
     Operation.SEND, ResourceKind.MAIL),
    (r"graph\.microsoft\.com", r"/(?:sendMail|reply|forward)", Operation.SEND, ResourceKind.MAIL),
    (r"gmail\.googleapis\.com|www\.googleapis\.com", r"/messages/(?:send|import)|/drafts/send", Operation.SEND, ResourceKind.MAIL),
    (r"api\.stripe\.com", r"/v1/(?:charges|payment_intents|payouts|transfers|refunds|invoices/[^/]+/pay|topups)",
     Operation.PAY, ResourceKind.PAYMENT),
    (r"api(?:-m)?\.paypal\.com|api\.wise\.com|api\.(?:transferwise|squareup)\.com", r"pay|transfer|capture|refund",
     Operation.PAY, ResourceKind.PAYMENT),
    (r"api\.onesignal\.com|onesignal\.com", r"/notifications", Operation.SEND, ResourceKind.MESSAGE),
    (r"fcm\.googleapis\.com", r":send|/send", Operation.SEND, ResourceKind.MESSAGE),
    (r"api\.(?:twitter|x)\.com", r"/tweets|/statuses/update", Operation.SEND, ResourceKind.POST),
    (r"graph\.(?:facebook|instagram)\.com", r"/feed|/media_publish|/photos|/messages", Operation.SEND, ResourceKind.POST),
    (r"api\.linkedin\.com", r"/(?:ugcPosts|posts|shares)", Operation.SEND, ResourceKind.POST),
    (r".*\.adyen\.com|.*\.adyenpayments\.com", r"/payments|/payouts|/transfers", Operation.PAY, ResourceKind.PAYMENT),
    (r"api\.(?:razorpay|mollie|gocardless|plaid|coinbase|kraken|binance|alpaca)\.\w+|api\.exchange\.coinbase\.com|paper-api\.alpaca\.markets",
     r"/(?:payments|payouts|transfers|orders?|withdraw\w*|refunds?|AddOrder|Withdraw)\b", Operation.PAY, ResourceKind.PAYMENT),
    (r"registry\.npmjs\.org|upload\.pypi\.org|rubygems\.org|crates\.io", r"", Operation.SEND, ResourceKind.PACKAGE),
)  # fmt: skip
"""(host, part of the path) of services where a POST speaks to people, moves money or publishes. Their API references."""

_WHOLES = frozenset({"namespaces", "projects", "organizations", "orgs", "accounts", "resourcegroups", "subscriptions"})
"""Collections of which one member is a whole environment."""

_CROWDS = names(
    "marketing campaigns campaign singlesends broadcasts broadcast newsletters newsletter bulk batch topics"
)
_LOGINS = names("""
    login signin sign-in token oauth session sessions authenticate auth refresh
""")


@dataclass(frozen=True, slots=True)
class _Target:
    host: str
    port: int
    segments: tuple[str, ...]
    query: str
    label: str
    known: bool

    @property
    def local(self) -> bool:
        return _LOCAL.fullmatch(self.host) is not None


def request_effects(
    method: str,
    url: str,
    body: Any,
    scene: Scene,
    evidence: str,
    *,
    sends: Sequence[Effect] = (),
    unseen: bool = False,
    headers: Sequence[str] = (),
) -> Reading:
    """Read one request. `body` is text or plain JSON data, None where there is none; `sends` are the effects of reading
    what is sent along (files, what is piped in); `unseen` is True where something not in view is sent with it. An empty
    `method` is GET without a body, POST with one. `headers` are written `Name: value`.
    """
    target = _target(url)
    text = body if isinstance(body, str) else "" if body is None else json.dumps(body)
    data = http_said.body_of(body) if isinstance(body, str) else body
    verb = method.strip().upper() or ("POST" if text or sends or unseen else "GET")
    if verb not in _LOOKING or verb == "GET":
        verb = http_said.overriding(headers, target.query, data) or verb
    rpc = http_said.rpc_of(target.host, headers, target.query, data)
    if rpc is not None:
        from commensurate.effects.api import call_effects  # noqa: PLC0415 (loads the tables of the cloud)

        return call_effects(rpc.service, rpc.operation, rpc.params, scene, evidence)
    if target.host in _METADATA:
        effect = _effect(Operation.READ, ResourceKind.SECRET, target, scene, evidence, traits={Trait.SECRET})
        return Reading((effect,))
    reading = _request(verb, target, (text, data), scene, evidence)
    if verb not in _LOOKING and not target.local:
        said = said_in(data)
        world = environment_of(*(str(value) for key, value in _places(data)))
        reading = replace(reading, effects=tuple(
            replace(weighed(effect, said), environment=stricter(effect.environment, world)) for effect in reading.effects
        ))  # fmt: skip
    leaves = _leaving(target, scene, evidence, sends, marked=bool(unseen or (_DROPS.fullmatch(target.host) and text)))
    if leaves is not None and verb not in ("GET", "HEAD"):
        kept = tuple(
            e for e in reading.effects if not (e.operation is Operation.SEND and e.resource.kind is ResourceKind.URL)
        )
        reading = Reading((*kept, leaves), reading.nested, reading.coverage, reading.questions, reading.notes)
    return reading


def _places(data: Any) -> list[tuple[str, Any]]:
    """What of a body names one of the organisation's worlds."""
    parts = data if isinstance(data, list) else [data]
    return [
        (key, value) for part in parts if isinstance(part, Mapping) for key, value in part.items()
        if key.lower() in _WORLDS and isinstance(value, str) and len(value) < 200
    ]  # fmt: skip


_WORLDS = names("environment env stage target path namespace cluster project database branch ref")


def _request(verb: str, target: _Target, body: tuple[str, Any], scene: Scene, evidence: str) -> Reading:
    text, data = body
    segments = list(target.segments)
    last = segments[-1].lower() if segments else ""
    if last in ("graphql", "gql") or (
        verb == "POST" and re.match(r'\s*\{\s*"query"\s*:\s*"\s*(?:mutation|query|\{)', text)
    ):
        if text:
            where = _environment(target, scene, changes=True)
            within = Scene(host=scene.host, environment=where, elevated=scene.elevated)
            return graphql.read(text, within, evidence)
        if verb == "GET" and "mutation" not in target.query:
            return Reading((_effect(Operation.READ, ResourceKind.URL, target, scene, evidence),))
    if search_engines.speaks(target.host, target.port, segments):
        found = search_engines.read(verb, segments, target.query, text)
        if found is not None:
            return Reading(_searched(found, target, scene, evidence))
    if verb in _LOOKING:
        return _looked(verb, target, scene, evidence)
    if verb in ("DELETE", "PURGE", "UNLINK", "UNLOCK", "UNSUBSCRIBE"):
        return Reading((_deleted(verb, target, scene, evidence),))
    if verb in ("PUT", "PATCH", "MKCOL", "MOVE", "COPY", "PROPPATCH", "LINK", "LOCK"):
        part = (Operation.UPDATE, Reversibility.COSTLY if not target.local else Reversibility.REVERSIBLE)
        kind = _kind(target.segments)
        effect = _effect(part[0], kind, target, scene, evidence, reversibility=part[1], traits={Trait.OVERWRITES})
        return Reading((effect,))
    if verb == "POST":
        return _posted(target, data, scene, evidence)
    effect = _effect(
        Operation.UPDATE,
        ResourceKind.URL,
        target,
        scene,
        evidence,
        reversibility=Reversibility.COSTLY,
        traits={Trait.OPAQUE},
    )
    return Reading((effect,), coverage=Coverage.OPAQUE, notes=(f"http: {verb}: not a method that is known",))


def _looked(verb: str, target: _Target, scene: Scene, evidence: str) -> Reading:
    """GET looks, unless its own path or query says that it deletes, or data of a command is put into the URL."""
    meaning = http_said.spoken(target.segments, target.query) if verb == "GET" else None
    if meaning is not None and meaning.operation is Operation.DELETE:
        effect = _effect(
            Operation.DELETE, _kind(target.segments[:-1]), target, scene, evidence, reversibility=Reversibility.COSTLY
        )
        return Reading((effect,), coverage=Coverage.PARTIAL)
    if not target.known and re.search(r"\$\(|`", target.label) and not target.local:
        effect = _effect(
            Operation.SEND, ResourceKind.URL, target, scene, evidence, reversibility=Reversibility.COSTLY,
            traits={Trait.OUTBOUND},
        )  # fmt: skip
        return Reading((effect,))
    return Reading((_effect(Operation.READ, ResourceKind.URL, target, scene, evidence),))


def _posted(target: _Target, data: Any, scene: Scene, evidence: str) -> Reading:
    path = "/" + "/".join(target.segments)
    for host, part, operation, kind in _KNOWN:
        if re.fullmatch(host, target.host) and re.search(part, path):
            traits = {Trait.OUTBOUND} if operation is Operation.SEND else set()
            traits |= {Trait.UNBOUNDED} if _CROWDS & {part.lower() for part in target.segments} else set()
            effect = _effect(
                operation, kind, target, scene, evidence, reversibility=Reversibility.IRREVERSIBLE, traits=traits
            )
            return Reading((effect,))
    meaning = http_said.spoken(target.segments, target.query) or http_said.stated(data, target.segments)
    if meaning is not None and meaning.operation is Operation.READ:
        return Reading((_effect(Operation.READ, ResourceKind.URL, target, scene, evidence),), coverage=Coverage.PARTIAL)
    mild = Reversibility.REVERSIBLE if target.local else Reversibility.COSTLY
    last = target.segments[-1].lower() if target.segments else ""
    if last in _LOGINS:
        return Reading((_effect(Operation.SEND, ResourceKind.URL, target, scene, evidence),))
    mild_still = meaning is not None and meaning.reversibility is not Reversibility.IRREVERSIBLE
    if meaning is None or (meaning.operation in (Operation.CREATE, Operation.UPDATE) and mild_still):
        operation = Operation.UPDATE if target.local else Operation.SEND
        return Reading((_effect(operation, ResourceKind.URL, target, scene, evidence, reversibility=mild),))
    kind = _kind(target.segments[:-1])
    reversibility = min(meaning.reversibility, Reversibility.COSTLY) if target.local else meaning.reversibility
    radius = radius_of(kind) if meaning.operation is Operation.DELETE else BlastRadius.ONE
    if meaning.operation is Operation.UPDATE:
        radius = BlastRadius.SEVERAL
    traits = {Trait.WIDENS} if meaning.operation is Operation.GRANT else set()
    effect = _effect(
        meaning.operation, kind, target, scene, evidence, reversibility=reversibility, radius=radius, traits=traits
    )
    return Reading((effect,))


_LIGHT = names(
    "labels reactions stars starred watchers subscription favorites likes votes bookmarks assignees reviewers"
)
_TRUNKS = frozenset({"main", "master", "trunk", "develop", "release", "production", "prod", "stable"})


def _deleted(verb: str, target: _Target, scene: Scene, evidence: str) -> Effect:
    kind = ResourceKind.CACHE if verb == "PURGE" else _kind(target.segments)
    if target.local and kind not in (ResourceKind.INDEX, ResourceKind.DATABASE):
        kind = ResourceKind.URL
    last = target.segments[-1] if target.segments else ""
    light = len(target.segments) > 1 and target.segments[-2].lower() in _LIGHT
    whole = not target.query and last.lower().endswith("s") and kind_of(last) is not ResourceKind.UNKNOWN
    namespaced = len(target.segments) > 1 and target.segments[-2].lower() in _WHOLES
    at = [part.lower() for part in target.segments]
    if target.host == "api.github.com" and at[3:6] == ["git", "refs", "heads"]:
        kind = ResourceKind.BRANCH
    repository = target.host == "api.github.com" and len(target.segments) == 3 and target.segments[0] == "repos"
    radius = BlastRadius.ENVIRONMENT if namespaced or repository else BlastRadius.SEVERAL if whole else BlastRadius.ONE
    traits = {Trait.REMOTE, Trait.PROTECTED} if kind is ResourceKind.BRANCH and last in _TRUNKS else set()
    traits |= ({Trait.UNBOUNDED} if whole else set()) | ({Trait.WILDCARD} if "*" in last else set())
    mild = (target.local and kind not in (ResourceKind.INDEX, ResourceKind.DATABASE)) or verb in ("PURGE", "UNLOCK")
    reversibility = Reversibility.COSTLY if mild else Reversibility.IRREVERSIBLE
    reversibility = Reversibility.REVERSIBLE if light else reversibility
    return _effect(
        Operation.DELETE, kind, target, scene, evidence, reversibility=reversibility, radius=radius, traits=traits
    )


def _searched(found: search_engines.Search, target: _Target, scene: Scene, evidence: str) -> tuple[Effect, ...]:
    where = _environment(target, scene, changes=found.operation is not Operation.READ)
    count = len(found.names) if len(found.names) > 1 else None
    return tuple(
        Effect(
            found.operation, Resource(found.kind, name, count), found.reversibility, found.radius, evidence,
            stricter(where, environment_of(name)), found.traits | surroundings(scene) | _remote(target),
        )
        for name in found.names or ("",)
    )  # fmt: skip


def _leaving(target: _Target, scene: Scene, evidence: str, sends: Sequence[Effect], *, marked: bool) -> Effect | None:
    """What is taken out of this machine by the request, where it is more than its own words."""
    secret = any(effect.resource.kind is ResourceKind.SECRET or Trait.SECRET in effect.traits for effect in sends)
    if target.local or not (sends or marked):
        return None
    traits = {Trait.OUTBOUND} | ({Trait.SECRET} if secret else set())
    if _DROPS.fullmatch(target.host):
        traits.add(Trait.PUBLIC)
    reversibility = Reversibility.IRREVERSIBLE if secret or Trait.PUBLIC in traits else Reversibility.COSTLY
    kind = ResourceKind.SECRET if secret else ResourceKind.URL
    return _effect(Operation.SEND, kind, target, scene, evidence, reversibility=reversibility, traits=traits)


def _effect(
    operation: Operation,
    kind: ResourceKind,
    target: _Target,
    scene: Scene,
    evidence: str,
    *,
    reversibility: Reversibility = Reversibility.REVERSIBLE,
    radius: BlastRadius = BlastRadius.ONE,
    traits: set[Trait] | frozenset[Trait] = frozenset(),
) -> Effect:
    environment = _environment(target, scene, changes=operation is not Operation.READ)
    every = traits | surroundings(scene) | _remote(target) | (frozenset() if target.known else {Trait.UNRESOLVED})
    return Effect(
        operation, Resource(kind, target.label), reversibility, radius, evidence, environment, frozenset(every)
    )


def _remote(target: _Target) -> frozenset[Trait]:
    return frozenset() if target.local else frozenset({Trait.REMOTE})


def _environment(target: _Target, scene: Scene, *, changes: bool) -> Environment:
    names = [target.host]
    if changes:
        names += target.segments
    found = environment_of(*names)
    if target.local and found is Environment.UNKNOWN:
        found = Environment.DEVELOPMENT
    return stricter(scene.environment, found)


def _target(url: str) -> _Target:
    known = "$" not in url and "`" not in url
    written = url if re.match(r"[A-Za-z][A-Za-z\d+.-]*://", url) else "http://" + url
    try:
        parts = ada_url.URL(written)
        host, port, path, query = parts.hostname, parts.port, parts.pathname, parts.search.lstrip("?")
    except ValueError:
        rest = written.partition("://")[2]
        host, _, path = rest.partition("/")
        host, port, query, known = host.rpartition("@")[2], "", path.partition("?")[2], False
        path = path.partition("?")[0]
    segments = tuple(part for part in path.replace("%2A", "*").replace("%2a", "*").split("/") if part)
    label = re.sub(r"//[^/@\\]*@", "//", url)
    return _Target(host.lower(), int(port) if port.isdigit() else 0, segments, query, label, known)


def _kind(segments: Sequence[str]) -> ResourceKind:
    """The kind that the last noun of a path speaks of; identifiers do not count."""
    nouns = [kind_of(part) for part in segments if re.fullmatch(r"[A-Za-z_-]{2,30}", part)]
    found = [kind for kind in nouns if kind is not ResourceKind.UNKNOWN]
    return found[-1] if found else ResourceKind.URL
