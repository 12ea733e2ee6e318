"""Money and gas: what the terms are worth under each reading, what changed it, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from fullpowers.model import DraftValue, ProjectValue, Review, Series, Standing, Valuation

from ..document import Block, Bullets, Figure, Fold, Heading, Prose, Section, Statement, Table
from ..pictures import money as pictures
from ..voice import Voice

_GAPS = 8


def money(review: Review, say: Voice) -> tuple[Section, ...]:
    """The part on money; nothing when no economics file was given."""
    valuation = review.valuation
    if valuation is None:
        return ()
    draft = valuation.drafts[-1]
    blocks: list[Block] = [
        Bullets(tuple(Statement(line.text, line.passages) for line in valuation.headlines)),
        Prose(
            Statement(
                say(
                    "Figures: {file}. Present values over {years} years at {rate} percent a year, prices of "
                    "{price_year}; {scenarios} scenarios, seed {seed}. They are as good as that file.",
                    file=valuation.economics,
                    years=valuation.years,
                    rate=f"{valuation.discount_rate * 100:g}",
                    price_year=valuation.price_year,
                    scenarios=valuation.scenarios,
                    seed=valuation.seed,
                )
            )
        ),
        *_readings(draft, say),
        *_bridge(valuation, say),
        *_gaps(valuation, say),
        *_sensitivity(valuation, say),
        *_gas(valuation, say),
        *_projects(valuation, say),
        *_unvalued(valuation, say),
        *_inputs(draft, say),
    ]
    return (Section("money", say("Money and gas"), tuple(blocks)),)


def _readings(draft: DraftValue, say: Voice) -> list[Block]:
    blocks: list[Block] = []
    for reading in draft.readings:
        blocks.append(Heading(say("If {reading}", reading=reading.label)))
        rows = tuple(
            (
                Statement(say(one.label)),
                *(Statement(_figure(value, one.unit)) for value in (one.low, one.middle, one.high)),
            )
            for one in reading.estimates
            if one.high or one.low
        )
        head = (say("What"), say("One in ten is below"), say("Middle"), say("One in ten is above"))
        blocks.append(Table("", head, rows))
    fans = [one for reading in draft.readings[:1] for one in reading.series if len(one.axes) == 2]
    curves = [one for reading in draft.readings[:1] for one in reading.series if len(one.axes) == 1]
    return [
        *blocks,
        *_fans(fans, say),
        *(block for one in curves for block in _chances(one, say)),
    ]


def _fans(fans: list[Series], say: Voice) -> list[Block]:
    """Each party's flow over the years as a picture; below them one table of all their numbers."""
    if not fans:
        return []
    figures = [
        Figure(
            say("{what}, year by year", what=say(one.label)),
            pictures.fan(one, say),
            say("In {unit}, under the first reading above.", unit=one.unit),
        )
        for one in fans
    ]
    years = fans[0].axes[1].labels
    head = (say("Year"), *(say(one.label) for one in fans))
    rows = _by_years(years, [tuple(_span(one, i, len(years)) for one in fans) for i in range(len(years))])
    said = say("Middle of each year, and between which amounts eight in ten cases lie")
    return [*figures, Fold(say("The numbers of these pictures"), (Table(said, head, rows),))]


def _by_years(years: Sequence[str], cells: Sequence[tuple[str, ...]]) -> tuple[tuple[Statement, ...], ...]:
    """A row for each year; years that follow one another with the same figures share one."""
    rows = []
    for figures, group in groupby(zip(years, cells, strict=True), key=itemgetter(1)):
        span = [year for year, _ in group]
        year = span[0] if len(span) == 1 else f"{span[0]}–{span[-1]}"
        rows.append((Statement(year), *map(Statement, figures)))
    return tuple(rows)


def _span(series: Series, year: int, count: int) -> str:
    low, middle, high = (pictures.plain(series.values[k * count + year]) for k in range(3))
    return middle if low == high else f"{middle} ({low} – {high})"


def _chances(series: Series, say: Voice) -> list[Block]:
    """The chance of exceeding an amount, as a curve and in numbers."""
    head = (say("Chance of more"), series.unit)
    rows = tuple(
        (Statement(chance), Statement(pictures.plain(value)))
        for chance, value in zip(series.axes[0].labels, series.values, strict=True)
    )
    return [
        Figure(
            say("With what chance more than an amount is left"),
            pictures.chances(series, say),
            say("{what}, in {unit}.", what=say(series.label), unit=series.unit),
        ),
        Fold(say("The numbers of this picture"), (Table("", head, rows),)),
    ]


def _figure(value: float, unit: str) -> str:
    if unit == "percent":
        return f"{value:.1f} %"
    return f"{value:.0f} {unit}" if unit == "years" else f"{unit} {pictures.amount(value)}"


def _bridge(valuation: Valuation, say: Voice) -> list[Block]:
    if not valuation.bridge:
        return []
    rows = tuple(
        (
            Statement(f"{number}. {step.label}", step.passages),
            Statement(f"{valuation.currency} {pictures.signed(step.amount)}"),
        )
        for number, step in enumerate(valuation.bridge, 1)
    )
    return [
        Heading(say("From the draft before to this one")),
        Figure(
            say("What each changed term moves"),
            pictures.bridge(valuation.bridge, say),
            say("Present value to the side; only what is owed counts, one changed term after the other."),
        ),
        Table("", (say("Changed term"), say("Moves")), rows),
        *(block for series in valuation.series for block in _chances(series, say)),
    ]


def _gaps(valuation: Valuation, say: Voice) -> list[Block]:
    gaps = valuation.gaps[:_GAPS]
    if not gaps:
        return []
    rows = tuple(
        (
            Statement(f"{number}. {gap.question}"),
            Statement(f"{valuation.currency} {pictures.amount(gap.amount)}"),
            Statement("" if gap.low is None else pictures.signed(gap.low)),
            Statement("" if gap.high is None else pictures.signed(gap.high)),
            Statement(gap.why),
        )
        for number, gap in enumerate(gaps, 1)
    )
    return [
        Heading(say("What is not known, by what it moves")),
        Figure(
            say("What each unknown moves"),
            pictures.swings(gaps, say),
            say("The longest is worth asking first."),
        ),
        Table(
            "", (say("Question"), say("Moves"), say("If low"), say("If high"), say("Why it is open")), rows
        ),
    ]


def _gas(valuation: Valuation, say: Voice) -> list[Block]:
    gas = valuation.gas
    if gas is None:
        return []
    head = tuple(
        map(
            say,
            (
                *("Month", "Production", "Imports", "From storage", "Used"),
                *("Leaving", "Into storage", "In store", "Missing"),
            ),
        )
    )  # fmt: skip
    rows = tuple(
        tuple(
            Statement(cell)
            for cell in (
                month.month,
                *(
                    f"{volume:,.0f}"
                    for volume in (
                        month.production, month.imports, month.withdrawal, month.consumption + month.losses,
                        month.leaving, month.injection, month.storage, month.gap,
                    )
                ),
            )
        )
        for month in gas.months
    )  # fmt: skip
    legend = (
        ("kept", say("production")), ("moved", say("imports")),
        ("come", say("from storage")), ("gone", say("missing")),
    )  # fmt: skip
    return [
        Heading(say("Gas for the winter")),
        Figure(
            say("Where the gas of each month comes from"), pictures.winter(gas, say),
            say(
                "Million cubic metres; storage counts {what}. Source: {source}.",
                what=gas.storage_definition, source=gas.source,
            ),
            legend,
        ),
        Table(say("Million cubic metres"), head, rows),
    ]  # fmt: skip


def _sensitivity(valuation: Valuation, say: Voice) -> list[Block]:
    if not valuation.sensitivity:
        return []
    rows = tuple(
        (Statement(one.label), *(Statement(f"{share:.2f}") for share in (one.first, one.total, one.error)))
        for one in valuation.sensitivity[:_GAPS]
    )
    head = (say("Figure"), say("Alone"), say("With others"), say("Error"))
    return [Heading(say("Which figures make the spread (shares of the variance)")), Table("", head, rows)]


def _unvalued(valuation: Valuation, say: Voice) -> list[Block]:
    if not valuation.unvalued:
        return []
    lines = tuple(Statement(why) for why in valuation.unvalued)
    return [Heading(say("What is not in these figures")), Bullets(lines)]


def _projects(valuation: Valuation, say: Voice) -> list[Block]:
    """The indicators of each project under its regime; folded, for the economists."""
    return [
        Fold(
            say("{project}: who gets what under its regime", project=project.title),
            (_indicators(project, say), *_progressivity(project, say), *_by_year(project, say)),
        )
        for project in valuation.projects
    ]


def _indicators(project: ProjectValue, say: Voice) -> Block:
    head = (say("What"), say("One in ten is below"), say("Middle"), say("One in ten is above"))
    rows = tuple(
        (
            Statement(say(one.label)),
            *(Statement(_figure(value, one.unit)) for value in (one.low, one.middle, one.high)),
        )
        for one in project.estimates
    )
    return Table("", head, rows)


def _progressivity(project: ProjectValue, say: Voice) -> list[Block]:
    """Government take against the price."""
    for series in project.split:
        if series.axes[0].name == "price":
            head = (say("Price, as a multiple of the file's"), say("Government take"))
            rows = tuple(
                (Statement(factor), Statement("–" if value < 0 else f"{value:.1f} %"))
                for factor, value in zip(series.axes[0].labels, series.values, strict=True)
            )
            return [Table("", head, rows)]
    return []


def _by_year(project: ProjectValue, say: Voice) -> list[Block]:
    """What each party gets in each year, at the middle of all figures; too long for paper."""
    flows = [series for series in project.split if series.axes[0].name == "year"]
    if not flows:
        return []
    head = (say("Year"), *(say(series.label) for series in flows))
    years = flows[0].axes[0].labels
    cells = [tuple(pictures.plain(series.values[i]) for series in flows) for i in range(len(years))]
    return [Fold(say("Year by year"), (Table("", head, _by_years(years, cells)),), detail=True)]


def _inputs(draft: DraftValue, say: Voice) -> list[Block]:
    words = {
        Standing.STATED: say("the text says it"),
        Standing.ASSUMED: say("assumed"),
        Standing.SILENT: say("the text is silent"),
    }
    rows = tuple(
        (
            Statement(one.label, one.passages),
            Statement(one.value),
            Statement(words[one.standing], tone="open" if one.standing is Standing.SILENT else "neutral"),
            Statement(one.source),
        )
        for one in draft.inputs
    )
    head = (say("Input"), say("Value"), say("Where from"), say("Source"))
    return [Fold(say("What these figures rest on"), (Table("", head, rows),))]
