"""Money and gas: what the terms are worth under each reading, what changed it, and what is not known."""

from __future__ import annotations

from fullpowers.model import DraftValue, Review, Standing, Valuation

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
        *_gas(valuation, say),
        *_projects(valuation, say),
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
    series = [one for one in draft.readings[0].series if any(one.values)] if draft.readings else []
    for one in series[:1]:
        svg = pictures.fan(one, say)
        blocks.append(
            Figure(
                say("{what}, year by year", what=say(one.label)),
                svg,
                say("In {unit}, under the first reading above; the table has the sums.", unit=one.unit),
            )
        )
    return blocks


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
    ]


def _gaps(valuation: Valuation, say: Voice) -> list[Block]:
    gaps = valuation.gaps[:_GAPS]
    if not gaps:
        return []
    rows = tuple(
        (
            Statement(f"{number}. {gap.question}"),
            Statement(f"{valuation.currency} {pictures.amount(gap.amount)}"),
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
        Table("", (say("Question"), say("Moves"), say("Why it is open")), rows),
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


def _projects(valuation: Valuation, say: Voice) -> list[Block]:
    """The indicators of each project before any draft; folded, for the economists."""
    head = (say("What"), say("One in ten is below"), say("Middle"), say("One in ten is above"))
    return [
        Fold(
            say("{project}: who gets what before the draft", project=project.title),
            (
                Table(
                    "",
                    head,
                    tuple(
                        (
                            Statement(say(one.label)),
                            *(
                                Statement(_figure(value, one.unit))
                                for value in (one.low, one.middle, one.high)
                            ),
                        )
                        for one in project.estimates
                    ),
                ),
            ),
        )
        for project in valuation.projects
    ]


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
