"""Failures and foreign values in words that fit into a reason. Nothing here raises."""


def failure(what: str, error: BaseException) -> str:
    """One sentence: what failed, and how it said so."""
    said = shown(error)
    return f"{what}: {type(error).__name__}{': ' if said else ''}{said[:500]}."


def shown(value: object) -> str:
    """Any value as text; empty for None, and for one that cannot be shown."""
    if isinstance(value, str):
        return value
    try:
        return "" if value is None else str(value)
    except Exception:  # noqa: BLE001 (somebody else's __str__)
        return ""
