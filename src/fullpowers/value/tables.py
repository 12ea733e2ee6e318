"""A valuation as plain tables, for CSV, Parquet and data frames."""

from __future__ import annotations

from collections.abc import Iterator

from fullpowers.model import Estimate, Series, Valuation

Row = dict[str, str | float]


def tables(valuation: Valuation) -> dict[str, list[Row]]:
    """Tables by name, rows as dictionaries.

    The names: ``estimates``, ``series``, ``chances`` (of exceeding), ``projects``, ``project_years``,
    ``progressivity``, ``inputs``, ``bridge``, ``gaps``, ``sensitivity``, ``unvalued``, ``gas``.
    """
    currency = valuation.currency
    return {
        "estimates": list(_estimates(valuation)),
        "series": list(_series(valuation)),
        "chances": list(_chances(valuation)),
        "projects": [
            {"project": project.title, "regime": project.regime, **_estimate(one)}
            for project in valuation.projects
            for one in project.estimates
        ],
        "project_years": list(_project_series(valuation, "year")),
        "progressivity": list(_project_series(valuation, "price")),
        "inputs": [
            {
                "draft": draft.label,
                "input": one.label,
                "standing": one.standing.value,
                "value": one.value,
                "source": one.source,
                "provisions": "; ".join(passage.path for passage in one.passages),
            }
            for draft in valuation.drafts
            for one in draft.inputs
        ],
        "bridge": [
            {"step": step.label, "amount": step.amount, "currency": currency,
             "provisions": "; ".join(passage.path for passage in step.passages)}
            for step in valuation.bridge
        ],
        "gaps": [
            {"question": gap.question, "amount": gap.amount, "currency": currency, "why": gap.why,
             "at_low": "" if gap.low is None else gap.low, "at_high": "" if gap.high is None else gap.high}
            for gap in valuation.gaps
        ],
        "sensitivity": [
            {"figure": one.label, "first": one.first, "total": one.total, "error": one.error}
            for one in valuation.sensitivity
        ],
        "unvalued": [{"term": why} for why in valuation.unvalued],
        "gas": _gas(valuation),
    }  # fmt: skip


def _gas(valuation: Valuation) -> list[Row]:
    if valuation.gas is None:
        return []
    names = (
        *("production", "imports", "withdrawal", "consumption", "leaving", "losses", "injection", "storage"),
        "gap",
    )
    return [
        {"month": month.month, **{name: float(getattr(month, name)) for name in names}}
        for month in valuation.gas.months
    ]


def _estimate(one: Estimate) -> Row:
    return {
        "figure": one.label, "unit": one.unit, "p10": one.low, "p50": one.middle, "p90": one.high,
        "mean": one.mean, "standard_error": one.standard_error,
    }  # fmt: skip


def _estimates(valuation: Valuation) -> Iterator[Row]:
    for draft in valuation.drafts:
        for reading in draft.readings:
            for one in reading.estimates:
                yield {"draft": draft.label, "reading": reading.label, **_estimate(one)}


def _series(valuation: Valuation) -> Iterator[Row]:
    for draft, reading, series in _all_series(valuation):
        if len(series.axes) == 2:
            quantiles, years = (axis.labels for axis in series.axes)
            for index, value in enumerate(series.values):
                yield {
                    "draft": draft, "reading": reading, "series": series.label, "unit": series.unit,
                    "quantile": quantiles[index // len(years)], "year": years[index % len(years)],
                    "value": value,
                }  # fmt: skip


def _chances(valuation: Valuation) -> Iterator[Row]:
    compared = [("difference", "only what is owed", series) for series in valuation.series]
    for draft, reading, series in (*_all_series(valuation), *compared):
        if len(series.axes) == 1:
            for chance, value in zip(series.axes[0].labels, series.values, strict=True):
                yield {
                    "draft": draft, "reading": reading, "series": series.label, "unit": series.unit,
                    "chance": chance, "exceeds": value,
                }  # fmt: skip


def _all_series(valuation: Valuation) -> Iterator[tuple[str, str, Series]]:
    for draft in valuation.drafts:
        for reading in draft.readings:
            for series in reading.series:
                yield draft.label, reading.label, series


def _project_series(valuation: Valuation, axis: str) -> Iterator[Row]:
    for project in valuation.projects:
        for series in project.split:
            if series.axes[0].name == axis:
                for place, value in zip(series.axes[0].labels, series.values, strict=True):
                    yield {
                        "project": project.title, "series": series.label, "unit": series.unit,
                        axis: place, "value": value,
                    }  # fmt: skip
