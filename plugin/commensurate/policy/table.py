"""The risk table as a value, and its parser. The table itself is data: table.yaml."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commensurate.errors import PolicyError
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Effect, Environment, Reversibility

_KEYS = ("reversibility", "blast_radius", "environment", "floor", "clear_at", "quote")
_LIMITS = ("notify_below", "escalate_below", "block_below")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the floor when nobody judged, and what a score means here. See the head of table.yaml."""

    name: str
    floor: Outcome
    clear_at: float
    quote: bool
    notify_below: float
    escalate_below: float
    block_below: float

    def outcome_of(self, score: float) -> Outcome:
        """What a judge's score means in this cell. Never milder for a lower score."""
        if score < self.block_below:
            return Outcome.BLOCK
        if score < self.escalate_below:
            return Outcome.ESCALATE
        return Outcome.NOTIFY if score < self.notify_below else Outcome.ALLOW


@dataclass(frozen=True, slots=True)
class Table:
    """All cells. Production has its own; every other environment shares "other"."""

    cells: Mapping[tuple[Reversibility, BlastRadius, bool], Cell]

    def cell_of(self, effect: Effect) -> Cell:
        """The cell that an effect falls into."""
        production = effect.environment is Environment.PRODUCTION
        return self.cells[(effect.reversibility, effect.blast_radius, production)]


def parse(text: str, source: str) -> Table:
    """Parse table.yaml. Raises PolicyError with file:line for a cell that is wrong, lacking or given twice."""
    import yaml  # noqa: PLC0415 (20 ms that a start without a table of its own need not pay)

    try:
        loaded = yaml.safe_load(text)
        rows = loaded["cells"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise PolicyError(f"{source}:1: not a risk table: {error}") from None
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith("- {")]
    places = (f"{source}:{line}" for line in (*lines, *(1 for _ in rows)))
    return _table(zip(rows, places, strict=False), source)


def compact(text: str) -> str:
    """The shipped table as JSON, one cell a line: what a start loads fast. Raises PolicyError."""
    import yaml  # noqa: PLC0415 (the same)

    parse(text, "table.yaml")
    return "[\n" + ",\n".join(json.dumps(row) for row in yaml.safe_load(text)["cells"]) + "\n]\n"


def expand(text: str) -> Table:
    """The table of a compact text. Raises PolicyError."""
    return _table(((row, f"table.json:{number}") for number, row in enumerate(json.loads(text), 2)), "table.json")


def _table(rows: Iterable[tuple[object, str]], source: str) -> Table:
    cells: dict[tuple[Reversibility, BlastRadius, bool], Cell] = {}
    for row, where in rows:
        key, cell = _cell(row, where)
        if key in cells:
            raise PolicyError(f"{where}: the cell {cell.name} stands twice")
        cells[key] = cell
    lacking = [
        (r.word, b.word, p) for r in Reversibility for b in BlastRadius for p in (False, True) if (r, b, p) not in cells
    ]
    if lacking:
        raise PolicyError(f"{source}:1: these cells are lacking: {lacking}")
    return Table(cells)


def overridden(table: Table, rows: Iterable[tuple[object, str]]) -> Table:
    """The table with an organisation's own cells in it; each row comes with its file:line. Raises PolicyError."""
    given: dict[tuple[Reversibility, BlastRadius, bool], Cell] = {}
    for row, where in rows:
        key, cell = _cell(row, where)
        if key in given:
            raise PolicyError(f"{where}: the cell {cell.name} stands twice")
        given[key] = cell
    return Table({**table.cells, **given}) if given else table


def _cell(row: object, where: str) -> tuple[tuple[Reversibility, BlastRadius, bool], Cell]:
    if not isinstance(row, Mapping) or set(row) != {*_KEYS, *_LIMITS}:
        raise PolicyError(f"{where}: a cell has exactly the keys {', '.join(_KEYS + _LIMITS)}")
    try:
        reversibility = Reversibility[row["reversibility"].upper()]
        radius = BlastRadius[row["blast_radius"].upper()]
        production = {"production": True, "other": False}[row["environment"]]
        floor = Outcome[row["floor"].upper()]
        limits = [float(row[name]) for name in ("clear_at", *_LIMITS)]
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        raise PolicyError(f"{where}: not a value that a cell can have: {error}") from None
    if not isinstance(row["quote"], bool) or not limits[1] >= limits[2] >= limits[3]:
        raise PolicyError(f"{where}: quote is true or false, and notify_below >= escalate_below >= block_below")
    name = f"{reversibility.word} × {radius.word} × {row['environment']}"
    return (reversibility, radius, production), Cell(name, floor, limits[0], row["quote"], *limits[1:])
