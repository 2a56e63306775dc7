"""Calls that change who may do what, or switch a safety off: public exposure, administrator rights, deletion protection.

Sources: policy-sentry's lists of resource exposure and privilege escalation (MIT), the AWS references of the operations.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_EVERYONE = regex(r"0\.0\.0\.0/0|::/0")
_PUBLIC_ACL = regex(r"public-read(?:-write)?|authenticated-read|AllUsers|AuthenticatedUsers", re.IGNORECASE)
_ANYONE = regex(r"\"?(?:Principal|AWS)\"?\s*[:=]\s*\[?\s*\{?\s*(?:\"AWS\"\s*:\s*\[?\s*)?\"?\*\"?")
_ADMINISTRATOR = regex(
    r"AdministratorAccess|PowerUserAccess|IAMFullAccess|\"Action\"\s*:\s*\[?\s*\"(?:\*|iam:\*)\"", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """One change of posture that a call makes."""

    operation: Operation
    kind: ResourceKind
    traits: frozenset[Trait]
    reversibility: Reversibility = Reversibility.COSTLY
    radius: BlastRadius = BlastRadius.SEVERAL


_PUBLIC = Exposure(Operation.GRANT, ResourceKind.PERMISSION, frozenset({Trait.PUBLIC, Trait.WIDENS}))
_OPEN = Exposure(Operation.GRANT, ResourceKind.FIREWALL, frozenset({Trait.PUBLIC, Trait.WIDENS}))
_MIGHTY = Exposure(
    Operation.GRANT, ResourceKind.PERMISSION, frozenset({Trait.ELEVATED, Trait.WIDENS}), radius=BlastRadius.ENVIRONMENT
)
_UNGUARDED = Exposure(Operation.UPDATE, ResourceKind.SETTING, frozenset({Trait.BYPASS}))
_UNSAVED = Exposure(Operation.UPDATE, ResourceKind.BACKUP, frozenset({Trait.SKIPS_BACKUP}), Reversibility.IRREVERSIBLE)


def exposures(service: str, operation: str, params: Mapping[str, Any]) -> tuple[Exposure, ...]:
    """The changes of posture in one call; empty where there is none. Names as effects.data.key gives them."""
    text = _text(params)
    found = []
    if _EVERYONE.search(text) and operation.startswith(
        ("authorize", "modifysecuritygroup", "createnetworkacl", "replacenetworkacl")
    ):
        found.append(_OPEN)
    if _public(service, operation, params, text):
        found.append(_PUBLIC)
    if (
        operation.startswith(("attach", "put", "create", "add", "set"))
        and service == "iam"
        and _ADMINISTRATOR.search(text)
    ):
        found.append(_MIGHTY)
    if (
        _off(params, "deletionprotection")
        or _off(params, "deletionprotectionenabled")
        or _off(params, "disableapitermination")
    ):
        found.append(_UNGUARDED)
    if _off(params, "enableterminationprotection") or _off(params, "terminationprotection"):
        found.append(_UNGUARDED)
    if str(params.get("backupretentionperiod", "")) == "0" or "Suspended" in text:
        found.append(_UNSAVED)
    return tuple(dict.fromkeys(found))


def _public(service: str, operation: str, params: Mapping[str, Any], text: str) -> bool:
    if operation in ("deletepublicaccessblock", "deletebucketpublicaccessblock"):
        return True
    if operation == "putpublicaccessblock":
        return re.search(r"false", text, re.IGNORECASE) is not None
    if operation.endswith("acl") and _PUBLIC_ACL.search(text):
        return True
    if operation in ("createbucket", "putobject", "copyobject") and _PUBLIC_ACL.search(str(params.get("acl", ""))):
        return True
    if (
        "policy" in operation
        and operation.startswith(("put", "set", "attach", "create", "update"))
        and _ANYONE.search(text)
    ):
        return True
    if "functionurl" in operation and str(params.get("authtype", "")).upper() == "NONE":
        return True
    if operation == "addpermission" and str(params.get("principal", "")) == "*":
        return True
    if operation in (
        "modifysnapshotattribute",
        "modifyimageattribute",
        "modifydbsnapshotattribute",
        "modifydbclustersnapshotattribute",
    ):
        return re.search(r"\ball\b", text) is not None
    return service in ("rds", "redshift", "dms") and str(params.get("publiclyaccessible", "")).lower() == "true"


def _off(params: Mapping[str, Any], name: str) -> bool:
    return str(params.get(name, "")).lower() == "false" or str(params.get("no" + name, "")).lower() == "true"


def _text(params: Mapping[str, Any]) -> str:
    try:
        return json.dumps(dict(params), default=str)[:100_000].replace('\\"', '"')
    except (ValueError, RecursionError):
        return ""
