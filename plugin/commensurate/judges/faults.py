"""What can go wrong with one request, as a table: whether it is worth a retry, and whose fault it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from commensurate.errors import JudgeError


class Kind(StrEnum):
    """The failures that we tell apart."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    NOT_ALLOWED = "not_allowed"
    BAD_REQUEST = "bad_request"
    BAD_ENVELOPE = "bad_envelope"
    BAD_ANSWER = "bad_answer"
    TRUNCATED = "truncated"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    WRONG_MODEL = "wrong_model"


@dataclass(frozen=True, slots=True)
class Treatment:
    """`retry`: asking again can help. `endpoint`: the endpoint is at fault, which its circuit breaker counts.

    What a text in the action could provoke (a refusal, a bad answer) never counts against the endpoint: else one
    action could switch the judge off for all.
    """

    retry: bool
    endpoint: bool


TREATMENTS: Mapping[Kind, Treatment] = {
    Kind.TIMEOUT: Treatment(retry=True, endpoint=True),
    Kind.UNREACHABLE: Treatment(retry=True, endpoint=True),
    Kind.RATE_LIMITED: Treatment(retry=True, endpoint=True),
    Kind.SERVER_ERROR: Treatment(retry=True, endpoint=True),
    Kind.NOT_ALLOWED: Treatment(retry=False, endpoint=True),
    Kind.BAD_REQUEST: Treatment(retry=False, endpoint=False),
    Kind.BAD_ENVELOPE: Treatment(retry=True, endpoint=True),
    Kind.BAD_ANSWER: Treatment(retry=True, endpoint=False),
    Kind.TRUNCATED: Treatment(retry=True, endpoint=False),
    Kind.REFUSED: Treatment(retry=False, endpoint=False),
    Kind.TOO_LARGE: Treatment(retry=False, endpoint=False),
    Kind.WRONG_MODEL: Treatment(retry=True, endpoint=False),
}


class Fault(JudgeError):
    """One request brought no usable answer. `retry_after` is in seconds, as the endpoint asked; None where it did not."""

    def __init__(self, kind: Kind, words: str, retry_after: float | None = None) -> None:
        super().__init__(words)
        self.kind = kind
        self.retry_after = retry_after

    @property
    def treatment(self) -> Treatment:
        """What is done about it."""
        return TREATMENTS[self.kind]


def kind_of_status(status: int) -> Kind:
    """What an HTTP status means for us."""
    if status == 429:
        return Kind.RATE_LIMITED
    if status in (408, 504):
        return Kind.TIMEOUT
    if status >= 500 or status in (409, 425):
        return Kind.SERVER_ERROR
    return Kind.NOT_ALLOWED if status in (401, 402, 403, 404, 405, 407) else Kind.BAD_REQUEST


def seconds_of(retry_after: str | None) -> float | None:
    """A Retry-After header in seconds. A date counts as not given: clocks differ, and deadlines are short."""
    try:
        seconds = float(retry_after) if retry_after is not None else -1.0
    except ValueError:
        return None
    return seconds if 0 <= seconds < 86_400 else None
