"""The gas balance: month by month, is there enough for the winter, and what does the rest cost?

Identity, checked for every month: production + imports + withdrawal + gap
= consumption + leaving + losses + injection. Volumes are million cubic metres at the standard
conditions that the file's source uses; a file in another unit is converted, a bare “mcm” refused.
"""

from __future__ import annotations

from fullpowers.model import GasBalance, GasMonth, InvalidData

from .economics import GasEntry
from .uncertainty import rounded
from .units import convert_quantity, price_factor

MILLION = "million m3"


def gas_balance(entry: GasEntry, leaving: tuple[float, ...], money: float = 1.0) -> GasBalance:
    """The balance when ``leaving`` (a month, in the entry's unit) goes away besides what the file says.

    ``money`` is what one of the import price's currency is in the file's.

    Storage gives what it can down to its floor and within its monthly limits (``withdrawal_limit``);
    what is then missing is the gap.

    Raises:
        InvalidData: rows of different lengths, a negative volume, storage that starts below its
            floor, or a unit that is none or ambiguous.
    """
    rows = _rows(entry, leaving)
    factor = convert_quantity(1.0, entry.unit, MILLION)
    if entry.storage_start < entry.storage_floor:
        raise InvalidData("gas: storage starts below its floor")
    storage, months, failure = entry.storage_start, [], 0.0
    for index, name in enumerate(entry.months):
        row = {key: values[index] for key, values in rows.items()}
        supply = row["production"] + row["planned_imports"]
        need = row["consumption"] + row["leaving"] + row["losses"] - supply
        injection = max(-need, 0.0)
        withdrawal = min(max(need, 0.0), row["withdrawal_limit"], storage - entry.storage_floor)
        gap = max(need, 0.0) - withdrawal
        storage += injection - withdrawal
        exact = GasMonth(
            name, row["production"], row["planned_imports"], withdrawal, row["consumption"], row["leaving"],
            row["losses"], injection, storage, gap,
        )  # fmt: skip
        failure = max(failure, abs(unbalanced(exact)))
        months.append(_in_millions(exact, factor))
    winter_gap = sum(month.gap for month in months)
    price = float(entry.import_price.series(1)[0])
    cost = winter_gap * price * money * price_factor(entry.import_price.unit or "USD/thousand m3", MILLION)
    return GasBalance(
        tuple(months), entry.storage_definition, rounded(winter_gap), rounded(cost), entry.source,
        rounded(failure * factor),
    )  # fmt: skip


def _rows(entry: GasEntry, leaving: tuple[float, ...]) -> dict[str, tuple[float, ...]]:
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
        if any(volume < 0 for volume in row):
            raise InvalidData(f"gas: {name} has a month below nought")
    return rows


def _in_millions(month: GasMonth, factor: float) -> GasMonth:
    volumes = (
        month.production, month.imports, month.withdrawal, month.consumption, month.leaving, month.losses,
        month.injection, month.storage, month.gap,
    )  # fmt: skip
    return GasMonth(month.month, *(rounded(volume * factor) for volume in volumes))


def unbalanced(month: GasMonth) -> float:
    """By how much the month's identity fails, in mcm; zero but for rounding."""
    supply = month.production + month.imports + month.withdrawal + month.gap
    return supply - month.consumption - month.leaving - month.losses - month.injection
