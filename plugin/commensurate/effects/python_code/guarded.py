"""Python that takes the guard's own library into its hands: who resumes, answers or grants through it changes the guard."""

from commensurate.effects.options import names
from commensurate.effects.python_code.told import Told
from commensurate.model.effect import Operation, ResourceKind, Reversibility

_PACKAGE = "commensurate."
_FACES = ("commensurate.cli.", "commensurate.__main__.")
_HUMANS_OWN = names("""
    resume halt answer approve deny grant give revoke said started writing put_session put_approval put_decided
    put_grant put_said put_parent put_halt append
""")
"""What only a human does, and what writes past the guard into its store."""


def changes_the_guard(told: Told) -> bool:
    """Tell it, and answer whether it does. To check an action, or to read rules and records, changes nothing."""
    name = told.callee.name
    if not name.startswith(_PACKAGE) or (told.method not in _HUMANS_OWN and not name.startswith(_FACES)):
        return False
    told.does(Operation.UPDATE, ResourceKind.GUARD, name, Reversibility.COSTLY)
    return True
