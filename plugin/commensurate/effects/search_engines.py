"""Requests to search engines: what their paths delete, change or only ask.

Sources: the REST references of Elasticsearch 8 and OpenSearch 2, Meilisearch 1, Algolia Search v1, Typesense 27,
Qdrant 1.12, Solr 9.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from commensurate.effects.options import names
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

PORTS = frozenset({9200, 9201, 9243, 7700, 8108, 8983, 6333})
HOSTS = regex(r"elastic|opensearch|(?:^|[.-])es[.-]|meili|typesense|algolia|qdrant|solr", re.IGNORECASE)

_LOOKING = names("""
    _search _msearch _count _validate _analyze _explain _field_caps _mget _render _rank_eval _termvectors
    _mtermvectors _search_shards _knn_search _eql _sql _esql _terms_enum _simulate _async_search search query
    queries facet-search multi-search multi_search select scroll recommend count documents:fetch similar facets
    browse fetch
""")
_MAINTENANCE = names("""
    _flush _refresh _forcemerge _open _rollover _reindex _clone _shrink _split _freeze _unfreeze _reroute _cache
    clear-cache
""")  # fmt: skip
_KINDS: Mapping[str, tuple[ResourceKind, Reversibility, BlastRadius]] = {
    "_snapshot": (ResourceKind.BACKUP, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL),
    "_security": (ResourceKind.PERMISSION, Reversibility.COSTLY, BlastRadius.SEVERAL),
    "_search": (ResourceKind.CACHE, Reversibility.REVERSIBLE, BlastRadius.ONE),
    "_pit": (ResourceKind.CACHE, Reversibility.REVERSIBLE, BlastRadius.ONE),
    "_async_search": (ResourceKind.CACHE, Reversibility.REVERSIBLE, BlastRadius.ONE),
    "_tasks": (ResourceKind.PROCESS, Reversibility.COSTLY, BlastRadius.ONE),
    "_data_stream": (ResourceKind.INDEX, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL),
    "keys": (ResourceKind.KEY, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL),
}
_DELETIONS = names("""
    _delete_by_query deleteByQuery delete-batch delete clear documents:delete
""")
_CONTAINERS = names("""
    indexes collections indices cores aliases collection
""")
_ENTRIES = names("""
    _doc documents points docs objects rules synonyms
""")


@dataclass(frozen=True, slots=True)
class Search:
    """What one request to a search engine does; `names` are the indexes, records or settings that it is about."""

    operation: Operation
    kind: ResourceKind
    reversibility: Reversibility
    radius: BlastRadius
    names: tuple[str, ...]
    traits: frozenset[Trait] = frozenset()


def speaks(host: str, port: int, segments: list[str]) -> bool:
    """True where host, port or path are those of a search engine."""
    return (
        port in PORTS
        or HOSTS.search(host) is not None
        or any(part[:1] == "_" and part[1:2].isalpha() for part in segments)
    )


def read(method: str, segments: list[str], query: str, body: str) -> Search | None:
    """What the request does; None where the method alone says it. `method` is in upper case."""
    if method in ("GET", "HEAD"):
        return None
    last = segments[-1] if segments else ""
    if method == "POST" and (last in _LOOKING or any(part in _LOOKING and part[0] == "_" for part in segments)):
        return Search(Operation.READ, ResourceKind.INDEX, Reversibility.REVERSIBLE, BlastRadius.ONE, (segments[0],))
    if _clears(method, segments, query, body):
        everything = not body or "match_all" in body or "*:*" in body or last == "clear"
        traits = frozenset({Trait.UNBOUNDED} if everything else {Trait.WILDCARD})
        name = tuple(part for part in segments if part[:1] != "_" and part not in _CONTAINERS | _DELETIONS)[-1:]
        return Search(Operation.DELETE, ResourceKind.ROW, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL, name, traits)
    if method == "DELETE":
        return _deletion(segments)
    if any(part in _MAINTENANCE for part in segments):
        return Search(
            Operation.UPDATE, ResourceKind.INDEX, Reversibility.REVERSIBLE, BlastRadius.SEVERAL, (segments[0],)
        )
    if last in ("_close", "_shutdown", "_stop"):
        return Search(Operation.STOP, ResourceKind.INDEX, Reversibility.COSTLY, BlastRadius.SEVERAL, (segments[0],))
    if "settings" in last or last == "_restore" or "_by_query" in last or "swap" in last:
        return Search(Operation.UPDATE, ResourceKind.INDEX, Reversibility.COSTLY, BlastRadius.SEVERAL, (segments[0],))
    return None


def _clears(method: str, segments: list[str], query: str, body: str) -> bool:
    last = segments[-1] if segments else ""
    if method == "POST" and last in _DELETIONS:
        return True
    if last in ("_bulk", "batch", "_aliases"):
        return re.search(r'"(?:delete|deleteObject|remove_index|delete_by_query)"', body) is not None
    return "update" in segments and ("<delete>" in body or '"delete"' in body or "%3Cdelete" in query)


def _deletion(segments: list[str]) -> Search:
    lost = Reversibility.IRREVERSIBLE
    if not segments:
        return Search(
            Operation.DELETE, ResourceKind.INDEX, lost, BlastRadius.ENVIRONMENT, ("/",), frozenset({Trait.UNBOUNDED})
        )
    first, last = segments[0], segments[-1]
    if first in _KINDS:
        kind, reversibility, radius = _KINDS[first]
        traits = frozenset({Trait.BACKUP} if kind is ResourceKind.BACKUP else set())
        return Search(Operation.DELETE, kind, reversibility, radius, (last,), traits)
    entries = next((index for index, part in enumerate(segments) if part in _ENTRIES), None)
    if entries is not None and entries:
        one = entries < len(segments) - 1
        traits = frozenset[Trait]() if one else frozenset({Trait.UNBOUNDED})
        radius = BlastRadius.ONE if one else BlastRadius.SEVERAL
        return Search(Operation.DELETE, ResourceKind.RECORD, lost, radius, (last,), traits)
    if first[:1] == "_" and first != "_all":
        return Search(Operation.DELETE, ResourceKind.SETTING, Reversibility.COSTLY, BlastRadius.SEVERAL, (last,))
    names = tuple(last.split(","))
    whole = any(name in ("*", "_all") for name in names) or last in _CONTAINERS
    wild = any("*" in name for name in names)
    traits = frozenset(({Trait.UNBOUNDED} if whole else set()) | ({Trait.WILDCARD} if wild else set()))
    radius = BlastRadius.ENVIRONMENT if whole else BlastRadius.SEVERAL
    return Search(Operation.DELETE, ResourceKind.INDEX, lost, radius, names, traits)
