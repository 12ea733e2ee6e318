"""The gas balance: month by month, is there enough for the winter, and what does the rest cost?

Identity, checked for every month: production + imports + withdrawal + gap
= consumption + leaving + losses + injection. All volumes are mcm, here always million cubic
metres at the standard conditions that the file's source uses.
"""

from __future__ import annotations

from fullpowers.model import GasBalance, GasMonth, InvalidData

from .economics import GasEntry
from .uncertainty import rounded


def gas_balance(entry: GasEntry, leaving: tuple[float, ...]) -> GasBalance:
    """The balance when ``leaving`` (mcm a month) goes away besides what the file says.

    Storage gives what it can down to its floor and within its daily limits (``withdrawal_limit``,
    mcm a month); what is then missing is the gap. ``import_price`` is money per 1,000 m3.

    Raises:
        InvalidData: rows of different lengths, or storage that starts below its floor.
    """
    count = len(entry.months)
    rows = {
        "production": entry.production,
        "consumption": entry.consumption,
        "leaving": leaving,
        "planned_imports": entry.planned_imports or (0.0,) * count,
        "losses": entry.losses or (0.0,) * count,
        "withdrawal_limit": entry.withdrawal_limit or (float("inf"),) * count,
    }
    for name, row in rows.items():
        if len(row) != count:
            raise InvalidData(f"gas: {name} has {len(row)} months, the file names {count}")
    if entry.storage_start < entry.storage_floor:
        raise InvalidData("gas: storage starts below its floor")
    storage, months = entry.storage_start, []
    for index, name in enumerate(entry.months):
        need = (
            rows["consumption"][index]
            + rows["leaving"][index]
            + rows["losses"][index]
            - rows["production"][index]
            - rows["planned_imports"][index]
        )
        injection = max(-need, 0.0)
        withdrawal = min(max(need, 0.0), rows["withdrawal_limit"][index], storage - entry.storage_floor)
        gap = max(need, 0.0) - withdrawal
        storage += injection - withdrawal
        months.append(
            GasMonth(
                name,
                *(rounded(number) for number in (
                    rows["production"][index], rows["planned_imports"][index], withdrawal,
                    rows["consumption"][index], rows["leaving"][index], rows["losses"][index],
                    injection, storage, gap,
                )),
            )
        )  # fmt: skip
    winter_gap = sum(month.gap for month in months)
    # mcm are a thousand times a thousand cubic metres
    cost = winter_gap * 1_000 * float(entry.import_price.series(1)[0])
    return GasBalance(
        tuple(months), entry.storage_definition, rounded(winter_gap), rounded(cost), entry.source
    )


def unbalanced(month: GasMonth) -> float:
    """By how much the month's identity fails, in mcm; zero but for rounding."""
    supply = month.production + month.imports + month.withdrawal + month.gap
    return supply - month.consumption - month.leaving - month.losses - month.injection
