"""A figure beside its bar and its peer, as a line of output that ``report.py`` collects."""

from __future__ import annotations

MARK = "figure"


def figure(
    name: str,
    value: float,
    unit: str = "",
    *,
    least: float | None = None,
    most: float | None = None,
    peer: str = "",
) -> bool:
    """Print one measured figure; whether it meets its bar (a figure without a bar does)."""
    met = (least is None or value >= least) and (most is None or value <= most)
    bars = [f"{word} {bar:g}" for word, bar in (("at least", least), ("at most", most)) if bar is not None]
    verdict = ("met" if met else "missed") if bars else ""
    shown = f"{value:.4g}" if abs(value) < 10_000 else f"{value:,.0f}"
    print(" | ".join((MARK, name, f"{shown} {unit}".strip(), ", ".join(bars), verdict, peer)), flush=True)
    return met
