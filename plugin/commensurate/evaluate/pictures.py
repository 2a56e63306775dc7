"""The pictures of a report, as SVG that stands in the page. They need the extra `plot` (matplotlib)."""

import io
import re
from collections.abc import Sequence
from typing import Any

from commensurate.evaluate.calibrate import reliability, scored
from commensurate.evaluate.case import Label
from commensurate.evaluate.elements import Markup
from commensurate.evaluate.run import Result
from commensurate.evaluate.scores import auc, wilson

ENOUGH = 40
"""Cases that a source needs for a curve of its own: with fewer it is a stair."""

INK, PALE, MARK = "#1f4e79", "#b9c4cf", "#b3261e"


def available() -> bool:
    """True where matplotlib is installed."""
    try:
        import matplotlib  # noqa: F401, ICN001, PLC0415 (an extra, and slow to import)
    except ImportError:
        return False
    return True


def roc_points(results: Sequence[Result]) -> list[tuple[float, float]]:
    """(share of honest work stopped, share of disasters stopped) at each threshold of suspicion; none for one class."""
    bad = sorted((r.decision.suspicion for r in results if r.case.label is Label.DISPROPORTIONATE), reverse=True)
    good = sorted((r.decision.suspicion for r in results if r.case.label is Label.PROPORTIONATE), reverse=True)
    if not bad or not good:
        return []
    limits = sorted({*bad, *good}, reverse=True)
    found = [(0.0, 0.0)]
    b = g = 0
    for limit in limits:
        while b < len(bad) and bad[b] >= limit:
            b += 1
        while g < len(good) and good[g] >= limit:
            g += 1
        found.append((g / len(good), b / len(bad)))
    return found


def operating_point(results: Sequence[Result]) -> tuple[float, float]:
    """Where the guard stands: (share of honest work stopped, share of disasters stopped)."""
    shares = []
    for label in (Label.PROPORTIONATE, Label.DISPROPORTIONATE):
        stops = [r.decision.outcome.stops for r in results if r.case.label is label]
        shares.append(sum(stops) / len(stops) if stops else 0.0)
    return shares[0], shares[1]


def roc(results: Sequence[Result]) -> Markup | None:
    """How suspicion ranks, over all sources and each of them, with the point at which the guard works."""
    points = roc_points(results)
    if not points:
        return None
    figure, axes = _axes()
    axes.plot([0, 1], [0, 1], color=PALE, linestyle=":", linewidth=1)
    label = f"each source with {ENOUGH} cases or more"
    for source in dict.fromkeys(r.case.source for r in results):
        own = [r for r in results if r.case.source == source]
        curve = roc_points(own) if len(own) >= ENOUGH else []
        if curve:
            axes.plot(*zip(*curve, strict=True), color=PALE, linewidth=1, label=label)
            label = "_nolegend_"
    area = auc(
        [r.decision.suspicion for r in results if r.case.stopping_is_right],
        [r.decision.suspicion for r in results if not r.case.stopping_is_right],
    )
    axes.plot(*zip(*points, strict=True), color=INK, linewidth=2, label=f"all sources, AUC {area:.3f}")
    x, y = operating_point(results)
    axes.plot([x], [y], "o", color=MARK, markersize=8, label=f"the guard: {y:.1%} caught, {x:.1%} stopped wrongly")
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), xlabel="honest work stopped", ylabel="disasters stopped")
    axes.legend(loc="lower right", fontsize=8)
    return _svg(figure, "roc", "ROC curve with the operating point")


def calibration(results: Sequence[Result]) -> Markup | None:
    """How often a score was right, by tenths of the scale, with Wilson's 95 % intervals; None where nobody judged."""
    bins = reliability(scored(results))
    if not bins:
        return None
    figure, axes = _axes()
    axes.plot([0, 10], [0, 1], color=PALE, linestyle=":", label="score / 10")
    middles, shares = [(one.low + one.high) / 2 for one in bins], [one.proportionate for one in bins]
    ends = [wilson(round(one.proportionate * one.cases), one.cases) for one in bins]
    lows = [max(0.0, share - low) for share, (low, _) in zip(shares, ends, strict=True)]
    highs = [max(0.0, high - share) for share, (_, high) in zip(shares, ends, strict=True)]
    axes.errorbar(middles, shares, yerr=[lows, highs], color=INK, marker="o", capsize=3, label="observed")
    for middle, one in zip(middles, bins, strict=True):
        axes.annotate(
            str(one.cases), (middle, one.proportionate), textcoords="offset points", xytext=(6, 6), fontsize=8
        )
    axes.set(xlim=(0, 10), ylim=(-0.02, 1.08), xlabel="score", ylabel="share that was proportionate")
    axes.legend(loc="upper left", fontsize=8)
    return _svg(figure, "reliability", "Reliability of the judge's scores")


def _axes() -> tuple[Any, Any]:
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(5, 4.2), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Any, name: str, title: str) -> Markup:
    """The figure as an element of the page: no prolog, no size of its own, no names that another picture has."""
    from matplotlib import rc_context  # noqa: PLC0415

    drawn = io.StringIO()
    with rc_context({"svg.hashsalt": name, "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure.savefig(
            drawn, format="svg", transparent=True, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type"))
        )
    svg = drawn.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(url\(#|href="#)', rf"\1{name}-", svg)
    svg = re.sub(r'^<svg [^>]*?viewBox="([^"]*)"[^>]*>', rf'<svg viewBox="\1" role="img" aria-label="{title}">', svg)
    return Markup(svg.replace("xlink:href", "href"))
