"""Structured calls of remote interfaces: HTTP requests, GraphQL documents, cloud APIs, and tools that wrap a program.

Each is handed to the reader that knows it. What is none of these is None, and left to read.py. Sources: the tools of
awslabs' MCP servers (call_aws, ExecuteTerraformCommand), mcp-server-kubernetes, kubernetes-mcp-server, fetch servers.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commensurate.effects.options import names
from commensurate.effects.reading import Language, Nested, Reading, Scene, Word
from commensurate.effects.tools.arguments import texts
from commensurate.effects.tools.content import brings
from commensurate.model.action import Action
from commensurate.model.effect import Trait
from commensurate.model.regex import regex

_GRAPHQL = regex(r"\s*(?:#[^\n]*\n\s*)*(?:(?:mutation|query|subscription)\b[^{]*)?\{", re.IGNORECASE)
_METHODS = names("get post put patch delete head options")
_URLS = ("url", "uri", "endpoint", "href")
_BODIES = ("body", "json", "data", "payload", "json_body", "request_body", "form", "content")
_HTTP_WORDS = names("http https request requests httpx fetch curl rest webhook axios urllib api")
_KEEPS = names("create register add update remove list subscribe configure set edit enable disable")
_OPERATIONS = (
    "operation",
    "operation_name",
    "operationname",
    "action",
    "api",
    "method",
    "api_name",
    "method_name",
    "command",
)
_PARAMETERS = ("parameters", "params", "arguments", "args", "kwargs", "input", "request", "body")
_SERVICES = ("service", "service_name", "servicename", "aws_service", "client")
_CLEAR_SERVICES = names(
    "rds ec2 s3 dynamodb lambda iam sqs sns ecs eks ecr cloudformation secretsmanager ssm kms route53 elasticache redshift"
    " cloudfront cloudtrail cloudwatch sts autoscaling elbv2 elasticbeanstalk efs athena kinesis sagemaker"
)
_PROGRAMS = names(
    "kubectl oc helm docker podman terraform tofu terragrunt pulumi gcloud gsutil az aws heroku fly flyctl railway vercel netlify"
    " wrangler firebase doctl argocd flux ansible"
)
_COMMANDS = names(
    "command cmd cli_command subcommand args arguments argv kubectl_command az_command gcloud_command docker_command helm_command"
    " terraform_command aws_command"
)
_KINDS = ("resourcetype", "resource_type", "kind", "resource", "type")
_NAMES = (
    "name",
    "names",
    "resource_name",
    "pod",
    "pod_name",
    "podname",
    "container",
    "container_id",
    "release",
    "release_name",
    "id",
)
_BESIDE = names("working_directory workdir cwd aws_region region timeout description strip_ansi apiversion variables")


def read_remote(action: Action, scene: Scene) -> Reading | None:
    """Read a structured remote call, or None where the tool is none."""
    arguments = {key.lower(): value for key, value in action.arguments.items()}
    words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", action.tool)]
    return (
        _program(words, arguments, scene)
        or _graphql(words, arguments, scene, action)
        or _request(words, arguments, scene, action)
        or _cloud(words, action, arguments, scene)
        or _cluster(words, arguments, scene)
    )


def _program(words: list[str], arguments: Mapping[str, Any], scene: Scene) -> Reading | None:
    """A tool that wraps one program: `kubectl {"command": "get pods"}`, `kubectl_delete {"name": …}`."""
    program = next((word for word in words if word in _PROGRAMS), None)
    if program is None:
        return None
    for key in _COMMANDS & arguments.keys():
        value = arguments[key]
        if isinstance(value, str) and value.strip():
            return _line(program, value.strip(), scene)
        if isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
            parts = value if value[0] == program else (program, *value)
            return Reading(nested=(Nested(Language.SHELL, scene, words=tuple(Word(part) for part in parts)),))
    after = words[words.index(program) + 1 :]
    if not after or not _known(program, after[0]):
        return None
    return Reading(nested=(Nested(Language.SHELL, scene, words=_spelled(program, after, arguments)),))


def _line(program: str, text: str, scene: Scene) -> Reading:
    """The program's command line; a wrapper asks nobody back, so that terraform and its kin go ahead."""
    line = text if re.match(rf"(?:sudo\s+)?\S*\b{re.escape(program)}\b", text) else f"{program} {text}"
    if program in ("terraform", "tofu", "terragrunt") and re.search(r"\b(?:apply|destroy)\b", line):
        line += " -auto-approve"
    return Reading(nested=(Nested(Language.SHELL, scene, line),))


def _spelled(program: str, after: list[str], arguments: Mapping[str, Any]) -> tuple[Word, ...]:
    """The command line that the arguments spell out: kind and name stand free, all else is an option."""
    free = [_plain(arguments[key]) for key in (*_KINDS, *_NAMES) if not _absent(arguments.get(key))]
    parts = [program, *after, *(part for part in free if part)]
    for key, value in arguments.items():
        if key in _KINDS or key in _NAMES or key in _BESIDE or _absent(value):
            continue
        option = "--" + key.replace("_", "-")
        parts += [option] if value is True else [f"{option}={_plain(value)}"]
    return tuple(Word(part) for part in parts)


def _known(program: str, word: str) -> bool:
    from commensurate.effects.grammar import Sealed  # noqa: PLC0415 (only for tools that wrap a program)
    from commensurate.effects.programs import usage_of  # noqa: PLC0415

    usage = usage_of(program)
    reader = usage.reader if usage is not None else None
    return (word,) in reader.opened.prefixes if isinstance(reader, Sealed) else False


def _graphql(words: list[str], arguments: Mapping[str, Any], scene: Scene, action: Action) -> Reading | None:
    for key in ("query", "mutation", "document", "graphql"):
        text = arguments.get(key)
        if (
            isinstance(text, str)
            and _GRAPHQL.match(text)
            and ("graphql" in words or re.match(r"\s*(?:mutation|query)\b", text))
        ):
            from commensurate.effects import graphql  # noqa: PLC0415 (only for tools that take GraphQL)

            variables = arguments.get("variables")
            return graphql.read(text, scene, _evidence(action), variables if isinstance(variables, Mapping) else None)
    return None


def _request(words: list[str], arguments: Mapping[str, Any], scene: Scene, action: Action) -> Reading | None:
    """`{"method": …, "url": …}`, or a tool whose own name holds the method (`requests.delete`, `http_post`)."""
    url = next((arguments[key] for key in _URLS if isinstance(arguments.get(key), str) and arguments[key]), None)
    path = arguments.get("path")
    if url is None and isinstance(path, str) and isinstance(arguments.get("base_url"), str):
        url = arguments["base_url"]
    if url is None:
        return None
    stated = _method(arguments)
    named = next((word for word in words if word in _METHODS), None) if _HTTP_WORDS & set(words) else None
    if stated is None and named is None and _KEEPS & set(words):
        return None  # `create_webhook {"url": …}` makes a thing that has an address
    if stated is None and named is None and not _HTTP_WORDS & set(words):
        return None
    from commensurate.effects.http import request_effects  # noqa: PLC0415 (only for tools that make requests)

    if isinstance(path, str):
        url = url.rstrip("/") + "/" + path.lstrip("/")
    body = next((arguments[key] for key in _BODIES if arguments.get(key) not in (None, "")), None)
    plain = body if isinstance(body, str) or body is None else _thawed(body)
    reading = request_effects(stated or named or "", url, plain, scene, _evidence(action))
    if body is None or Trait.SECRET not in brings("\n".join(texts(body))).traits:
        return reading
    marked = tuple(
        replace(e, traits=e.traits | {Trait.SECRET, Trait.OUTBOUND}) if e.changes else e for e in reading.effects
    )
    return replace(reading, effects=marked)


def _method(arguments: Mapping[str, Any]) -> str | None:
    """The method that a call states: beside the URL, among its options, or in a header that overrides it."""
    inner = [
        {k.lower(): v for k, v in arguments[key].items()} for key in _OPTIONS if isinstance(arguments.get(key), Mapping)
    ]
    headers = [where.get("headers") for where in (arguments, *inner)]
    over = [
        v for given in headers if isinstance(given, Mapping) for k, v in given.items() if "method-override" in k.lower()
    ]
    found = [where[key] for where in (arguments, *inner) for key in ("method", "http_method", "verb") if key in where]
    sent = [_json_of(arguments[key]).get("_method") for key in _BODIES if key in arguments]
    return next((value for value in (*over, *sent, *found) if isinstance(value, str)), None)


def _json_of(value: Any) -> Mapping[str, Any]:
    """The object that a value is, or that its JSON text says; empty where it is none."""
    if isinstance(value, str) and value.lstrip()[:1] == "{" and len(value) < _LONGEST_BODY:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, Mapping) else {}


_LONGEST_BODY = 100_000
_OPTIONS = ("options", "init", "config", "request", "settings", "opts", "kwargs")


def _cloud(words: list[str], action: Action, arguments: Mapping[str, Any], scene: Scene) -> Reading | None:
    """`{"service", "operation", "parameters"}`, or a tool named like `aws_rds_delete_db_instance`."""
    from commensurate.effects.data import key, knows, level_of  # noqa: PLC0415 (only for tools with arguments of their own)

    service = next((arguments[name] for name in _SERVICES if isinstance(arguments.get(name), str)), None)
    operation = next((arguments[name] for name in _OPERATIONS if isinstance(arguments.get(name), str)), None)
    clear = bool({"aws", "boto", "boto3"} & set(words))
    if service is not None and operation is not None and (clear or knows("aws", key(service))):
        given = next((arguments[name] for name in _PARAMETERS if isinstance(arguments.get(name), Mapping)), None)
        rest = {
            name: value for name, value in action.arguments.items() if name.lower() not in (*_SERVICES, *_OPERATIONS)
        }
        return _called(service, operation, given if given is not None else rest, scene, action)
    plain = [word for word in words if word not in ("mcp", "aws", "boto", "boto3", "call", "client", "tool", "server")]
    for length in (1, 2, 3):
        name, verb = key("".join(plain[:length])), key("".join(plain[length:]))
        if (clear or name in _CLEAR_SERVICES) and verb and level_of("aws", name, verb):
            return _called(name, "_".join(plain[length:]), action.arguments, scene, action)
    return None


def _called(service: str, operation: str, given: Mapping[str, Any], scene: Scene, action: Action) -> Reading:
    from commensurate.effects.api import call_effects  # noqa: PLC0415 (loads the tables of the cloud)

    return call_effects(service, operation, _thawed(given), scene, _evidence(action))


def _cluster(words: list[str], arguments: Mapping[str, Any], scene: Scene) -> Reading | None:
    """`resources_delete {"apiVersion", "kind", "name"}`: Kubernetes objects, however the tool is called."""
    kind = arguments.get("kind")
    if "apiversion" not in arguments or not isinstance(kind, str):
        return None
    verb = next(
        (word for word in words if word in ("delete", "get", "apply", "patch", "scale", "list", "describe")), None
    )
    if verb is None:
        return None
    spelled = {
        name: value for name, value in arguments.items() if name in ("kind", "name", "namespace", "context", "replicas")
    }
    verb = "get" if verb == "list" else verb
    return Reading(nested=(Nested(Language.SHELL, scene, words=_spelled("kubectl", [verb], spelled)),))


def _absent(value: Any) -> bool:
    """True for what says nothing; 0 says something."""
    return value is None or value is False or value in ("", ())


def _plain(value: Any) -> str:
    return ",".join(_plain(part) for part in value) if isinstance(value, tuple) else str(value)


def _thawed(value: Any) -> Any:
    """Frozen arguments as plain dicts and lists."""
    if isinstance(value, Mapping):
        return {name: _thawed(part) for name, part in value.items()}
    return [_thawed(part) for part in value] if isinstance(value, tuple) else value


def _evidence(action: Action) -> str:
    return f"{action.tool} {_thawed(action.arguments)}"[:300]
