"""What has been agreed elsewhere: like clauses, usual values, where the draft's wording comes from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from fullpowers.model import Comparables, Parallel, Passage, Precedent, Review, Spread

from ..characters import short
from ..document import Block, Bullets, Figure, Heading, Prose, Section, Statement, Table
from ..pictures.spread import spread as drawn
from ..voice import Voice


def precedents(review: Review, say: Voice) -> tuple[Section, ...]:
    """The part on precedents; nothing when no corpus was given."""
    found = review.comparables
    if found is None:
        return ()
    blocks: list[Block] = [Prose(Statement(_corpus(found, say)))]
    if found.parallels:
        blocks.append(_table(found.parallels, say))
    for spread in found.spreads:
        blocks += _spread(spread, say)
    if found.borrowed:
        blocks += _borrowed(found, say)
    return (Section("precedents", say("What has been agreed elsewhere"), tuple(blocks)),)


def beside(review: Review, passages: Iterable[Passage], say: Voice) -> tuple[Statement, ...]:
    """The line on precedents beside a finding or a change; none without a corpus that knows something."""
    found = review.comparables
    if found is None:
        return ()
    starts = [passage.start for passage in passages if passage.instrument == review.instrument.id]
    fitting = (
        one
        for one in found.parallels
        if any(one.passage.start <= start < one.passage.end for start in starts)
    )
    return tuple(
        Statement(_told(one, say), lead=say("Precedents"), target="precedents") for one in islice(fitting, 1)
    )


def _corpus(found: Comparables, say: Voice) -> str:
    """What the corpus is, so that nobody takes it for the world."""
    years = say(" of {first} to {last}", first=found.years[0], last=found.years[1]) if found.years else ""
    about = ", ".join(f"{name} {number}" for name, number in (*found.regions[:5], *found.resources[:4]))
    return say(
        "Your corpus holds {n} agreements{years}; {repeats} of them nearly repeat another one and are not "
        "counted in what is usual; {analysed} were looked through for their terms. By region and resource: "
        "{about}. It is what somebody collected, not what the world has agreed.",
        n=found.agreements,
        years=years,
        repeats=found.repeats,
        analysed=found.analysed,
        about=about or say("not known"),
    )


def _table(parallels: tuple[Parallel, ...], say: Voice) -> Table:
    rows = []
    for one in parallels:
        name = " ".join(part for part in (one.number, one.heading) if part) or one.passage.path
        nearest = one.precedents[0] if one.precedents else None
        rows.append(
            (
                Statement(name, (one.passage,)),
                Statement("; ".join(filter(None, [_alike(one, say), _held(one, say)]))),
                Statement(_cited(nearest, say) if nearest else ""),
                Statement(f"“{short(nearest.words, 240)}”" if nearest else ""),
            )
        )
    head = (
        say("Provision"),
        say("Agreements"),
        say("Likest clause"),
        say("Its words"),
    )
    return Table(say("Provisions that changed or that the law minds"), head, tuple(rows))


def _held(one: Parallel, say: Voice) -> str:
    return "; ".join(
        say("{kind}: {n} of {of} agreements", kind=say(kind.value), n=number, of=one.of)
        for kind, number in one.held
    )


def _alike(one: Parallel, say: Voice) -> str:
    """How many agreements have a clause that says much the same; nothing in a review of before."""
    if not one.among:
        return ""
    if one.or_more:
        return say("a like clause in {n} or more of {of} agreements", n=one.alike, of=one.among)
    return say("a like clause in {n} of {of} agreements", n=one.alike, of=one.among)


def _told(one: Parallel, say: Voice) -> str:
    """How many agreements have such a clause and such a term, and where the likest clause stands."""
    likest = [f"{say('Likest clause')}: {_cited(one.precedents[0], say)}"] if one.precedents else []
    return "; ".join(filter(None, [_alike(one, say), _held(one, say), *likest]))


def _cited(one: Precedent, say: Voice) -> str:
    year = f" ({one.year})" if one.year else ""
    place = ", ".join(part for part in (one.number or one.place, one.heading) if part)
    cited = say(
        "{title}{year}, {place}; likeness {part}",
        title=one.title,
        year=year,
        place=place,
        part=f"{one.likeness:.2f}",
    )
    if not one.also:
        return cited
    return cited + say("; in much the same words in {n} more", n=len(one.also))


def _spread(one: Spread, say: Voice) -> list[Block]:
    unit = f" ({one.unit})" if one.unit else ""
    few = say(" These are few: no measure of what is usual.") if one.few else ""
    stands = ""
    if one.ours is not None:
        stands = say(
            " This draft has {ours}: {below} of {n} figures are lower.",
            ours=f"{one.ours:g}",
            below=one.below,
            n=len(one.values),
        )
    half = ""
    if one.quarters:
        low, middle, high = one.quarters
        half = say(
            " Half of them lie between {low} and {high}, the middle one is {middle}.",
            low=f"{low:g}",
            middle=f"{middle:g}",
            high=f"{high:g}",
        )
    said = say(
        "Figures: {n}, in {agreements} of {of} agreements.{half}{stands}{few}",
        n=len(one.values),
        agreements=one.agreements,
        of=one.of,
        half=half,
        stands=stands,
        few=few,
    )
    rows = tuple(
        (Statement(f"{value:g}"), Statement(title), Statement(str(year or "")))
        for value, title, year in _thinned(one)
    )
    title = say(one.kind.value) + unit
    return [
        Heading(title),
        Prose(Statement(said, (one.passage,) if one.passage else ())),
        Figure(
            say("Where this draft stands"),
            drawn(one, say),
            say("The table holds the figures, every so many where they are more than twelve."),
        ),
        Table(say("The figures behind it"), (say("Value"), say("Agreement"), say("Year")), rows),
    ]


def _thinned(one: Spread) -> list[tuple[object, str, int | None]]:
    step = max(1, len(one.values) // 12)
    return list(one.values[::step])


def _borrowed(found: Comparables, say: Voice) -> list[Block]:
    lines = tuple(
        Statement(
            say(
                "{part} percent of its wording stands in {source}",
                part=round(100 * one.share),
                source=_cited(one.source, say),
            ),
            (one.passage,),
            lead=one.number or one.passage.path,
        )
        for one in found.borrowed
    )
    whole = [Prose(Statement(_template(found, say)))] if found.template else []
    return [Heading(say("Where the wording comes from")), *whole, Bullets(lines)]


def _template(found: Comparables, say: Voice) -> str:
    return say(
        "The draft follows the wording of {title} in {n} of {of} provisions.",
        title=found.template,
        n=found.followed[0],
        of=found.followed[1],
    )
