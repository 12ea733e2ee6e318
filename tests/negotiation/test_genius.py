"""Domains of GENIUS become preferences; their frontiers are those of all packages listed one by one."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from fullpowers.model import InvalidData
from fullpowers.negotiation import genius, negotiate

DOMAIN = """<negotiation_template><utility_space><objective name="any" index="0">
<issue index="1" name="Mineral" type="discrete"><item index="1" value="Lithium"/>
<item index="2" value="Graphite"/></issue>
<issue index="2" name="Share" type="integer"><range lowerbound="40" upperbound="44"/></issue>
</objective></utility_space></negotiation_template>"""
PROFILE = """<utility_space><objective name="any" index="0">
<issue index="1" name="Mineral" type="discrete"><item index="1" value="Lithium" evaluation="{0}"/>
<item index="2" value="Graphite" evaluation="{1}"/></issue>
<issue index="2" name="Share" type="integer"><range lowerbound="40" upperbound="44"/>
<evaluator ftype="linear" parameter0="{2}" parameter1="{3}"/></issue>
<weight index="1" value="{4}"/><weight index="2" value="{5}"/></objective>
<reservation value="{6}"/></utility_space>"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    texts = (DOMAIN, PROFILE.format(4, 1, 44, -1, 0.4, 0.6, 0.1), PROFILE.format(1, 2, -40, 1, 0.3, 0.7, 0.2))
    paths = tuple(tmp_path / name for name in ("domain.xml", "state.xml", "investor.xml"))
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths  # type: ignore[return-value]


def test_a_domain_with_two_profiles_is_read(files: tuple[Path, Path, Path]) -> None:
    wanted = genius(*files)
    assert [(issue.id, [option.id for option in issue.options]) for issue in wanted.issues] == [
        ("Mineral", ["Lithium", "Graphite"]),
        ("Share", ["40", "41", "42", "43", "44"]),
    ]
    us, them = wanted.ordered
    assert us.values["Mineral"] == {"Lithium": 100.0, "Graphite": 25.0}
    assert us.values["Share"]["44"] == 0.0
    assert them.values["Share"] == {"40": 0.0, "41": 25.0, "42": 50.0, "43": 75.0, "44": 100.0}
    assert (us.title, them.title) == ("state", "investor")
    assert (us.reservation, them.reservation) == pytest.approx((10.0, 20.0))


def test_its_frontier_is_that_of_the_listed_packages(files: tuple[Path, Path, Path]) -> None:
    wanted = genius(*files)
    us, them = wanted.ordered
    points = {
        tuple(
            round(
                sum(
                    actor.weights[issue.id] * actor.values[issue.id][option]  # type: ignore[operator, misc]
                    for issue, option in zip(wanted.issues, chosen, strict=True)
                ),
                2,
            )
            for actor in (us, them)
        )
        for chosen in itertools.product(*([option.id for option in issue.options] for issue in wanted.issues))
    }
    acceptable = {one for one in points if one[0] >= us.reservation and one[1] >= them.reservation}
    best = {
        one
        for one in acceptable
        if not any(other != one and other[0] >= one[0] and other[1] >= one[1] for other in acceptable)
    }
    assert set(negotiate(wanted).frontier) == best


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<a>", "not XML"),
        ("<utility_space/>", "no issue"),
        (DOMAIN.replace('upperbound="44"', 'upperbound="x"'), "no number"),
        (DOMAIN.replace('upperbound="44"', 'upperbound="99999999"'), "too wide"),
        (
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><utility_space>&b;</utility_space>',
            "no issue",
        ),
    ],
)
def test_what_is_no_domain_is_refused(text: str, says: str, files: tuple[Path, Path, Path]) -> None:
    files[0].write_text(text, encoding="utf-8")
    with pytest.raises(InvalidData, match=says):
        genius(*files)


def test_a_profile_of_another_domain_is_refused(files: tuple[Path, Path, Path]) -> None:
    files[1].write_text(files[1].read_text(encoding="utf-8").replace("Graphite", "Gas"), encoding="utf-8")
    with pytest.raises(InvalidData, match="no evaluation of 'Graphite'"):
        genius(*files)


DOMAINS = Path(__file__).parent / "domains"


@pytest.mark.parametrize("folder", sorted(DOMAINS.iterdir()), ids=lambda folder: folder.name)
def test_the_frontier_is_the_one_that_negmas_finds(folder: Path) -> None:
    """NegMAS 0.16 read the same files and listed all packages (benchmarks/negmas_peer.py --write)."""
    expected = json.loads((folder / "negmas.json").read_text(encoding="utf-8"))
    found = negotiate(genius(folder / "domain.xml", folder / "ours.xml", folder / "theirs.xml"))
    assert sorted(found.frontier) == [tuple(point) for point in expected]
