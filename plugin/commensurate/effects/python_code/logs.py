"""Python calls that open a log or a profile for writing, or hand what is logged to another machine.

Source: the library reference of Python 3.13 (logging, logging.config, logging.handlers, cProfile).
"""

from collections.abc import Iterator

from commensurate.effects.python_code.system import touches
from commensurate.effects.python_code.told import Told
from commensurate.effects.python_code.values import UNKNOWN, Value, as_word, hole
from commensurate.model.effect import Operation, ResourceKind, Reversibility, Trait

FILE_HANDLERS = (
    "logging.FileHandler", "logging.handlers.RotatingFileHandler", "logging.handlers.TimedRotatingFileHandler",
    "logging.handlers.WatchedFileHandler", "logging.handlers.BaseRotatingHandler",
)  # fmt: skip
HOST_HANDLERS = (
    "logging.handlers.HTTPHandler", "logging.handlers.SocketHandler", "logging.handlers.DatagramHandler",
    "logging.handlers.SMTPHandler", "logging.handlers.SysLogHandler",
)  # fmt: skip
PROFILERS = ("cProfile.run", "profile.run", "cProfile.runctx", "profile.runctx")

_DEEPEST = 6


def configures(told: Told) -> None:
    """logging.basicConfig(): a file only where one is named."""
    if "filename" in told.named or "**" in told.named:
        _opens(told, told.named.get("filename", UNKNOWN), told.named.get("filemode", UNKNOWN))


def opens_log(told: Told) -> None:
    """A handler that opens its file when it is made; the second argument of the plain one is its mode."""
    _opens(told, told.argument(0, "filename"), told.argument(1, "mode"))


def sends_log(told: Told) -> None:
    """A handler that hands each record to a host."""
    host = as_word(told.argument(0, "host", "mailhost", "address"), "host").text
    if host.startswith("/"):
        touches(told, Operation.UPDATE, as_word(told.argument(0, "address")))
        return
    told.does(
        Operation.SEND, ResourceKind.HOST, host, Reversibility.IRREVERSIBLE, Trait.OUTBOUND, Trait.REMOTE
    )  # what is logged later leaves with it


def from_mapping(told: Told) -> None:
    """logging.config.dictConfig(): every file that it names is opened."""
    given = told.argument(0, "config")
    if given.pairs is None:
        told.partly("logging is set up by a mapping that is not in the text")
        return
    for value in _files(given):
        _opens(told, value, UNKNOWN)


def from_file(told: Told) -> None:
    """logging.config.fileConfig(): the file says what is made, and parts of it are evaluated."""
    told.opaque("logging.config.fileConfig(…) evaluates what a file holds")


def profiles(told: Told) -> None:
    """cProfile.run(text, filename): a text that runs, and a file for its figures."""
    target = told.argument(3 if told.method == "runctx" else 1, "filename")
    if target is not UNKNOWN:
        _opens(told, target, UNKNOWN)
    told.opaque(f"{told.callee.name}(…) runs a text")


def _opens(told: Told, file: Value, mode: Value) -> None:
    overwrites = (mode.text or "a").startswith("w")
    touches(told, Operation.UPDATE, as_word(file if file is not UNKNOWN else hole("filename")), overwrites=overwrites)


def _files(value: Value, depth: int = 0) -> Iterator[Value]:
    for key, part in value.pairs or ():
        if key == "filename":
            yield part
        elif depth < _DEEPEST:
            yield from _files(part, depth + 1)
