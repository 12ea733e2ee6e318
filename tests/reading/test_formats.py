"""The format is told by content; what is not read is named."""

from __future__ import annotations

import pytest

from fullpowers.model import Reading, Refusal, UnreadableInput
from fullpowers.reading import formats

TOLD = {
    "plain text": (b"Article 1", "draft", "text/plain"),
    "a page by its content": (b"<!DOCTYPE html><p>x", "draft.txt", "text/html"),
    "a page by its name": (b"some words", "draft.htm", "text/html"),
    "Markdown by its name": (b"# Title", "draft.MD", "text/markdown"),
    "a hash in plain text": (b"# Title", "draft.txt", "text/plain"),
    "words that begin like a picture": (b"BM means Board of Managers", "draft.txt", "text/plain"),
}


@pytest.mark.parametrize(("data", "name", "media_type"), TOLD.values(), ids=TOLD)
def test_format(data, name, media_type):
    assert formats.extract(data, name, Reading.ACCEPTED)[1] == media_type


def test_a_word_document_is_told_whatever_its_name(docx, p):
    media_type = formats.extract(docx(p("x")), "draft.txt", Reading.ACCEPTED)[1]
    assert media_type.endswith("wordprocessingml.document")


REFUSED = {
    "Word 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.LEGACY, "97-2003"),
    "protected": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Refusal.ENCRYPTED,
        "password",
    ),
    "picture": (b"GIF89a", Refusal.UNSUPPORTED, "picture"),
    "XML": (b"<?xml version='1.0'?><a/>", Refusal.UNSUPPORTED, "XML"),
    "bytes": (bytes(range(256)) * 4, Refusal.UNSUPPORTED, "not text"),
}


@pytest.mark.parametrize(("data", "refusal", "word"), REFUSED.values(), ids=REFUSED)
def test_other_formats_are_refused_by_name(data, refusal, word):
    with pytest.raises(UnreadableInput) as caught:
        formats.extract(data, "draft.bin", Reading.ACCEPTED)
    assert caught.value.refusal is refusal
    assert word in caught.value.detail
