"""Reading, noting, positions and the counter-draft over plain HTTP: what a browser without script gets."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import httpx
import pytest

from fullpowers.model import Reading
from fullpowers.reading import read_bytes
from fullpowers.records import Attitude, Kind, Position, Role

from .conftest import Running
from .negotiated import negotiation, reviewed

PIECE = {"x-piece": "yes"}


def place(number: int, against: int, words: str) -> tuple[int, int]:
    start = reviewed(number, against).instrument.text.index(words)
    return start, start + len(words)


def write(browser: httpx.Client, address: str, at: tuple[int, int], **fields: str) -> httpx.Response:
    return browser.post(f"{address}/notes?side=n&start={at[0]}&end={at[1]}", data=fields)


def test_a_draft_that_is_not_reviewed_yet_says_so(running: Running) -> None:
    made = negotiation(running)
    draft = running.records.drafts.add(made.matter, "a.txt", b"x", by=made.olena.id, at=running.now)
    with running.browser(made.olena) as browser:
        for path in ("", "/read", "/notes", "/positions", "/law", "/counter-draft", "/search?q=x"):
            page = browser.get(made.address(draft) + path)
            assert page.status_code == 200
            assert "has not been reviewed yet" in page.text
        running.records.jobs.add(
            "review", made.matter, {"draft": draft.id}, person=made.olena.id, at=running.now
        )
        assert "is being read" in browser.get(made.address(draft)).text


def test_a_review_that_this_version_cannot_read_is_told_and_can_be_made_again(running: Running) -> None:
    made = negotiation(running, 2, 3)
    reviews, draft = running.records.reviews, made.drafts[-1]
    found = reviews.latest(made.matter, draft.id)
    assert found is not None
    digest = reviews.store.vault.put(b'{"of": "another version"}')
    reviews.revise(found.id, version=found.version, by=made.olena.id, at=running.now, sha256=digest)
    with running.browser(made.olena) as browser:
        page = browser.get(f"{made.address(draft)}/read")
        assert page.status_code == 200
        assert "have it reviewed again" in page.text
        assert "Review it again" in browser.get(f"/m/{made.matter}").text


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("", "May it be signed today"),
        ("/law", "What the law says"),
        ("/terms", "revenue share"),
        ("/money", "Money and gas"),
        ("/balance", "What is given and got"),
        ("/claims", "What is said about it"),
        ("/path", "The path to entry into force"),
        ("/changes", "What changed"),
        ("/answer", "What to answer"),
    ],
)
def test_each_part_of_the_review_has_a_page_whose_statements_lead_into_the_text(
    running: Running, part: str, words: str
) -> None:
    made = negotiation(running, 2, 3)
    address = made.address(made.drafts[-1])
    with running.browser(made.olena) as browser:
        page = browser.get(address + part).text
        assert words in page
        links = re.findall(rf'href="({address}/read[^"]*)"', page)
        text = browser.get(f"{address}/read").text
    wanted = {unescape(link).split("#")[1] for link in links if "#" in link}
    if part in ("", "/law", "/terms", "/changes"):
        assert wanted
    assert wanted <= set(re.findall(r'id="([^"]+)"', text))


def test_a_note_is_written_answered_settled_and_removed(running: Running) -> None:
    made = negotiation(running, 2, 3)
    address = made.address(made.drafts[-1])
    at = place(3, 2, "66 percent")
    with running.browser(made.petro) as browser:
        form = browser.get(f"{address}/notes/new?side=n&start={at[0]}&end={at[1]}")
        assert "<mark>66 percent</mark>" in form.text
        answer = write(browser, address, at, kind="objection", text="Too much.", assignee=made.olena.id)
        assert answer.status_code == 303
        assert "#note-" in answer.headers["location"]
    (note,) = running.records.annotations.on(made.matter, made.drafts[-1].id)
    assert note.type is Kind.OBJECTION
    assert note.places[0].selection is not None
    assert note.places[0].selection.exact == "66 percent"
    with running.browser(made.olena) as browser:
        page = browser.get(f"{address}/read").text
        assert f'id="note-{note.id}"' in page
        marked = re.findall(rf'data-notes="{note.id}">([^<]+)<', page)
        assert "".join(marked) == "66 percent"
        assert "For you" in browser.get(f"{address}/notes").text
        browser.post(f"{address}/notes/{note.id}/answer", data={"text": "I shall ask."})
        assert "I shall ask." in browser.get(f"{address}/read").text
        browser.post(
            f"{address}/notes/{note.id}/settle", data={"version": str(note.version), "settled": "yes"}
        )
        assert running.records.annotations.get(note.id).resolved
        version = str(running.records.annotations.get(note.id).version)
        browser.post(f"{address}/notes/{note.id}/remove", data={"version": version})
        assert "Too much." not in browser.get(f"{address}/read").text


def test_of_a_provision_only_the_words_that_are_meant_are_noted(running: Running) -> None:
    made = negotiation(running, 2, 3)
    address = made.address(made.drafts[-1])
    provision = reviewed(3).instrument.provision("art-3/par-2")
    assert provision is not None
    at = (provision.start, provision.own_end)
    with running.browser(made.petro) as browser:
        write(browser, address, at, text="Of what?", words="the   Revenues\nfrom natural gas")
        refused = write(browser, address, at, text="Kept as typed", words="words that are not there")
    assert refused.status_code == 422
    assert "Kept as typed" in refused.text
    assert "words that are not there" in refused.text
    (note,) = running.records.annotations.on(made.matter, made.drafts[-1].id)
    assert note.places[0].selection is not None
    assert note.places[0].selection.exact == "the Revenues from natural gas"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": "  "}, "Say something"),
        ({"kind": "proposed wording", "wording": "66 percent"}, "is what stands there"),
        ({"text": "x", "assignee": "0" * 32}, "no such person"),
    ],
)
def test_a_note_that_cannot_be_kept_comes_back_as_it_was_typed(
    running: Running, fields: dict[str, str], why: str
) -> None:
    made = negotiation(running, 2, 3)
    with running.browser(made.petro) as browser:
        page = write(browser, made.address(made.drafts[-1]), place(3, 2, "66 percent"), **fields)
    assert page.status_code == 422
    assert why in unescape(page.text)
    assert running.records.annotations.all(made.matter) == ()


def test_of_two_who_edit_one_note_the_second_sees_both_versions(running: Running) -> None:
    made = negotiation(running, 2, 3)
    address = made.address(made.drafts[-1])
    note = made.note(made.drafts[-1], reviewed(3).instrument, "66 percent", "Too much.")
    edit = f"{address}/notes/{note.id}/edit"
    first = {"version": str(note.version), "kind": "comment", "text": "Far too much."}
    second = {"version": str(note.version), "kind": "objection", "text": "We said 25."}
    with running.browser(made.olena) as olena, running.browser(made.petro) as petro:
        assert olena.post(edit, data=first).status_code == 303
        page = petro.post(edit, data=second)
        assert page.status_code == 409
        assert "<bdi>Olena</bdi> changed this while you wrote" in page.text
        assert "Far too much." in page.text
        assert "We said 25." in page.text
        version = re.findall(r'name="version" value="(\d+)"', page.text)[-1]
        assert petro.post(edit, data={**second, "version": version}).status_code == 303
    assert running.records.annotations.get(note.id).text == "We said 25."


def test_notes_travel_and_say_what_became_of_their_words(running: Running) -> None:
    made = negotiation(running, 2)
    old = reviewed(2).instrument
    comparison = reviewed(3, 2).comparison
    assert comparison is not None
    gone = next(
        edit.old.strip() for one in comparison.changes for edit in one.edits if edit.old[3:] and not edit.new
    )
    for words in ("50 percent of the Revenues from natural gas", "Neither Participant will sell", gone):
        made.note(made.drafts[0], old, words, f"On: {words[:12]}")
    draft = made.arrive(3)
    with running.browser(made.olena) as browser:
        page = browser.get(f"{made.address(draft)}/read").text
        listed = browser.get(f"{made.address(draft)}/notes").text
    words = unescape(re.sub(r"<[^>]+>", "", page))
    assert "The words changed. They were: 50 percent of the Revenues from natural gas" in words
    assert "From an earlier draft; the same words stand here." in words
    assert "The words are gone. They were: " in words
    assert "words gone" in listed


def test_words_that_are_gone_can_be_noted_too(running: Running) -> None:
    made = negotiation(running, 2, 3)
    review = reviewed(3, 2)
    assert review.comparison is not None
    edit = next(
        edit for change in review.comparison.changes for edit in change.edits if len(edit.old.strip()) > 3
    )
    address = made.address(made.drafts[-1])
    with running.browser(made.petro) as browser:
        browser.post(
            f"{address}/notes?side=o&start={edit.old_start}&end={edit.old_end}", data={"text": "Put it back."}
        )
        page = browser.get(f"{address}/read").text
    (note,) = running.records.annotations.all(made.matter)
    marked = re.findall(rf'<del>(?:<span[^>]*data-notes="{note.id}"[^>]*>[^<]*</span>)+', page)
    assert marked
    assert page.count("Put it back.") == 1


def test_positions_are_taken_contested_carried_and_withdrawn(running: Running) -> None:
    made = negotiation(running, 2)
    first = made.address(made.drafts[0])
    form = {"attitude": "oppose", "red_line": "true", "note": "The budget cannot bear it."}
    path = "path=art-3/par-2"
    with running.browser(made.olena) as olena, running.browser(made.petro) as petro:
        assert olena.post(f"{first}/position?{path}", data=form).status_code == 303
        clash = petro.post(f"{first}/position?{path}", data={"attitude": "accept", "note": "Fine by me."})
        assert clash.status_code == 409
        assert "Red line, set by <bdi>Olena</bdi>" in clash.text
        assert "Fine by me." in clash.text
        draft = made.arrive(3)
        second = made.address(draft)
        page = petro.get(f"{second}/read").text
        assert "Red line, set by <bdi>Olena</bdi>" in page
        page = petro.get(f"{second}/positions").text
        assert "taken on <bdi>Draft 2</bdi>" in page
        assert "66 percent of the Revenues" in page, "with the words that it is about"
        brief = petro.get(f"{second}/brief").text
        assert "What the delegation holds" in brief
        assert "red line, set by Olena" in brief
        petro.post(
            f"{second}/position?{path}", data={"attitude": "accept if", "condition": "a cap is agreed"}
        )
        assert "a cap is agreed" in olena.get(f"{second}/read").text
        (mine,) = [one for one in running.records.positions.all(made.matter) if one.draft == draft.id]
        assert mine.attitude is Attitude.ACCEPT_IF
        olena.post(f"{second}/position/withdraw?{path}", data={"version": str(mine.version)})
        assert "The budget cannot bear it." in olena.get(f"{second}/read").text
        assert petro.get(f"{second}/position?path=art-99").status_code == 404


def test_proposals_become_a_counter_draft_that_reads_back(running: Running) -> None:
    made = negotiation(running, 2, 3)
    draft, text = made.drafts[-1], reviewed(3).instrument
    wording = made.note(draft, text, "66 percent", "Secret reason.", Kind.PROPOSAL, wording="25 percent")
    question = made.note(draft, text, "Revenues", "Net of what?", Kind.QUESTION)
    made.note(draft, text, "Participants", "Never to be seen by them.")
    address = f"{made.address(draft)}/counter-draft"
    with running.browser(made.olena) as browser:
        page = browser.get(address).text
        assert re.search(rf'name="wording" value="{wording.id}" checked', page)
        assert re.search(rf'name="comment" value="{question.id}" checked', page)
        nothing = browser.post(address, data={})
        assert nothing.status_code == 422
        file = browser.post(address, data={"wording": [wording.id], "comment": [question.id]})
    assert file.headers["content-disposition"].startswith(
        'attachment; filename="draft-3 - counter-draft.docx"'
    )
    sent = read_bytes(file.content, "counter.docx")
    assert sent.text == text.text.replace("66 percent", "25 percent", 1)
    assert read_bytes(file.content, "counter.docx", reading=Reading.REJECTED).text == text.text
    assert {one.author for one in sent.revisions} == {"Delegation (UA)"}
    said = {one.text for one in sent.comments}
    assert "Net of what?" in said
    assert not said & {"Secret reason.", "Never to be seen by them."}
    assert any("counter-draft" in one.text for one in running.records.decisions.all(made.matter))


def test_nothing_of_the_team_leaves_with_a_counter_draft_or_an_outsiders_brief(running: Running) -> None:
    """No reason, position, red line, name of a person or of the matter, nor when somebody wrote what."""
    made = negotiation(running, 2, 3)
    draft, text = made.drafts[-1], reviewed(3).instrument
    secrets = ["Because-they-will-yield", "Our-fallback", "Never-below-forty", "Look-at-this-again"]
    wording = made.note(draft, text, "66 percent", secrets[0], Kind.PROPOSAL, wording="25 percent")
    made.note(draft, text, "Participants", secrets[3])
    running.records.annotations.answer(wording.id, secrets[1], by=made.olena.id, at=running.now)
    outsider = running.person("outsider")
    running.records.matters.admit(made.matter, outsider.id, Role.OBSERVER, by=made.olena.id, at=running.now)
    path = next(one.path for one in text.walk() if "66 percent" in text.text[one.start : one.own_end])
    held = Position(
        matter=made.matter,
        draft=draft.id,
        path=path,
        attitude=Attitude.ACCEPT_IF,
        condition=secrets[2],
        red_line=True,
        note=secrets[1],
    )
    running.records.positions.take(held, by=made.petro.id, at=running.now)
    with running.browser(made.olena) as browser, running.browser(outsider) as other:
        file = browser.post(f"{made.address(draft)}/counter-draft", data={"wording": [wording.id]})
        brief = other.get(f"{made.address(draft)}/brief")
    assert brief.status_code == 200
    with zipfile.ZipFile(io.BytesIO(file.content)) as opened:
        parts = {name: opened.read(name).decode("utf-8", "replace") for name in opened.namelist()}
    inside = [*secrets, "Petro", "Olena", "Investment fund", wording.id, made.matter, "red line"]
    for name, content in {**parts, "brief": brief.text}.items():
        found = [one for one in (secrets if name == "brief" else inside) if one in content]
        assert not found, (name, found)


def test_two_wordings_for_the_same_words_are_refused_in_words(running: Running) -> None:
    made = negotiation(running, 2, 3)
    draft, text = made.drafts[-1], reviewed(3).instrument
    both = [
        made.note(draft, text, words, "", Kind.PROPOSAL, wording="25 percent").id
        for words in ("66 percent", "66 percent of the Revenues")
    ]
    with running.browser(made.olena) as browser:
        page = browser.post(f"{made.address(draft)}/counter-draft", data={"wording": both})
    assert page.status_code == 422
    assert "the same words" in page.text


def test_an_observer_reads_the_text_and_nothing_of_the_team(running: Running) -> None:
    made = negotiation(running, 2, 3, role=Role.OBSERVER)
    draft = made.drafts[-1]
    note = made.note(draft, reviewed(3, 2).instrument, "66 percent", "Our weak spot.")
    with running.browser(made.olena) as browser:
        browser.post(
            f"{made.address(draft)}/position?path=art-3/par-2", data={"attitude": "oppose", "note": "Never."}
        )
    with running.browser(made.petro) as browser:
        for path in ("/read", "", "/brief", "/leaves?leaf=0", "/search?q=percent"):
            page = browser.get(made.address(draft) + path)
            assert page.status_code == 200
            assert "Our weak spot." not in page.text
            assert "Never." not in page.text
            assert "data-notes" not in page.text
        for path in (
            "/notes",
            "/positions",
            "/counter-draft",
            f"/notes/{note.id}/edit",
            "/notes/new?start=0&end=5",
        ):
            assert browser.get(made.address(draft) + path).status_code == 403
        assert browser.get(f"{made.address(draft)}/answer").status_code == 404


def test_nothing_of_one_matter_is_reached_through_another(running: Running) -> None:
    made = negotiation(running, 2, 3)
    other = running.matter(made.petro, "Other")
    note = made.note(made.drafts[-1], reviewed(3).instrument, "66 percent", "Ours.")
    stranger = running.records.drafts.add(other, "a.txt", b"x", by=made.petro.id, at=running.now)
    with running.browser(made.petro) as browser:
        assert browser.get(f"/m/{other}/d/{made.drafts[-1].id}/read").status_code == 404
        assert browser.get(f"/m/{other}/d/{stranger.id}/notes/{note.id}/edit").status_code == 404
        assert browser.get(f"/m/{made.matter}/d/{stranger.id}/read").status_code == 404


def test_a_browser_with_script_gets_only_the_part_that_changed(running: Running) -> None:
    made = negotiation(running, 2, 3)
    address = made.address(made.drafts[-1])
    at = place(3, 2, "66 percent")
    with running.browser(made.petro, headers=PIECE) as browser:
        form = browser.get(f"{address}/notes/new?side=n&start={at[0]}&end={at[1]}")
        assert form.text.lstrip().startswith("<form")
        answer = write(browser, address, at, text="Too much.")
        assert answer.headers["x-note"]
        assert answer.text.count('id="leaf-') == 1
        assert "<html" not in answer.text
