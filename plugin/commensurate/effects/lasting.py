"""What a text that is written now will run later: a shell's start-up file, a hook, a table of cron, a unit of systemd.

Text is not execution, save where the place that it is written to makes it run by itself (law 3). What it would run is
read at once; a start-up file that only gains everyday lines (a search path, an alias) counts as an everyday file.
"""

import json
import re

from commensurate.model.regex import regex

_CRON = regex(r"(?:.*/)?etc/(?:crontab|cron\.d/[^/]+|anacrontab)|/var/spool/cron(?:/.*)?")
_UNIT = regex(r".*/systemd/.*\.(?:service|timer|path|socket)|.*\.desktop|.*/Launch(?:Agents|Daemons)/.*\.plist")
_STARTS = regex(
    r"(?:~|/home/[^/]+|/Users/[^/]+|/root)/\.(?:bashrc|bash_profile|bash_login|bash_aliases|bash_logout|profile|zshrc|zprofile"
    r"|zshenv|zlogin|kshrc|xprofile)|.*/\.config/fish/.*|/etc/(?:profile|bash\.bashrc|rc\.local|init\.d/.*|profile\.d/.*|cron\.\w+/.*)"
    r"|/etc/update-motd\.d/.*"
)
_HOOKS = regex(r"(?:.*/)?\.git/hooks/[^/]+|(?:.*/)?\.husky/.*|(?:.*/)?\.githooks/[^/]+")
_CRON_LINE = regex(r"\s*(?:@\w+|(?:[\d*/,A-Za-z-]+\s+){5})\s*(?:(?:root|[a-z_][a-z0-9_-]*)\s+(?=[/\w]))?(.+)")
_RUN_BY_UNIT = regex(
    r"^\s*(?:Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload)?|TryExec)=[-@:+!]*(.+)$", re.MULTILINE
)
_EVERYDAY = regex(
    r"\s*(?:\#.*|(?:export\s+)?(?:(?!LD_|DYLD_|PROMPT_COMMAND|BASH_ENV|ENV=|PS[0-4]=)[A-Za-z_]\w*=(?:[^;&|`$()<>]|\$\{?\w+\}?)*\s*)+"
    r"|export(?:\s+[A-Za-z_]\w*)+|(?:alias|abbr)\s+(?:-[gs]\s+)?[\w.~-]+=.*|set\s+-o\s+\w+|(?:setopt|unsetopt|shopt|bindkey|autoload|compinit|complete|umask|ulimit|zstyle|fpath|plugins|set\s+-g?x)\b[^;&|`$()<>]*"
    r"|(?:fish_add_path|typeset)\s[^;&|`()<>]*"
    r"|(?:\[\[?|test)\s[^;&|`()<>]*?\]{0,2}\s*&&\s*(?:\\?\.|source|export)\s[^;&|`()<>]*|(?:\.|source)\s+[\w.~$\"'{}/-]+"
    r"|(?:eval|source)\s+(?:--\s+)?\"?(?:\$|<)\((?:[\w./-]+)(?:\s+(?:init|hook|activate|shellenv|env|completions?|virtualenv-init|[a-z]+|--?[\w=-]+|-))*\)\"?"
    r"|if\s+\[\[?\s[^;&|`()<>]*\]\]?\s*;?\s*then|then|else|fi|)\s*"
)
"""Lines with which people set up their shells. What an alias stands for and what is sourced is read besides."""
_RENAMED = regex(
    r"^\s*alias\s+(sudo|su|ssh|scp|passwd|git|gpg|login|doas|sh|bash|commensurate|claude)=[\"']?(?!(?:\1|\\?\1)\b)",
    re.MULTILINE,
)
"""An alias by which a trusted name means something else."""
_ALIAS = regex(r"^\s*alias\s+(?:-[gs]\s+)?[\w.~-]+=(?:'([^'\n]*)'|\"([^\"\n]*)\"|(\S+))", re.MULTILINE)
_STRANGE = regex(r"(?:^|[\s\"'=:(])(?:(?:/var|/private)?/tmp/|/dev/shm/)")
_FETCHED = regex(r"\b(?:curl|wget|nc|ncat|socat|base64)\b|/dev/tcp/")


def runs_later(path: str, text: str) -> tuple[str, ...]:
    """The lines for the shell that a file at this path will run, once it holds this text."""
    if _CRON.fullmatch(path):
        return tuple(found[1] for line in text.splitlines() if (found := _CRON_LINE.match(line)) is not None)
    if _UNIT.fullmatch(path):
        return tuple(found[1] for found in _RUN_BY_UNIT.finditer(text))
    if path.endswith("/package.json") or path == "package.json":
        return _installs(text)
    if _STARTS.fullmatch(path):
        bodies = tuple(next(filter(None, found.groups()), "") for found in _ALIAS.finditer(text))
        return (*(() if everyday(path, text) else (text,)), *(body for body in bodies if body))
    return (text,) if _HOOKS.fullmatch(path) else ()


def _installs(text: str) -> tuple[str, ...]:
    """The scripts of a package.json that every install runs by itself."""
    try:
        scripts = json.loads(text).get("scripts")
    except (ValueError, AttributeError, RecursionError):
        return ()
    found = [scripts.get(name) for name in _ON_INSTALL] if isinstance(scripts, dict) else []
    return tuple(script for script in found if isinstance(script, str))


_ON_INSTALL = ("preinstall", "install", "postinstall", "prepare", "prepublish")


def everyday(path: str, text: str) -> bool:
    """True where a start-up file of a user's own gains nothing but what people write into it every day."""
    if not _STARTS.fullmatch(path) or path.startswith("/etc/") or not text.strip():
        return False
    if _RENAMED.search(text) or _STRANGE.search(text) or _FETCHED.search(text):
        return False
    return all(_EVERYDAY.fullmatch(line) for line in text.replace("\\\n", " ").splitlines())
