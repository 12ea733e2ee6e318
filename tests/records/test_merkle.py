"""Merkle trees against the values that Certificate Transparency publishes, and proofs of every size."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.records import merkle

# leaves and roots as in the tests of Certificate Transparency's own implementation of RFC 6962
LEAVES = [bytes.fromhex(one) for one in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
}


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert merkle.root([merkle.leaf(one) for one in LEAVES[:size]]).hex() == ROOTS[size]


def test_every_event_of_every_size_is_proven_and_no_other() -> None:
    for size in range(1, 40):
        leaves = [merkle.leaf(bytes([n])) for n in range(size)]
        head = merkle.root(leaves)
        for index in range(size):
            path = merkle.inclusion(leaves, index)
            assert merkle.included(leaves[index], index, size, path, head)
            assert not merkle.included(leaves[index], (index + 1) % size, size, path, head) or size == 1
            assert not merkle.included(merkle.leaf(b"other"), index, size, path, head)
            assert not merkle.included(leaves[index], index, size, (*path, head), head)


def test_every_earlier_head_is_proven_and_no_other() -> None:
    for size in range(1, 40):
        leaves = [merkle.leaf(bytes([n])) for n in range(size)]
        new = merkle.root(leaves)
        for before in range(1, size + 1):
            old, proof = merkle.root(leaves[:before]), merkle.consistency(leaves, before)
            assert merkle.consistent(before, old, size, new, proof)
            assert not merkle.consistent(before, merkle.leaf(b"other"), size, new, proof)
            if before < size:
                assert not merkle.consistent(before, old, size, old, proof)
                assert not merkle.consistent(before, old, size, new, (*proof, new))
                assert not merkle.consistent(before, old, size, new, proof[:-1])


def test_what_is_not_there_cannot_be_proven() -> None:
    leaves = [merkle.leaf(b"one")]
    with pytest.raises(IndexError):
        merkle.inclusion(leaves, 1)
    with pytest.raises(IndexError):
        merkle.consistency(leaves, 0)
    assert not merkle.consistent(0, b"", 1, leaves[0], ())
    assert not merkle.included(leaves[0], 1, 1, (), leaves[0])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70), st.data())
def test_any_changed_event_changes_the_head(bodies: list[bytes], data: st.DataObject) -> None:
    leaves = [merkle.leaf(body) for body in bodies]
    place = data.draw(st.integers(0, len(bodies) - 1))
    other = data.draw(st.binary(max_size=8).filter(lambda body: body != bodies[place]))
    changed = [*leaves[:place], merkle.leaf(other), *leaves[place + 1 :]]
    assert merkle.root(changed) != merkle.root(leaves)
