"""Bombs, loops, damage and locks: one of a short list of refusals, never a crash."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import Refusal, UnreadableInput
from fullpowers.reading import read_bytes, unlock_with

SEEN = "The Fund shall receive 50 percent"


def refusal(data, **options):
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "draft.pdf", **options)
    return caught.value.refusal


def locked(data, *, user):
    with pikepdf.open(io.BytesIO(data)) as file:
        target = io.BytesIO()
        file.save(target, encryption=pikepdf.Encryption(owner="owner", user=user))
    return target.getvalue()


def test_a_locked_file_opens_with_its_password(pdf, write, see):
    data = locked(pdf(write(SEEN)), user="secret")
    assert refusal(data) is Refusal.ENCRYPTED
    assert refusal(data, password="wrong") is Refusal.ENCRYPTED  # noqa: S106
    assert see(data, "secret").text == SEEN


def test_a_locked_file_asks_for_its_password(pdf, write, see):
    asked = []

    def answer(name, wrong):
        asked.append((name, wrong))
        return ("wrong", "secret")[wrong]

    unlock_with(answer)
    try:
        assert see(locked(pdf(write(SEEN)), user="secret")).text == SEEN
    finally:
        unlock_with(None)
    assert asked == [("draft.pdf", 0), ("draft.pdf", 1)]


def test_a_file_that_is_only_locked_against_copying_is_read(pdf, write, see):
    assert see(locked(pdf(write(SEEN)), user="")).text == SEEN


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6])
def test_a_file_cut_short_is_broken(pdf, write, share):
    data = pdf(write(SEEN) * 30)
    assert refusal(data[: int(len(data) * share)]) is Refusal.BROKEN


def test_a_stream_that_unpacks_without_end(pdf, write, made):
    bomb = zlib.compress(zlib.compress(bytes(900_000_000), 9), 9)
    page = pdf(write(SEEN), objects={11: made(bomb, "/Filter[/FlateDecode/FlateDecode]")})
    assert refusal(page) is Refusal.TOO_LARGE


def test_a_drawing_that_contains_itself(pdf, made):
    form = made(
        b"/X1 Do /X1 Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X1 100 0 R>>>>"
    )
    assert refusal(pdf("/X1 Do", objects={100: form})) is Refusal.TOO_DEEP


def test_drawings_that_repeat_each_other(pdf, made):
    forms = {
        100 + level: made(
            b"/X Do " * 10,
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {101 + level} 0 R>>>>",
        )
        for level in range(12)
    }
    forms[112] = made(b"", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    assert refusal(pdf("/X1 Do", objects=forms)) is Refusal.TOO_LARGE


def test_pages_that_contain_each_other(raw):
    loop = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: "<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
    }
    assert refusal(raw(loop)) is Refusal.BROKEN


def test_arrays_nested_without_end(pdf, write):
    deep = "[" * 100_000 + "]" * 100_000
    with contextlib.suppress(UnreadableInput):
        read_bytes(pdf(write(SEEN), objects={103: deep}), "draft.pdf")


def test_a_picture_of_senseless_size(pdf, made):
    image = made(
        b"x", "/Type/XObject/Subtype/Image/Width 90000/Height 90000/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    assert refusal(pdf("/X1 Do", objects={100: image})) is Refusal.TOO_LARGE


def test_an_empty_page_has_no_text(pdf):
    assert refusal(pdf("")) is Refusal.NO_TEXT


@settings(max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_damaged_file_is_read_or_refused(pdf, write, places):
    data = bytearray(pdf(write(SEEN), page="/Annots[<</Subtype/Text/Contents(x)/Rect[0 0 9 9]>>]"))
    for place, value in places:
        data[min(int(place * len(data)), len(data) - 1)] = value
    with contextlib.suppress(UnreadableInput):
        read_bytes(bytes(data), "draft.pdf")


def test_without_the_extra_the_refusal_says_what_to_install(pdf, write, tmp_path):
    path = tmp_path / "draft.pdf"
    path.write_bytes(pdf(write(SEEN)))
    code = (
        "import sys; sys.modules['pypdfium2'] = sys.modules['pikepdf'] = None\n"
        "from fullpowers.reading.parse import parse\n"
        "from fullpowers.model import UnreadableInput\n"
        "try: parse(open(sys.argv[1], 'rb').read(), 'draft.pdf')\n"
        "except UnreadableInput as refusal: print(refusal.refusal.value, refusal.advice)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "unsupported" in done.stdout
    assert "fullpowers[pdf]" in done.stdout


@pytest.mark.parametrize("revision", [2, 3, 4, 6], ids=["RC4 40", "RC4 128", "AES 128", "AES 256"])
@pytest.mark.parametrize("password", ["user", "owner"])
def test_every_kind_of_lock_opens_with_either_password(pdf, write, see, revision, password):
    new = revision > 3
    lock = pikepdf.Encryption(user="user", owner="owner", R=revision, aes=new, metadata=new)
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(write("The Fund shall receive 50 percent")))) as file:
        file.save(target, encryption=lock)
    assert see(target.getvalue(), password).text == "The Fund shall receive 50 percent"
