"""Each project of the file under its regime: the indicators by which regimes are compared."""

from __future__ import annotations

import numpy as np

from fullpowers.model import Axis, Estimate, ProjectValue, Series

from .compute import Floats, compute
from .economics import Economics
from .indicators import break_even, effective_royalty, irr, metr, npv, payback, savings_index, take
from .project import PARTIES, Venture
from .regime import Regime
from .uncertainty import estimate, rounded
from .world import Worlds, titles, world

_LABELS = {
    "investor": "Investor",
    "state": "State",
    "domestic_buyers": "Domestic buyers",
}


def project_values(worlds: Worlds, agreement: Regime | None) -> tuple[ProjectValue, ...]:
    """Net present values, rates of return, government take and the rest, for every project or fence.

    ``agreement`` is the regime of the projects that are under the draft.
    """
    found, economics = [], worlds.economics
    drawn = worlds.under(agreement).ventures
    middle = world(economics, {}, 1, agreement).ventures
    for name, members in economics.groups.items():
        estimates = (*_estimates(drawn[name], economics), *_at_the_middle(middle[name], economics))
        split = _split(middle[name], economics)
        found.append(ProjectValue(name, titles(members), members[0].regime, estimates, split))
    return tuple(found)


def _estimates(made: Venture, economics: Economics) -> list[Estimate]:
    keep = ("project", "state", "investor", "revenue_f_field")
    lines = compute(made.sheet, made.inputs, years=made.years, keep=keep).lines
    project, state, investor = lines["project"], lines["state"], lines["investor"]
    rate, unit = economics.discount_rate, economics.currency
    before, after = irr(project), irr(investor)
    figures = (
        ("npv_project", "Net present value of the project", unit, npv(project, rate)),
        ("npv_state", "Net present value to the state", unit, npv(state, rate)),
        ("npv_investor", "Net present value to the investor", unit, npv(investor, rate)),
        ("irr_project", "Rate of return before the regime", "percent", 100 * before),
        ("irr_investor", "Rate of return of the investor", "percent", 100 * after),
        ("of_revenue", "The state's part of all that is sold", "percent",
         100 * take(state, lines["revenue_f_field"])),
        ("take", "Government take, undiscounted", "percent", 100 * take(state, project)),
        ("aetr", f"Government take at {rate * 100:g} percent (AETR)", "percent",
         100 * take(state, project, rate)),
        ("metr", "Marginal effective tax rate (METR)", "percent", 100 * metr(before, after)),
        ("payback", "Payback of the investor", "years", payback(investor)),
        ("effective_royalty", "Least share of a year's revenue (effective royalty rate)", "percent",
         100 * effective_royalty(state, lines["revenue_f_field"])),
    )  # fmt: skip
    return [one for figure in figures if (one := _existing(*figure)) is not None]


def _existing(name: str, label: str, unit: str, values: Floats) -> Estimate | None:
    """The estimate over the scenarios in which the figure exists; ``None`` when there is none."""
    there = values[np.isfinite(values)]
    if not len(there):
        return None
    if len(there) < len(values):
        label = f"{label}, where there is one ({100 * len(there) / len(values):.0f} percent of scenarios)"
    return estimate(name, label, unit, there)


def _at_the_middle(made: Venture, economics: Economics) -> list[Estimate]:
    """Indicators that need the project computed again, at the middle of all figures."""
    prices = [name for name in made.inputs if name.startswith("price_")]

    def flows(price: float, saving: float) -> dict[str, Floats]:
        inputs = dict(made.inputs)
        for name in prices:
            inputs[name] = np.asarray(inputs[name]) * price
        opex = f"opex_{made.projects[0]}"
        series = np.array(np.broadcast_to(np.asarray(inputs[opex], dtype=float), made.years))
        series[np.argmax(series > 0)] -= saving
        inputs[opex] = series
        return compute(made.sheet, inputs, years=made.years, keep=("investor",)).lines

    rate = economics.discount_rate
    even = break_even(lambda factor: float(npv(flows(factor, 0.0)["investor"], rate)[0]), 0.05, 20.0)
    found = []
    if np.isfinite(even):
        label = "Break-even price of the investor, as a share of the price in the file"
        found.append(_certain("break_even", label, "percent", 100 * even))
    unit_saved = 1e-3 * float(np.abs(np.asarray(flows(1.0, 0.0)["investor"])).max())
    kept = savings_index(lambda saving: flows(1.0, saving)["investor"], unit_saved)
    label = "What the investor keeps of a unit of cost saved (savings index)"
    found.append(_certain("savings_index", label, "percent", 100 * float(kept[0])))
    return found


def _certain(name: str, label: str, unit: str, value: float) -> Estimate:
    one = rounded(value)
    return Estimate(name, label, unit, one, one, one, one, 0.0)


def progressivity(made: Venture, factors: tuple[float, ...]) -> Series:
    """Government take, undiscounted, against the price as a multiple of the file's."""
    takes = []
    for factor in factors:
        inputs = {
            name: np.asarray(value) * factor if name.startswith("price_") else value
            for name, value in made.inputs.items()
        }
        lines = compute(made.sheet, inputs, years=made.years, keep=("state", "project")).lines
        takes.append(float(100 * take(lines["state"], lines["project"])[0]))
    axes = (Axis("price", tuple(f"{factor:g}" for factor in factors)),)
    values = tuple(rounded(one) if np.isfinite(one) else -1.0 for one in takes)
    label = "Government take by price; -1 where the project makes nothing"
    return Series("progressivity", label, "percent", axes, values)


def _split(made: Venture, economics: Economics) -> tuple[Series, ...]:
    lines = compute(made.sheet, made.inputs, years=made.years, keep=PARTIES).lines
    years = tuple(str(economics.first_year + year) for year in range(economics.years))
    flows = [
        Series(
            party, _LABELS[party], economics.currency, (Axis("year", years),),
            tuple(rounded(float(value)) for value in lines[party][:, 0]),
        )
        for party in PARTIES
        if lines[party].any()
    ]  # fmt: skip
    return (*flows, progressivity(made, (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)))
