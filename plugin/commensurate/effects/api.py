"""One call of a cloud's API: service, operation, parameters -> effects. For the AWS CLI, boto3 and structured tools.

Whether an operation looks, writes or changes permissions comes from the generated tables (effects/data); what a write
loses comes from its verb, from the kind of thing (cloud_kinds.py) and from parameters that keep or skip a copy.
Sources: the API references of the services named here; cfn-lint's list of stateful resources (MIT-0).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from commensurate.effects import posture
from commensurate.effects.call_names import names_in, texts_in
from commensurate.effects.cloud_kinds import weight_of, write_of
from commensurate.effects.data import key, knows, level_of
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import NOTHING, Language, Nested, Reading, Scene
from commensurate.effects.verbs import Meaning, kind_of, loss_of, meaning_of, radius_of, words_of
from commensurate.model.analysis import Ask, Coverage, Question
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

_ALIASES: Mapping[str, str] = {
    "s3api": "s3", "configservice": "config", "deploy": "codedeploy", "cloudwatchlogs": "logs", "cloudwatchevents": "events",
    "cognito": "cognitoidp", "stepfunctions": "stepfunctions", "elasticloadbalancing": "elb", "elasticache": "elasticache",
    "secretmanager": "secretsmanager", "parameterstore": "ssm", "eventbridge": "events", "opensearchservice": "opensearch",
}  # fmt: skip


_SECRETS = frozenset({
    "secretsmanager:getsecretvalue", "secretsmanager:batchgetsecretvalue", "ec2:getpassworddata", "kms:decrypt",
    "lightsail:downloaddefaultkeypair", "ecr:getloginpassword", "ecr:getlogin", "rds:generatedbauthtoken", "sso:getrolecredentials",
    "codeartifact:getauthorizationtoken", "eks:gettoken", "configure:exportcredentials", "sts:assumerole",
    "sts:assumerolewithsaml", "sts:assumerolewithwebidentity", "sts:getfederationtoken", "cloudfront:sign",
    "redshiftserverless:getcredentials", "redshift:getclustercredentialswithiam", "kms:generatedatakey", "s3:presign",
})  # fmt: skip
"""Operations whose answer is a credential, beyond those that the table marks."""

_HEADS = frozenset({"batch", "bulk", "admin", "force"})
"""What may stand ahead of the verb: `AdminDeleteUser`, `BatchDeleteImage`."""

_LOOKING_NOT_STATED = frozenset({"getsessiontoken"})
_TRACES = frozenset({
    "cloudtrail", "guardduty", "config", "securityhub", "macie2", "inspector2", "accessanalyzer", "detective", "logs",
})  # fmt: skip
_SCHEMES = (("queryString", "athena"), ("sql", "rdsdata"), ("sql", "redshiftdata"), ("statement", "dynamodb"))


@dataclass(frozen=True, slots=True)
class Call:
    """One call, its names as the tables hold them; `params` keeps the values, under keys in lower case letters."""

    service: str
    operation: str
    verb: str
    nouns: tuple[str, ...]
    params: Mapping[str, Any]

    @property
    def noun(self) -> str:
        """The words behind the verb, as one."""
        return "".join(self.nouns)

    def flag(self, *names: str) -> bool:
        """True where one of these parameters is switched on."""
        return any(str(self.params.get(name, "")).lower() in ("true", "1") for name in names)

    def texts(self) -> list[str]:
        """Every text among the values."""
        return [text for value in self.params.values() for text in texts_in(value)]


def call_effects(service: str, operation: str, params: Mapping[str, Any], scene: Scene, evidence: str) -> Reading:
    """Read one API call. Names may be written in any of the usual ways (`rds`, `DeleteDBInstance`, `delete_db_instance`).

    An operation that no table holds is read by its verb, with PARTIAL coverage; without a verb it is opaque.
    """
    *groups, last = operation.split(".")
    words = [*words_of(last), *words_of(groups[-1] if groups else "")]
    name = key(service)
    name = _ALIASES.get(name, name)
    plain = words[1:] if len(words) > 2 and words[0] in _HEADS else words
    call = Call(
        name, key(operation), plain[0] if plain else "", tuple(plain[1:]), {key(k): v for k, v in params.items()}
    )
    if call.flag("dryrun", "nodryrun") and "nodryrun" not in call.params:
        return NOTHING
    level = level_of("aws", call.service, call.operation) or _gcp_level(call, last if groups else "")
    meaning = meaning_of(plain[0]) if plain else None
    if not level and meaning is None and words:
        meaning = meaning_of(operation)
    reading = _read(call, level, meaning, scene, evidence)
    coverage = Coverage.FULL if level else Coverage.PARTIAL if meaning else Coverage.OPAQUE
    if level == "r" and meaning is not None and meaning.operation is not Operation.READ:
        coverage = Coverage.PARTIAL
    notes = () if level or meaning else (f"{service} {operation}: not an operation that is known",)
    worse = max(coverage, reading.coverage, key=lambda c: c.depth)
    return replace(reading, coverage=worse, notes=reading.notes + notes)


def _gcp_level(call: Call, method: str) -> str:
    """Google's methods are written `instances.list`; the table leaves out those whose own name says that they look."""
    if knows("gcp", call.service) and method in ("get", "list", "aggregatedList"):
        return "r"
    return "" if knows("aws", call.service) else level_of("gcp", call.service, call.operation)


def _read(call: Call, level: str, meaning: Meaning | None, scene: Scene, evidence: str) -> Reading:
    if _hands_out_secrets(call, level):
        return Reading((_effect(call, Operation.READ, ResourceKind.SECRET, scene, evidence, traits={Trait.SECRET}),))
    carried = _carried(call, scene)
    if carried:
        started = _effect(call, Operation.EXECUTE, ResourceKind.DATABASE, scene, evidence)
        if carried[0].language is not Language.SQL:
            started = _effect(
                call, Operation.EXECUTE, ResourceKind.INSTANCE, scene, evidence, radius=BlastRadius.SEVERAL
            )
        return Reading((started,), carried)
    if level in ("r", "c") or (not level and meaning is not None and meaning.operation is Operation.READ):
        return Reading((_effect(call, Operation.READ, kind_of(call.verb, call.service, *call.nouns), scene, evidence),))
    exposed = posture.exposures(call.service, call.operation, call.params)
    if exposed:
        posed = Reading(tuple(_posed(call, part, scene, evidence) for part in exposed))
        made = level != "p" and call.verb in ("create", "restore", "copy", "run")
        return posed + _written(call, meaning, scene, evidence) if made else posed
    if level == "t":
        return Reading((_effect(call, Operation.UPDATE, ResourceKind.SETTING, scene, evidence),))
    if level == "p":
        return Reading((_permission(call, meaning, scene, evidence),))
    return _written(call, meaning, scene, evidence)


def _hands_out_secrets(call: Call, level: str) -> bool:
    name = f"{call.service}:{call.operation}"
    if name in _SECRETS or (level == "c" and call.operation not in _LOOKING_NOT_STATED):
        return True
    return call.service == "ssm" and call.operation.startswith("getparameter") and call.flag("withdecryption")


def _carried(call: Call, scene: Scene) -> tuple[Nested, ...]:
    """SQL and shell that a call runs somewhere else."""
    for name, service in _SCHEMES:
        text = call.params.get(key(name))
        if call.service == service and isinstance(text, str):
            return (Nested(Language.SQL, replace(scene, host=service), text),)
    if call.service == "ssm" and call.operation == "sendcommand":
        given = call.params.get("parameters")
        texts = given.get("commands", []) if isinstance(given, Mapping) else _commands_in(given)
        host = ",".join(texts_in(call.params.get("instanceids"))) or "ssm"
        where = Scene(cwd=None, host=host, environment=scene.environment, answers=scene.answers)
        return tuple(Nested(Language.SHELL, where, str(text)) for text in texts)
    return ()


def _commands_in(given: Any) -> list[str]:
    """The commands in the CLI's short form (`commands=ls,commands="rm x"`) or its JSON."""
    text = " ".join(texts_in(given))
    if text.startswith("{"):
        try:
            loaded = json.loads(text)
        except (ValueError, RecursionError):
            return [text]
        return [str(part) for part in texts_in(loaded.get("commands"))] if isinstance(loaded, Mapping) else [text]
    found = re.match(r"commands=(.*)", text, re.DOTALL)
    return [part.strip("\"'[] ") for part in found[1].split('","')] if found else []


def _posed(call: Call, part: posture.Exposure, scene: Scene, evidence: str) -> Effect:
    return _effect(
        call,
        part.operation,
        part.kind,
        scene,
        evidence,
        reversibility=part.reversibility,
        radius=part.radius,
        traits=part.traits,
    )


def _permission(call: Call, meaning: Meaning | None, scene: Scene, evidence: str) -> Effect:
    """A change of permissions: taken away, or given."""
    away = call.verb in ("delete", "remove", "detach", "revoke", "disassociate", "deregister")
    kind, reversibility, radius = _kind(call)
    if away:
        operation = Operation.DELETE if call.verb == "delete" or meaning is None else Operation.REVOKE
        kind = ResourceKind.PERMISSION if kind is ResourceKind.UNKNOWN else kind
        return _effect(call, operation, kind, scene, evidence, reversibility=reversibility, radius=radius)
    if call.operation in (
        "createaccesskey",
        "createloginprofile",
        "createservicespecificcredential",
        "updateaccesskey",
    ):
        return _effect(
            call, Operation.GRANT, ResourceKind.KEY, scene, evidence, reversibility=Reversibility.COSTLY,
            radius=BlastRadius.SEVERAL, traits={Trait.SECRET, Trait.WIDENS},
        )  # fmt: skip
    return _effect(
        call, Operation.GRANT, ResourceKind.PERMISSION, scene, evidence, reversibility=Reversibility.COSTLY,
        radius=BlastRadius.SEVERAL, traits={Trait.WIDENS},
    )  # fmt: skip


_STOPS = names(
    "stop reboot restart cancel disable suspend pause reject abort halt drain deactivate unsubscribe failover"
)


_STARTED = frozenset(
    {ResourceKind.INSTANCE, ResourceKind.DATABASE, ResourceKind.CLUSTER, ResourceKind.LOG, ResourceKind.MONITOR}
)
"""What is only switched on again by a start; anything else that is started runs something."""


def _written(call: Call, meaning: Meaning | None, scene: Scene, evidence: str) -> Reading:
    known = write_of(call.service, call.operation)
    if known is not None:
        doing, kind, back, radius = known
        gone = str(call.params.get("requestitems", "")) + str(call.params.get("transactitems", ""))
        if kind is ResourceKind.ROW and re.search(r"DeleteRequest|['\"]Delete['\"]", gone):
            return Reading((replace(
                _effect(call, Operation.DELETE, kind, scene, evidence, reversibility=Reversibility.IRREVERSIBLE, radius=radius),
                resource=Resource(kind, call.service, max(2, gone.count("DeleteRequest"))),
            ),))  # fmt: skip
        if doing is Operation.UPDATE and kind is ResourceKind.DNS and any("DELETE" in text for text in call.texts()):
            doing = Operation.DELETE
        return Reading((_effect(call, doing, kind, scene, evidence, reversibility=back, radius=radius),))
    operation = meaning.operation if meaning is not None else Operation.UPDATE
    if operation is Operation.READ:
        operation = Operation.UPDATE
    zero = call.operation in _SCALES and any(str(call.params.get(name, "")) == "0" for name in _SIZES)
    if zero:
        return Reading((_effect(
            call, Operation.STOP, _kind(call)[0], scene, evidence, reversibility=Reversibility.COSTLY, radius=BlastRadius.SEVERAL,
        ),))  # fmt: skip
    if operation is Operation.DELETE or call.operation in _DELETIONS:
        return _deleted(call, scene, evidence)
    if operation is Operation.STOP:
        hides = call.service in _TRACES
        kind, _, radius = _kind(call)
        if hides:
            kind, radius = ResourceKind.LOG, BlastRadius.SEVERAL
        if call.verb == "unsubscribe":
            kind, radius = ResourceKind.QUEUE, BlastRadius.SEVERAL
        return Reading((_effect(
            call, operation, kind, scene, evidence, reversibility=Reversibility.COSTLY,
            radius=min(radius, BlastRadius.SEVERAL), traits={Trait.HIDES} if hides else set(),
        ),))  # fmt: skip
    kind = _kind(call)[0]
    kind = kind_of(*call.nouns) if kind is ResourceKind.UNKNOWN else kind
    if operation is Operation.CREATE and call.verb in ("put", "register", "import", "tag"):
        operation = Operation.UPDATE
    reversibility = Reversibility.REVERSIBLE if operation is Operation.CREATE else Reversibility.COSTLY
    if operation in (Operation.SEND, Operation.PAY):
        reversibility = Reversibility.IRREVERSIBLE
    if operation is Operation.EXECUTE and call.verb in ("start", "boot") and kind in _STARTED:
        operation, reversibility = Operation.UPDATE, Reversibility.REVERSIBLE
    traits = {Trait.OUTBOUND} if operation is Operation.SEND else set()
    traits |= {Trait.UNBOUNDED} if operation is Operation.SEND and "bulk" in call.operation else set()
    return Reading((_effect(call, operation, kind, scene, evidence, reversibility=reversibility, traits=traits),))


_SCALES = names("updateautoscalinggroup setdesiredcapacity updateservice putfunctionconcurrency updatenodegroupconfig registerscalabletarget")  # fmt: skip
_SIZES = ("desiredcapacity", "maxsize", "desiredcount", "reservedconcurrentexecutions", "maxcapacity")
_DELETIONS = frozenset(
    {"schedulekeydeletion", "closeaccount", "leaveorganization", "removeaccountfromorganization", "terminatejobflows"}
)


def _deleted(call: Call, scene: Scene, evidence: str) -> Reading:
    kind, reversibility, radius = _kind(call)
    traits: set[Trait] = set()
    if kind is ResourceKind.UNKNOWN:
        kind = kind_of(*call.nouns)
        if knows("aws", call.service):
            radius = max(radius, min(radius_of(kind), BlastRadius.SEVERAL))
        else:
            reversibility, radius = loss_of(kind)
    if kind is ResourceKind.BACKUP:
        traits.add(Trait.BACKUP)
    if kind is ResourceKind.LOG or (call.service in _TRACES and kind is ResourceKind.MONITOR):
        traits.add(Trait.HIDES)
    if call.verb == "purge":
        reversibility, radius = Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL
        traits.add(Trait.UNBOUNDED)
    kept = call.params.get("finaldbsnapshotidentifier") or call.params.get("finalclustersnapshotidentifier")
    if (kept or call.params.get("finalsnapshotidentifier")) and not call.flag(
        "skipfinalsnapshot", "skipfinalclustersnapshot"
    ):
        reversibility = Reversibility.COSTLY
    skips = call.flag(
        "skipfinalsnapshot", "skipfinalclustersnapshot", "forcedeletewithoutrecovery", "deleteautomatedbackups"
    )
    if skips:
        traits.add(Trait.SKIPS_BACKUP)
        if not call.flag("deleteautomatedbackups") or not kept:
            reversibility = Reversibility.IRREVERSIBLE
    if call.flag("force", "forcedelete", "forcedeleteaddon", "deleteassociatedresources", "forcedeletewithoutrecovery"):
        traits.add(Trait.FORCED)
    effect = _effect(
        call, Operation.DELETE, kind, scene, evidence, reversibility=reversibility, radius=radius, traits=traits
    )
    if call.service != "s3" or kind is not ResourceKind.OBJECT:
        return Reading((effect,))
    bucket = str(call.params.get("bucket", ""))
    named = replace(effect, resource=replace(effect.resource, name=f"s3://{bucket}/{call.params.get('key', '')}"))
    return versioned(named, f"s3://{bucket}", scene, by_version="versionid" in call.params)


def versioned(effect: Effect, bucket: str, scene: Scene, *, by_version: bool = False) -> Reading:
    """The deletion of objects: what a versioned bucket keeps can be brought back, unless a version itself is named.

    `bucket` is the bucket's URL (s3://name, gs://name).
    """
    question = Question(Ask.VERSIONED, bucket)
    if by_version or not bucket:
        return Reading((effect,))
    if scene.answers.get(question) == "yes":
        return Reading((replace(effect, reversibility=min(effect.reversibility, Reversibility.COSTLY)),))
    return Reading((effect,), questions=() if question in scene.answers else (question,))


def _effect(
    call: Call,
    operation: Operation,
    kind: ResourceKind,
    scene: Scene,
    evidence: str,
    *,
    reversibility: Reversibility = Reversibility.REVERSIBLE,
    radius: BlastRadius = BlastRadius.ONE,
    traits: set[Trait] | frozenset[Trait] = frozenset(),
) -> Effect:
    named = names_in(call.params, call.noun)
    count = len(named) if len(named) > 1 else None
    if count:
        radius = max(radius, BlastRadius.SEVERAL)
    texts = [text for text in call.texts() if len(text) < 200]
    environment = stricter(scene.environment, environment_of(*texts))
    resource = Resource(kind, " ".join(named[:20]) or call.service, count)
    return Effect(
        operation, resource, reversibility, radius, evidence, environment, frozenset(traits) | surroundings(scene)
    )


def _kind(call: Call) -> tuple[ResourceKind, Reversibility, BlastRadius]:
    return weight_of(call.service, call.noun, call.operation.removeprefix(call.verb))
