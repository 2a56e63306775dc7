"""The reliability plot: how often each score was right, as SVG or PNG. Needs the extra `plot` (matplotlib)."""

from collections.abc import Sequence
from pathlib import Path

from commensurate.errors import ConfigError, InputError
from commensurate.evaluate.calibrate import Bin

KINDS = (".svg", ".png")


def plot(bins: Sequence[Bin], path: Path, title: str) -> None:
    """Write the plot. Raises InputError for another ending, ConfigError where matplotlib is not installed."""
    if path.suffix not in KINDS:
        raise InputError(f"{path}: a plot ends in {' or '.join(KINDS)}")
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError:
        raise ConfigError("a plot needs matplotlib: pip install 'commensurate[plot]'") from None
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    middles = [(one.low + one.high) / 2 for one in bins]
    axes.plot([0, 10], [0, 1], color="0.7", linestyle="--", label="score / 10")
    axes.plot(middles, [one.proportionate for one in bins], marker="o", label="observed")
    for middle, one in zip(middles, bins, strict=True):
        axes.annotate(
            str(one.cases), (middle, one.proportionate), textcoords="offset points", xytext=(6, -10), fontsize=8
        )
    axes.set(xlim=(0, 10), ylim=(-0.02, 1.02), xlabel="score", ylabel="share that was proportionate", title=title)
    axes.legend(loc="upper left")
    figure.savefig(path)
