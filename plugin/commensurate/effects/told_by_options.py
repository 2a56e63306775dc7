"""What the options of a cloud's or a platform's program say besides its subcommand, and what the thing it runs is called.

`--member=allUsers`, `--public-access container`, `--min-size 0`, `web=0`; `convex run internal:wipeAll`. The meaning of
names and values is that of told_by_data.py and told_by_name.py.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.http_said import body_of
from commensurate.effects.options import names
from commensurate.effects.reading import Command, Reading
from commensurate.effects.told_by_data import Said, said_in, weighed
from commensurate.effects.told_by_name import named_destruction
from commensurate.effects.verbs import words_of
from commensurate.model.effect import Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex

_PROGRAMS = names("""
    aws az gcloud gsutil bq doctl hcloud linode-cli vultr-cli vultr scw oci ibmcloud aliyun tccli exo civo upctl openstack wrangler
    heroku fly flyctl railway render vercel netlify supabase firebase convex pscale neonctl neon turso atlas appwrite eb copilot
    cf dokku clever scalingo koyeb gh glab okta auth0 m365 gam sf sfdx databricks snow temporal dbt airflow nomad consul
    kubectl oc vault argocd argo flux tkn circleci jenkins-cli jenkins gcloud-beta mc
""")
_SCALE = names("scale resize autoscale scale-out scale-in")
_NONE = regex(r"[A-Za-z][\w-]*=0(?::\w+)?|0")
_RUN = frozenset(
    {ResourceKind.FUNCTION, ResourceKind.PIPELINE, ResourceKind.DATABASE, ResourceKind.WORKLOAD, ResourceKind.CODE}
)
_ALL = names("all everything everyone")
_RUINS = names("delete remove destroy wipe purge clear drop erase reset truncate nuke")


def told(command: Command, reading: Reading) -> Reading:
    """The reading of a command, with what its options and the names of what it runs say besides."""
    if command.program not in _PROGRAMS or not any(effect.changes for effect in reading.effects):
        return reading
    said = _posture(_options(command))
    words = [word.text for word in command.arguments]
    if _SCALE & {part for word in words[:4] for part in words_of(word)} and any(
        _NONE.fullmatch(word) for word in words
    ):
        said = replace(said, zero=True)
    effects = tuple(weighed(effect, said) for effect in reading.effects)
    ruin = tuple(found for effect in reading.effects for found in _ran(effect, command))
    return replace(reading, effects=effects + ruin)


def _ran(effect: Effect, command: Command) -> tuple[Effect, ...]:
    """The ruin that the name of a function, a workflow or an operation speaks of, where one is run by name."""
    if effect.operation is not Operation.EXECUTE or effect.resource.kind not in _RUN or Trait.REMOTE in effect.traits:
        return ()
    name = effect.resource.name
    found = named_destruction(name, command)
    words = frozenset(words_of(name))
    if not found and words & _RUINS and words & _ALL:
        found = named_destruction(f"{name} drop all data", command)
    return tuple(replace(one, resource=replace(one.resource, kind=ResourceKind.DATABASE, name=name)) for one in found)


def _options(command: Command) -> Mapping[str, object]:
    """Its options as data: `--min-size 0` is {"min_size": "0"}."""
    words = [word.text for word in command.arguments]
    found: dict[str, object] = {}
    for index, word in enumerate(words):
        if word == "-p" and index + 1 < len(words):
            found["p"] = words[index + 1]
        if not word.startswith("--") or len(word) < 3:
            continue
        name, equals, value = word[2:].partition("=")
        following = words[index + 1] if index + 1 < len(words) else "--"
        found[name] = value if equals else True if following.startswith("-") else following
    return found


def _posture(options: Mapping[str, object]) -> Said:
    """What of it counts on a command line: the reader of the program has weighed force, counts and crowds itself."""
    said = said_in(options)
    patch = options.get("patch") or options.get("p")
    if isinstance(patch, str) and patch.startswith("{"):
        said = replace(said, zero=said.zero or said_in(body_of(patch)).zero)
    return Said(public=said.public, mighty=said.mighty, disarms=said.disarms, zero=said.zero)
