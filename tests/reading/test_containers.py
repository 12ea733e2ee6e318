"""Messages and archives: which member is the draft."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from fullpowers.model import Refusal, UnreadableInput
from fullpowers.reading import read, read_bytes

TEXT = "AGREEMENT\n\nArticle 1\n\nThe Buyer shall pay 50 percent.\n"


def message(*attachments: tuple[str, bytes], body: str = "Please see the draft.") -> bytes:
    made = EmailMessage()
    made["From"] = "sender@example.org"
    made["Subject"] = "Draft"
    made.set_content(body)
    for name, data in attachments:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(made)


def archive(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in members:
            made.writestr(name, data)
    return stream.getvalue()


def test_the_only_draft_of_a_message_is_read_and_the_rest_is_named(docx, p):
    data = message(("чернетка.docx", docx(p("Article 1"))), ("logo.gif", b"GIF89a"))
    found = read_bytes(data, "mail.eml")
    assert found.text == "Article 1"
    said = next(notice.message for notice in found.notices if notice.code == "container")
    assert "чернетка.docx" in said
    assert "logo.gif" in said


def test_of_two_drafts_one_is_chosen_by_its_address(tmp_path, docx, p):
    path = tmp_path / "mail.eml"
    path.write_bytes(message(("a.docx", docx(p("first"))), ("b.txt", b"second")))
    with pytest.raises(UnreadableInput) as caught:
        read(path)
    assert caught.value.refusal is Refusal.AMBIGUOUS
    assert "mail.eml::a.docx, mail.eml::b.txt" in str(caught.value)
    assert read(f"{path}::a.docx").text == "first"
    assert read(f"{path}::b.txt").text == "second"
    assert read(f"{path}::body").text == "Please see the draft."
    with pytest.raises(UnreadableInput) as caught:
        read(f"{path}::c.docx")
    assert caught.value.refusal is Refusal.MISSING


def test_a_message_without_attachments_is_itself_the_draft():
    assert read_bytes(message(body=TEXT), "mail.eml").provision("art-1") is not None


def test_attachments_of_one_name_can_be_told_apart():
    data = message(("a.txt", b"first"), ("a.txt", b"second"))
    assert read_bytes(data, "mail.eml", member="a (2).txt").text == "second"


def test_a_forwarded_message_in_an_archive(docx, p):
    inner = message(("a.docx", docx(p("inside"))))
    data = archive(("folder/mail.eml", inner), ("__MACOSX/folder/._mail.eml", b"x"))
    assert read_bytes(data, "all.zip").text == "inside"
    assert read_bytes(data, "all.zip", member="folder/mail.eml::a.docx").text == "inside"


def test_archives_inside_archives_end():
    data = archive(("a.txt", TEXT.encode()))
    for _ in range(6):
        data = archive(("a.zip", data))
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "a.zip")
    assert caught.value.refusal is Refusal.TOO_DEEP


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (archive(("a.exe", b"MZ\0")), Refusal.UNSUPPORTED),
        (archive(("a.txt", b"")), Refusal.EMPTY),
        (archive(("../a.txt", b"x")), Refusal.AMBIGUOUS),
    ],
)
def test_archives_without_a_draft(data, refusal):
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "a.zip")
    assert caught.value.refusal is refusal
