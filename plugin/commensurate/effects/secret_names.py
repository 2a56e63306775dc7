"""Names of variables and keys that hold credentials."""

import re

from commensurate.model.regex import regex

_SECRET = regex(
    r"(?:^|[_\-.])(?:secret|token|passw(?:or)?d|passwd|pwd|api[_\-]?key|apikey|access[_\-]?key|private[_\-]?key|credentials?|auth[_\-]?key|"
    r"signing[_\-]?key|encryption[_\-]?key|client[_\-]?secret|session[_\-]?key|service[_\-]?key|webhook[_\-]?url)(?:$|[_\-.\d])",
    re.IGNORECASE,
)


def is_secret_name(name: str) -> bool:
    """True for AWS_SECRET_ACCESS_KEY, GITHUB_TOKEN, DB_PASSWORD and their like."""
    return _SECRET.search(name) is not None
