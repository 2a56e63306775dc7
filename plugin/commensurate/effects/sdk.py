"""A method of a client library, read as a tool of that name: `zones.delete`, `delete_topics`, `refunds.create`.

Whose method it is need not be known: the verb, the nouns around it and the data that it is given say what it does. Only
what destroys, pays, sends, opens or stops is told here; anything else stays what it was to the reader of the language.
Sources: the client libraries of Google, Azure, Kubernetes, Stripe, Slack, GitHub, Twilio, Notion, Airtable, HubSpot,
Okta, Pinecone, Qdrant, Kafka and RabbitMQ, by their API references.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commensurate.effects.options import names
from commensurate.effects.reading import Scene
from commensurate.effects.tools.names import read_name
from commensurate.effects.tools.read import told_of
from commensurate.effects.tools.verbs import NOUNS
from commensurate.effects.verbs import kind_of, words_of
from commensurate.model.action import Action
from commensurate.model.effect import BlastRadius, Effect, Environment, Operation, ResourceKind, Reversibility, Trait

LOCAL = names("""
    tkinter turtle pygame arcade kivy wx bs4 lxml html5lib selenium playwright pyppeteer puppeteer mechanize splinter mock
    pytest unittest mocker fakeredis mongomock moto responses respx factory faker testcontainers torch tensorflow keras
    transformers sklearn jax rich textual curses blessed click typer networkx simpy sympy shapely geopandas openpyxl docx
    pptx cv2 moviepy nltk spacy gensim diskcache cachetools lru joblib dask three chart d3 leaflet jquery cheerio react vue
    svelte redux zustand mobx rxjs socket editor monaco codemirror quill fabric konva pixi phaser gsap enzyme vi jest sinon
    nock msw cypress supertest vitest chai lodash immer immutable winston pino express fastify koa window document
    localstorage sessionstorage headers searchparams formdata logger log
    logging console dom el element queryclient emitter
    abortcontroller nodecache observer testclient apiclient ephemeralclient qtwidgets pyqt pyside httpretty vcr
    requests_mock freezegun matplotlib plt ax fig mongodbmemoryserver
""")
"""Libraries and objects that live in this process: what they delete is made again by the next run."""
OBJECTS = names("""
    self this cls state store cache map set params node canvas ctx page browser driver widget root session_state st items
    stream reader controller socket server worker req res response request ws wss port process timer player video audio modal
    list array arr obj dict data options config props queue_ buffer stack tree graph scene mesh layer group form field input
""")
"""Names of what usually lives in this process: a bare verb on it says nothing."""
_MODELS = names(
    "anthropic openai cohere mistralai litellm langchain ollama groq together replicate genai generativeai bedrock"
)
_BARE = names("""
    delete remove destroy drop clear purge empty truncate terminate cancel archive trash send post publish pay refund
    transfer stop disable revoke ban kick close unpublish erase wipe del prune expunge obliterate drain create update edit
    execute run put patch reset discard pop release forget detach
""")
"""Verbs that stand alone as a method: what they mean hangs on whose method it is."""
_HERE = names("""
    listener listeners handler handlers callback callbacks mock mocks child children attribute attributes class style timer
    interval property properties cookie cookies subscriber observers observer key_binding shortcut na duplicates column columns
    element elements char chars whitespace spaces line lines
""")
"""Nouns of what lives in this process."""
_DEEP = names("recursive recursively cascade")
"""Before a verb: what hangs below it goes too."""
_HANDLES = names("client service sdk api")
"""What a handle to something elsewhere is named for."""
_SENDS = names("mutate execute run commit invoke")
_HTTP = names("post put patch")
_SURE = names("destroy terminate purge obliterate expunge wipe erase unpublish prune trash nuke truncate")
_WEAK_NOUNS = frozenset(
    {ResourceKind.UNKNOWN, ResourceKind.SETTING, ResourceKind.OBJECT, ResourceKind.CODE, ResourceKind.URL}
)
_TOLD = frozenset({Operation.DELETE, Operation.PAY, Operation.GRANT, Operation.REVOKE, Operation.STOP, Operation.SEND})
_LIVE = frozenset({ResourceKind.FLAG, ResourceKind.SETTING, ResourceKind.DNS, ResourceKind.SECRET})
_FILLERS = names("begin batch bulk async sync api client service v1 v2 v3 beta alpha rest namespaced do by request")
_LATER = names("delay apply_async enqueue submit result wait execute")


@dataclass(frozen=True, slots=True)
class Method:
    """One call: the names before the method, the method, its data, and what is known around it.

    `remote`: the text brings a client library in. `looped`: it runs once for each of many.
    """

    before: Sequence[str]
    name: str
    data: Mapping[str, Any]
    remote: bool = False
    looped: bool = False


def effect_of(method: Method, scene: Scene, evidence: str) -> Effect | None:
    """What the call would do; None where its words do not say that it destroys, pays, sends, opens or stops."""
    before, words = (
        _words(_owned(method.before)),
        [word for word in words_of(method.name) if word not in _FILLERS | _DEEP],
    )
    leaf = method.before and words and words[0] in _SENDS and len(words) == 1
    if (leaf and len(words_of(method.before[-1])) > 1) or (
        words and words[0] in _HTTP and len(words) == 1 and method.before and len(words_of(method.before[-1])) > 1
    ):
        before, words = _words(method.before[:-1]), words_of(method.before[-1])
    if not words or LOCAL & set(before) or LOCAL & {part.lower() for part in method.before}:
        return None
    if _MODELS & set(before) or "model" in method.data or _HERE & set(words):
        return None
    if not _speaks(method, words, before):
        return None
    spelled = "_".join([*words, *reversed(before[-4:])])
    name, own = read_name(spelled), read_name("_".join(words))
    if name.verb_word not in words:
        name = replace(name, verb=own.verb, verb_word=own.verb_word)
    if len(words) == 2 and (own.verb is None or own.verb.operation is Operation.CREATE):
        turned = read_name("_".join(reversed(words)))  # `transfer_create`: the noun stands first
        name = turned if turned.verb is not None and turned.verb.operation is Operation.PAY else name
    if name.verb is None:
        return None
    effect = told_of(Action(spelled, method.data), name, name.verb, scene)
    lives = effect.environment is Environment.PRODUCTION and effect.resource.kind in _LIVE
    if effect.operation not in _TOLD and not lives and Trait.BYPASS not in effect.traits:
        return None
    effect = replace(effect, evidence=evidence)
    if method.looped and effect.operation in (Operation.SEND, Operation.PAY, Operation.DELETE, Operation.REVOKE):
        traits = effect.traits | ({Trait.UNBOUNDED} if effect.operation is not Operation.DELETE else set())
        effect = replace(effect, traits=traits, blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL))
    return _heavy(effect)


def _speaks(method: Method, words: Sequence[str], before: Sequence[str]) -> bool:
    """True where verb and noun stand together, or the verb's owner is something that lives elsewhere."""
    if words[0] in _BARE and words_of(method.name)[0] in _DEEP:
        return True
    bare = len(words_of(method.name)) == 1 and words[0] in _BARE
    noun = kind_of(*words[1:]) if len(words) > 1 else ResourceKind.UNKNOWN
    known = (
        any(word in NOUNS or word.rstrip("s") in NOUNS for word in words[1:]) or "all" in words or "everything" in words
    )
    if not bare and (noun is not ResourceKind.UNKNOWN or known):
        return True
    owner = kind_of(*before[-3:]) not in _WEAK_NOUNS or any(
        word in NOUNS or word.rstrip("s") in NOUNS for word in before[-3:]
    )
    if not bare:
        return method.remote or owner
    if method.before and {method.before[0].lower(), _owned(method.before)[-1].lower()} & OBJECTS:
        return False
    forced = any(
        method.data.get(key) is True for key in ("force", "permanent", "all", "delete_all", "deleteAll", "cascade")
    )
    if (len(before) > 1 or _HANDLES & {word for part in method.before for word in words_of(part)}) and owner:
        return True
    return method.remote and (owner or forced or words[0] in _SURE)


def _owned(before: Sequence[str]) -> Sequence[str]:
    """The names without the look that gave the thing: `containers.list` is of containers."""
    plain = list(before)
    while len(plain) > 1 and plain[-1].lower() in _LOOKS:
        plain.pop()
    return plain


_LOOKS = names("list all get find stream iter items search fetch first one query filter iterate_all auto_paging_iter")


def _heavy(effect: Effect) -> Effect:
    """What code deletes in a service is gone at once: no bin, no question."""
    kind = effect.resource.kind
    if effect.operation is Operation.DELETE and kind in _ELSEWHERE:
        return replace(effect, resource=replace(effect.resource, kind=_ELSEWHERE[kind]))
    if effect.operation is Operation.DELETE and effect.reversibility is Reversibility.COSTLY:
        return replace(effect, blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL))
    return effect


_ELSEWHERE = {
    ResourceKind.FILE: ResourceKind.DOCUMENT, ResourceKind.FOLDER: ResourceKind.DOCUMENT, ResourceKind.CONTAINER: ResourceKind.WORKLOAD
}  # fmt: skip
"""What a service calls a file, a folder or a container is a document, or what runs there."""


def _words(parts: Sequence[str]) -> list[str]:
    """The words of the names before the method: `sdk.users().list` without what it is called through."""
    found: list[str] = []
    for part in parts:
        found += [word for word in words_of(part) if word not in _FILLERS and not word.isdigit()]
    return found


def of_project(parts: Sequence[str]) -> str:
    """The name that tells what a function of the project does: `purge_customers.delay` is `purge_customers`."""
    plain = [part for part in parts if part]
    while len(plain) > 1 and plain[-1] in _LATER:
        plain = plain[:-1]
    return plain[-1] if plain else ""


_RESETS = names(
    "drop reset force recreate wipe destroy clear truncate fresh drop_all drop_existing overwrite force_reset"
)
_STORES = names("db database schema tables table databases store index migrations seed bootstrap setup")


def resets(name: str, data: Mapping[str, Any]) -> bool:
    """True for a function of the project that is told to begin anew: `init_db(drop=True)`."""
    return bool(_STORES & set(words_of(name))) and any(key in _RESETS and value is True for key, value in data.items())
