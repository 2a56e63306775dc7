"""Every error that the package raises on purpose.

CommensurateError
├── InputError            what was handed in is not what it claims to be (CLI exit status 2)
│   ├── WireError         JSON that does not have the form asked for; says the path of the field
│   └── ActionError       an action whose arguments cannot be read as data
├── ConfigError           what the organisation wrote is wrong; says file:line
│   ├── RuleError         a rule that does not load
│   ├── PolicyError       a policy file or table that does not load
│   └── ScenarioError     a scenario that does not load
├── Stopped               an action was not let through
│   ├── Blocked           it must not run
│   ├── Escalated         it must not run before a human has said yes
│   └── Halted            the session was stopped by the kill switch
├── StoreError            the store could not be read or written
│   └── ChainBroken       the audit log was touched; names the first broken link
└── JudgeError            a judge gave no usable answer; the message says why
"""

from typing import Any


class CommensurateError(Exception):
    """The root of all errors that this package raises on purpose."""


class InputError(CommensurateError):
    """What was handed in is not what it claims to be."""


class WireError(InputError):
    """JSON does not have the form asked for. The message starts with the path of the field."""


class ActionError(InputError):
    """An action whose arguments cannot be read as data."""


class ConfigError(CommensurateError):
    """Something the organisation wrote is wrong. The message starts with file:line."""


class RuleError(ConfigError):
    """A rule does not load."""


class PolicyError(ConfigError):
    """A policy file or a risk table does not load."""


class ScenarioError(ConfigError):
    """A scenario does not load."""


class Stopped(CommensurateError):
    """An action was not let through. `decision` is attached by whoever raises it."""

    decision: Any = None
    """The Decision; Any, because this floor knows no nouns."""


class Blocked(Stopped):
    """The action must not run."""


class Escalated(Stopped):
    """The action must not run before a human has said yes."""


class Halted(Stopped):
    """The session was stopped by the kill switch."""


class StoreError(CommensurateError):
    """The store could not be read or written. Whatever waited for it has not happened."""


class ChainBroken(StoreError):
    """The audit log was touched. The message names the first broken link."""


class JudgeError(CommensurateError):
    """A judge gave no usable answer."""
