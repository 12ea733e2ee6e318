"""The file of figures: what ships can be loaded, and a slip is told, not taken for nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fullpowers.model import InvalidData
from fullpowers.value import load_economics
from fullpowers.value.economics import dated_regimes

ROOT = Path(__file__).parents[2]
FILES = sorted(
    [*(ROOT / "examples" / "economics").glob("*.yaml"), ROOT / "examples" / "minerals" / "economics.yaml"]
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_example_loads_and_every_figure_says_where_it_is_from(path: Path) -> None:
    economics = load_economics(path)
    assert economics.source
    for project in economics.projects:
        for product in project.products.values():
            assert product.price.source
            assert product.volume.source
    for receipts in economics.receipts:
        assert receipts.amount.source


def test_every_dated_regime_has_a_legal_source_and_says_whether_it_was_read() -> None:
    for regime in dated_regimes().values():
        assert regime.source
        assert regime.status in ("seen", "remembered")
        assert regime.since.year >= 2000


SLIPS = [
    ("discount_rate:", "discount_rte:", "discount_rate"),
    ("price: {value: 14000", "prize: {value: 14000", "price"),
    ("low: 0.6, high: 1.8", "low: 0.6, hihg: 1.8", "hihg"),
    ("    regime: agreement", "    regmie: agreement", "regmie|unknown regime"),
    ("regimes: {}", "regimes: {agreement: {royalties: [{rte: 0.05}]}}", "rte"),
    (
        "regimes: {}",
        "regimes: {agreement: {recovery: {cieling: 0.5}, split: {tiers: [{rate: 0.5}]}}}",
        "cieling",
    ),
    ("title: lithium at Stepove", "title: lithium\n    teritory: occupied", "teritory"),
]


@pytest.mark.parametrize(("right", "wrong", "names"), SLIPS, ids=[wrong[:18] for _, wrong, _ in SLIPS])
def test_a_misspelt_key_is_refused_and_named_at_any_depth(
    tmp_path: Path, right: str, wrong: str, names: str
) -> None:
    text = (ROOT / "examples" / "economics" / "lithium.yaml").read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "economics.yaml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(InvalidData, match=names):
        load_economics(path)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("unit: USD/t LCE", "unit: EUR/t LCE", "counts in USD"),
        ("unit: USD/t LCE", "unit: USD nominal/t LCE", "needs 'inflation'"),
        ("capital: {value: [120e6", "capital: {unit: UAH, value: [120e6", "give 'exchange"),
        ("unit: t LCE", "unit: t ore", "no factor joins them"),
        ("unit: t LCE", "unit: t lithium", "metal, of oxide or of carbonate"),
        ("regime: agreement", "regime: nowhere", "unknown regime"),
        ("name: stepove", "name: at stepove", "no name for a project"),
        ("years: 30", "years: 0", "1 to 100"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused_in_words(
    tmp_path: Path, right: str, wrong: str, says: str
) -> None:
    text = (ROOT / "examples" / "economics" / "lithium.yaml").read_text(encoding="utf-8")
    path = tmp_path / "economics.yaml"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(InvalidData, match=says):
        load_economics(path)


def test_money_of_another_currency_or_year_becomes_real_money_of_the_file(tmp_path: Path) -> None:
    from fullpowers.value.world import Worlds

    text = (ROOT / "examples" / "economics" / "lithium.yaml").read_text(encoding="utf-8")
    plain = load_economics(_written(tmp_path / "a.yaml", text))
    rates = "exchange: {UAH: {value: 40, source: x}}\ninflation: {value: 0.02, source: x}\nregimes: {}"
    changed = text.replace("regimes: {}", rates)
    changed = changed.replace("14000, unit: USD/t LCE", "560000, unit: UAH/t LCE")
    changed = changed.replace(
        "value: [120e6, 280e6, 260e6, 40e6, 12e6]", "unit: USD nominal, value: [122.4e6]"
    )
    other = load_economics(_written(tmp_path / "b.yaml", changed))
    ours, theirs = (Worlds(one, {}, 1).under() for one in (plain, other))
    assert theirs.streams[0].bases["gross revenue"] == pytest.approx(ours.streams[0].bases["gross revenue"])
    capital = np.asarray(theirs.ventures["stepove"].inputs["capital_stepove"])
    # money of the day loses two percent a year; the first year is one after the price year
    assert capital[:3] == pytest.approx([120e6, 120e6 / 1.02, 120e6 / 1.02**2])


def test_projects_of_one_fence_share_a_regime_and_their_losses(tmp_path: Path) -> None:
    from fullpowers.value.world import Worlds

    text = (ROOT / "examples" / "minerals" / "economics.yaml").read_text(encoding="utf-8")
    alone = load_economics(_written(tmp_path / "a.yaml", text))
    shared = text.replace("    regime: metals\n", "    regime: lithium\n    fence: ores\n")
    shared = shared.replace(
        "    regime: lithium\n    start: 2\n", "    regime: lithium\n    fence: ores\n    start: 2\n"
    )
    together = load_economics(_written(tmp_path / "b.yaml", shared))
    assert [stream.name for stream in Worlds(together, {}, 1).under().streams][:1] == ["ores"]
    assert len(Worlds(alone, {}, 1).under().streams) == len(Worlds(together, {}, 1).under().streams) + 1
    with pytest.raises(InvalidData, match="mixes regimes"):
        load_economics(
            _written(
                tmp_path / "c.yaml",
                shared.replace(
                    "regime: lithium\n    fence: ores\n    start: 2",
                    "regime: metals\n    fence: ores\n    start: 2",
                ),
            )
        )


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
