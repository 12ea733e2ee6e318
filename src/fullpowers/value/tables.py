"""A valuation as plain tables, for CSV, Parquet and data frames."""

from __future__ import annotations

from collections.abc import Iterator

from fullpowers.model import Valuation

Row = dict[str, str | float]


def tables(valuation: Valuation) -> dict[str, list[Row]]:
    """Tables by name, rows as dictionaries.

    The names: ``estimates``, ``series``, ``inputs``, ``bridge``, ``gaps``, ``gas``.
    """
    found: dict[str, list[Row]] = {
        "estimates": list(_estimates(valuation)),
        "series": list(_series(valuation)),
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
            {"step": step.label, "amount": step.amount, "currency": valuation.currency}
            for step in valuation.bridge
        ],
        "gaps": [{"question": gap.question, "amount": gap.amount, "why": gap.why} for gap in valuation.gaps],
        "gas": [],
    }
    if valuation.gas is not None:
        found["gas"] = [
            {
                "month": month.month,
                "production": month.production,
                "imports": month.imports,
                "withdrawal": month.withdrawal,
                "consumption": month.consumption,
                "leaving": month.leaving,
                "losses": month.losses,
                "injection": month.injection,
                "storage": month.storage,
                "gap": month.gap,
            }
            for month in valuation.gas.months
        ]
    return found


def _estimates(valuation: Valuation) -> Iterator[Row]:
    for draft in valuation.drafts:
        for reading in draft.readings:
            for one in reading.estimates:
                yield {
                    "draft": draft.label,
                    "reading": reading.label,
                    "figure": one.label,
                    "unit": one.unit,
                    "p10": one.low,
                    "p50": one.middle,
                    "p90": one.high,
                    "mean": one.mean,
                    "standard_error": one.standard_error,
                }


def _series(valuation: Valuation) -> Iterator[Row]:
    for draft in valuation.drafts:
        for reading in draft.readings:
            for series in reading.series:
                quantiles, years = (axis.labels for axis in series.axes)
                for index, value in enumerate(series.values):
                    yield {
                        "draft": draft.label,
                        "reading": reading.label,
                        "series": series.label,
                        "unit": series.unit,
                        "quantile": quantiles[index // len(years)],
                        "year": years[index % len(years)],
                        "value": value,
                    }
