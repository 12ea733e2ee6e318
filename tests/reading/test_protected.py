"""Word documents under a password; the fixtures are encrypted here."""

from __future__ import annotations

import hashlib
import io

import pytest

from fullpowers.model import Refusal, UnreadableInput
from fullpowers.reading import read_bytes

ooxml = pytest.importorskip("msoffcrypto.format.ooxml", reason="the extra passwords is not installed")

RIGHT = "open sesame"
# the library that encrypts the fixture writes no container for less than 4096 bytes
TEXT = " ".join(hashlib.sha256(bytes((number,))).hexdigest() for number in range(200))


@pytest.fixture
def locked(docx, p) -> bytes:
    out = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(docx(p(TEXT)))).encrypt(RIGHT, out)
    return out.getvalue()


def test_the_right_password_opens_it(locked):
    found = read_bytes(locked, "draft.docx", password=RIGHT)
    assert found.text == TEXT


def test_without_a_password_it_asks_for_one(locked):
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(locked, "draft.docx")
    assert caught.value.refusal is Refusal.ENCRYPTED
    assert "give the password" in caught.value.advice


def test_a_wrong_password_is_said(locked):
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(locked, "draft.docx", password=RIGHT + "!")
    assert caught.value.refusal is Refusal.ENCRYPTED
    assert "does not open" in caught.value.detail


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_damaged_container_is_refused(locked, share):
    with pytest.raises(UnreadableInput):
        read_bytes(locked[: int(len(locked) * share)], "draft.docx", password=RIGHT)
