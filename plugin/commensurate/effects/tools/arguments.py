"""Arguments read as data: what they name, whom they reach, how many there are."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from commensurate.model.effect import Operation

RECIPIENTS = (
    "recipients", "recipient", "to", "receiver", "receiver_id", "recipient_id", "to_email", "email", "emails",
    "email_address", "user_email", "cc", "bcc", "participants", "attendees", "invitees", "guests", "members", "phone",
    "phone_number", "phones", "channel", "channel_id", "channels", "user", "user_id", "users", "username", "contact",
    "destination", "iban", "account", "payee", "mentions",
)  # fmt: skip
PEOPLE = frozenset({
    "recipients", "recipient", "to", "cc", "bcc", "receiver", "receivers", "participants", "attendees", "invitees", "guests",
    "emails", "members", "users", "phones", "channels", "user_ids", "mentions",
})  # fmt: skip
NAMES = (
    "id", "name", "path", "file_path", "filename", "file", "file_name", "title", "key", "url", "uri", "resource", "target",
    "subject", "query", "q", "table_name", "table", "topic", "symbol", "city", "location", "date", "day", "pattern",
)  # fmt: skip
PATHS = (
    "path", "file_path", "filepath", "file", "filename", "file_name", "target_file", "absolute_path", "relative_path",
    "notebook_path", "relative_workspace_path", "filePath", "targetFile", "AbsolutePath", "TargetFile",
)  # fmt: skip
NEW_TEXTS = (
    "content", "contents", "new_str", "new_string", "newString", "new_text", "file_text", "text", "insert_text", "code_edit",
    "new_source", "new_content", "new", "replace_with", "replacement", "data", "body", "insert_line_text",
)  # fmt: skip
OLD_TEXTS = ("old_str", "old", "old_string", "oldString", "old_text", "search", "old_content", "original")
VERB_KEYS = ("action", "operation", "command", "method", "type", "mode", "sql_keyword", "op")
MONEY = frozenset({
    "amount", "price", "cost", "total", "card_id", "card_number", "payment_method", "currency", "iban", "insurance_cost",
})  # fmt: skip


def texts(value: Any, depth: int = 0) -> Iterator[str]:
    """All strings and numbers that stand in plain data, as text, outermost first; booleans and None give nothing."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool) or value is None or depth > 8:
        return
    elif isinstance(value, int | float):
        yield f"{value:g}" if isinstance(value, float) else str(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner, depth + 1)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from texts(inner, depth + 1)


def first_text(arguments: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    """The first of these arguments that is a text, or None."""
    return next((value for key in keys if isinstance(value := arguments.get(key), str)), None)


def named(arguments: Mapping[str, Any], operation: Operation) -> str:
    """The words that name what is touched: whom it reaches for a message or money, else id, name, path …"""
    order: tuple[str, ...] = NAMES
    if operation in {Operation.SEND, Operation.PAY, Operation.GRANT, Operation.REVOKE}:
        order = (*RECIPIENTS, *NAMES)
    for key in order:
        if arguments.get(key) not in (None, "", (), False):
            return _first(arguments[key])
    for key, value in arguments.items():
        if _hidden(key):
            continue
        if key.lower().endswith(("id", "ids", "_name", "name", "names", "path", "email", "url")) and value:
            return _first(value)
    return next((v for k, v in arguments.items() if isinstance(v, str) and 0 < len(v) <= 80 and not _hidden(k)), "")


def _first(value: Any) -> str:
    """The first 200 letters of all that stands in a value, parted by commas."""
    return ", ".join(islice(texts(value), 200))[:200]


def _hidden(key: str) -> bool:
    """True for arguments that hold a secret: their values name nothing, and are not shown."""
    small = key.lower()
    return any(word in small for word in ("password", "token", "secret", "api_key", "apikey", "cvv", "pin_code"))


def how_many(arguments: Mapping[str, Any]) -> int | None:
    """How many things or people the arguments name, where a list of them says so; None where none does."""
    people = sum(_length(arguments[key]) for key in PEOPLE & arguments.keys())
    things = max(
        (
            len(v)
            for k, v in arguments.items()
            if k not in PEOPLE and isinstance(v, Sequence) and not isinstance(v, str)
        ),
        default=0,
    )
    most = max(people, things)
    return most if most > 1 else None


def _length(value: Any) -> int:
    if isinstance(value, str):
        return sum(bool(part.strip()) for part in value.replace(";", ",").split(","))
    return len(value) if isinstance(value, Sequence | Mapping) else 0
