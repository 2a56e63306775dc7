"""More than the scope, for a while: an agent asks, a human grants for named operations and resources, and may revoke."""

import os
from dataclasses import replace
from hashlib import sha256

from commensurate.audit import entry
from commensurate.errors import InputError
from commensurate.model.agent import Grant, Scope
from commensurate.model.approval import Approval
from commensurate.model.frozen import canonical
from commensurate.ports import Channel, Clock, Store
from commensurate.wire import plain

LONGEST = 30 * 24 * 3600.0
"""Seconds that a grant lasts at most: a month. What is needed for longer belongs into the policy."""


class Granting:
    """Requests, grants and their revocation, each a record."""

    def __init__(self, store: Store, channel: Channel | None, clock: Clock) -> None:
        self._store = store
        self._channel = channel
        self._clock = clock

    def request(self, wanted: Grant, patience: float) -> Approval:
        """Put a request for more before a human. Answered with yes, it becomes the grant `wanted`, counted from then.

        `wanted.expires_at` is taken as seconds from the answer. Raises InputError, StoreError, and what the channel
        raises where nobody can be reached.
        """
        _fits(wanted, wanted.expires_at)
        now = float(self._clock())
        headline = (
            f"{wanted.agent} asks for more: {told(wanted.scope)}, {wanted.uses} times, for: {wanted.reason}. Approve?"
        )
        digest = sha256(canonical(plain(wanted.scope)).encode()).hexdigest()
        asked = Approval(os.urandom(8).hex(), digest, wanted.session, headline, wanted.reason, now, now + patience)
        asked = replace(asked, grant=wanted)
        with self._store.writing() as ledger:
            ledger.put_approval(asked)
            ledger.append("approval", asked.session, entry.approval(asked))
        if self._channel is not None:
            self._channel.ask(asked)
        return asked

    def grant(self, given: Grant) -> Grant:
        """A human grants. Raises InputError for a grant without an end, a use, a reason or a name; StoreError."""
        _fits(given, given.expires_at - float(self._clock()))
        with self._store.writing() as ledger:
            ledger.put_grant(given)
            ledger.append("grant", given.session, entry.grant(given, "given"))
        return given

    def revoke(self, agent: str, grant_id: str, *, by: str, reason: str) -> Grant:
        """A human takes a grant back, at once. Raises InputError where it is not known or used up, StoreError."""
        if not by.strip() or not reason.strip():
            raise InputError("to revoke needs a name and a reason")
        with self._store.writing() as ledger:
            known = next((grant for grant in ledger.grants(agent) if grant.id == grant_id), None)
            if known is None:
                raise InputError(f"no open grant {grant_id!r} of {agent!r} is known")
            revoked = replace(known, uses=0, reason=f"{known.reason} (revoked by {by}: {reason})")
            ledger.put_grant(revoked)
            ledger.append("grant", revoked.session, entry.grant(revoked, "revoked"))
        return revoked


def told(scope: Scope) -> str:
    """A scope in words."""
    worlds = ", ".join(sorted(scope.environments)) if len(scope.environments) < 4 else "any environment"
    return f"{', '.join(sorted(scope.operations))} {', '.join(scope.resources)} in {worlds}"


def _fits(grant: Grant, seconds: float) -> None:
    if not grant.by.strip() and grant.session == "" and not grant.agent:
        raise InputError("a grant names its agent")
    if not (0 < seconds <= LONGEST):
        raise InputError(f"a grant lasts more than 0 and at most {LONGEST:.0f} seconds, not {seconds:.0f}")
    if grant.uses < 1:
        raise InputError("a grant has at least one use")
    if not grant.reason.strip():
        raise InputError("a grant needs a reason: the task that it is for")
    if not grant.scope.operations or not grant.scope.resources:
        raise InputError("a grant names operations and resources")
