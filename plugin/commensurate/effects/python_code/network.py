"""Requests, cloud clients, mail and sockets in Python."""

from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.python_code.known import HTTP_METHODS, HTTP_ROOTS, MAIL
from commensurate.effects.python_code.told import Told
from commensurate.effects.python_code.values import UNKNOWN, Value, as_word, plain_data
from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Reversibility, Trait

_BODY = ("json", "data", "content", "files", "body")
_CLIENTS = frozenset({"boto3.client", "boto3.Session.client", "boto3.session.Session.client"})
_RESOURCES = frozenset({"boto3.resource", "boto3.Session.resource", "boto3.session.Session.resource"})


def request(told: Told) -> bool:
    """requests.post(url), client.delete(url), session.request("PUT", url)."""
    root, _, method = told.callee.name.rpartition(".")
    if method not in HTTP_METHODS or root not in HTTP_ROOTS:
        return False
    if method in {"request", "stream"} and len(told.positional) + len(told.named) > 1:
        verb, url = as_word(told.argument(0, "method")).text, told.argument(1, "url")
    else:
        verb, url = method, told.argument(0, "url")
    _requests(
        told,
        verb,
        url,
        next(
            (told.named[key] for key in _BODY if key in told.named),
            told.argument(1 if method in {"post", "put", "patch"} else -1),
        ),
    )
    return True


def urlopen(told: Told) -> None:
    """urllib.request.urlopen(url or Request)."""
    target, body, verb = told.argument(0, "url"), told.argument(1, "data"), ""
    if target.name == "urllib.request.Request":
        given = dict(target.pairs or ())
        verb = as_word(given["method"]).text if "method" in given else ""
        body = given.get("data", target.arguments[1] if len(target.arguments) > 1 else body)
        target = given.get("url", target.arguments[0] if target.arguments else UNKNOWN)
    _requests(told, verb, target, body)


def _requests(told: Told, verb: str, url: Value, body: Value) -> None:
    from commensurate.effects.http import request_effects  # noqa: PLC0415 - loads the URL parser

    carried = plain_data(body) if body is not UNKNOWN else None
    reading = request_effects(
        verb, as_word(url, "url").text, carried, told.scene, told.evidence, sends=_sent(told, body)
    )
    told.add(reading)


def _sent(told: Told, body: Value) -> tuple[Effect, ...]:
    """What of this machine's goes along: a file that was opened, a credential."""
    found = []
    for value in (body, *(part for _, part in body.pairs or ()), *(body.items or ()), *told.named.values()):
        for at in (value, value.of):
            if at is not None and at.name in {"io.open", "builtins.open"} and at.arguments:
                word = as_word(at.arguments[0])
                found.append(told.effect(Operation.READ, ResourceKind.FILE, word.text))
        if _holds_environment(value):
            found.append(
                told.effect(
                    Operation.READ, ResourceKind.SECRET, "the environment", Reversibility.REVERSIBLE, Trait.SECRET
                )
            )
        elif value.secret and value is not told.named.get("headers") and value is not told.named.get("auth"):
            name = as_word(value).text.strip("${}")
            found.append(told.effect(Operation.READ, ResourceKind.SECRET, name, Reversibility.REVERSIBLE, Trait.SECRET))
    return tuple(found)


def _holds_environment(value: Value, depth: int = 0) -> bool:
    """True for all variables of the environment, in whatever form: `dict(os.environ)`, `json.dumps({**os.environ})`."""
    if value.name == "os.environ" and not value.arguments:
        return True
    parts = [*value.arguments, *(value.items or ()), *(part for _, part in value.pairs or ())]
    parts += [value.of] if value.of is not None and value.name.rpartition(".")[2] in _COPIES else []
    return depth < _DEEPEST and any(_holds_environment(part, depth + 1) for part in parts)


_COPIES = frozenset({"copy", "items", "values", "encode", "decode"})
_DEEPEST = 6


def cloud(told: Told) -> bool:
    """boto3: `boto3.client("s3").delete_bucket(Bucket=…)`, `boto3.resource("s3").Bucket("x").delete()`."""
    chain = told.chain()
    owner = chain[0] if chain else UNKNOWN
    if owner.instance and owner.name in _CLIENTS:
        _client_call(told, owner)
        return True
    made = next((value for value in chain if value.instance and value.name in _RESOURCES), None)
    if made is None:
        return False
    _resource_call(told, made)
    return True


def _client_call(told: Told, client: Value) -> None:
    from commensurate.effects.api import call_effects  # noqa: PLC0415 - loads the tables of the cloud

    service = as_word((*client.arguments, dict(client.pairs or ()).get("service_name", UNKNOWN))[0]).text
    if told.method in {"get_waiter", "can_paginate", "close"}:
        return
    operation = told.method
    if operation == "get_paginator":
        operation = as_word(told.argument(0)).text
    params = {key: plain_data(value) for key, value in told.named.items()}
    told.add(call_effects(service, operation, params, _in_account(told, client), told.evidence))


def _in_account(told: Told, client: Value):  # type: ignore[no-untyped-def] # noqa: ANN202
    words = [as_word(value).text for at in (client, client.of) if at is not None for _, value in at.pairs or ()]
    return replace(told.scene, environment=stricter(told.scene.environment, environment_of(*words)))


def _resource_call(told: Told, made: Value) -> None:
    """The object style: the class before the method says what is meant."""
    from commensurate.effects.api import call_effects  # noqa: PLC0415 - loads the tables of the cloud

    service = as_word(made.arguments[0]).text if made.arguments else ""
    parts = told.callee.name.split(".")
    classes = [
        value
        for value in told.chain()
        if value.instance and value.name.rpartition(".")[2][:1].isupper() and value.name not in _RESOURCES
    ]
    if told.method[:1].isupper() or told.method in {"all", "filter", "limit", "load", "reload", "meta"}:
        return
    thing = classes[0] if classes else UNKNOWN
    kind = thing.name.rpartition(".")[2] if thing.name else ""
    name = as_word(thing.arguments[0]).text if thing.arguments else ""
    if told.method in {"delete", "terminate", "stop"} and {
        "objects",
        "object_versions",
        "instances",
        "all",
        "filter",
    } & set(parts):
        operation = Operation.STOP if told.method == "stop" else Operation.DELETE
        resource = ResourceKind.OBJECT if "object" in told.callee.name else ResourceKind.INSTANCE
        told.does(
            operation,
            resource,
            name,
            Reversibility.IRREVERSIBLE,
            Trait.UNBOUNDED,
            Trait.REMOTE,
            radius=BlastRadius.SEVERAL,
        )
        return
    operation_name = f"{told.method}_{kind.lower()}" if kind else told.method
    params = {kind or "name": name, **{key: plain_data(value) for key, value in told.named.items()}}
    told.add(call_effects(service, operation_name, params, _in_account(told, made), told.evidence))


def speaks(told: Told) -> bool:
    """Mail and sockets."""
    method = told.method
    chain = " ".join(value.name for value in told.chain())
    if method in MAIL or (method == "send" and ("smtplib" in chain or "EmailMessage" in chain or "SendGrid" in chain)):
        mails(told)
        return True
    if "socket.socket" in chain or "socket.create_connection" in told.callee.name:
        if method in {"send", "sendall", "sendto", "sendfile"}:
            told.does(Operation.SEND, ResourceKind.HOST, "", Reversibility.IRREVERSIBLE, Trait.OUTBOUND)
        elif method in {"connect", "connect_ex", "create_connection"}:
            told.does(
                Operation.SEND,
                ResourceKind.HOST,
                _address(told.argument(0, "address")),
                Reversibility.COSTLY,
                Trait.OUTBOUND,
            )
        elif method in {"bind", "listen"}:
            told.does(Operation.CREATE, ResourceKind.SERVICE, _address(told.argument(0)), Reversibility.REVERSIBLE)
        return True
    return False


def _address(value: Value) -> str:
    return ":".join(as_word(item).text for item in value.items) if value.items else ""


def mails(told: Told) -> None:
    """A message leaves for people."""
    to = told.argument(1, "to_addrs", "recipient_list", "to")
    people = (
        [as_word(item).text for item in to.items]
        if to.items is not None
        else [as_word(to).text]
        if to is not UNKNOWN
        else []
    )
    count = len(people) if to.items is not None else None
    traits = (Trait.OUTBOUND, Trait.UNBOUNDED) if id(told.node) in told.walker.looped else (Trait.OUTBOUND,)
    radius = BlastRadius.SEVERAL if (count or 0) > 1 else BlastRadius.ONE
    told.does(
        Operation.SEND,
        ResourceKind.MAIL,
        ", ".join(people)[:120],
        Reversibility.IRREVERSIBLE,
        *traits,
        radius=radius,
        count=count,
    )
