"""The pages of the shell: each is shown to who may see it, and does what it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import EXAMPLE, Running


def test_a_matter_is_opened_and_listed(running: Running) -> None:
    olena = running.person("olena")
    with running.browser(olena, follow_redirects=True) as browser:
        page = browser.post("/new", data={"name": "Minerals <1>", "side": "ua"})
        assert page.status_code == 200
        assert "Minerals &lt;1&gt;" in page.text
        assert "Minerals &lt;1&gt;" in browser.get("/").text


def test_a_draft_is_taken_in_and_comes_out_as_it_was(running: Running) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    data = (EXAMPLE / "drafts" / "draft-1.docx").read_bytes()
    with running.browser(olena, follow_redirects=True) as browser:
        page = browser.post(
            f"/m/{matter}/take-in",
            files={"file": ("draft 1.docx", data)},
            data={"label": "First", "sender": "The other side", "received": "2025-02-20T19:00"},
        )
        assert "First" in page.text
        assert "2025-02-20 19:00 UTC" in page.text
        (draft,) = running.records.drafts.all(matter)
        back = browser.get(f"/m/{matter}/d/{draft.id}/original")
    assert back.content == data
    assert back.headers["content-disposition"].startswith('attachment; filename="draft 1.docx"')
    (job,) = running.records.jobs.of(matter)
    assert job.task == {"draft": draft.id}


@pytest.mark.parametrize("path", ["", "/take-in", "/files", "/people", "/log", "/work.json"])
def test_each_page_of_a_matter_opens(running: Running, path: str) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    with running.browser(olena) as browser:
        assert browser.get(f"/m/{matter}{path}").status_code == 200


@pytest.mark.parametrize("path", ["/", "/new", "/sessions", "/notices", "/people", "/password"])
def test_each_page_of_the_desk_opens(running: Running, path: str) -> None:
    olena = running.person("olena", administrator=True)
    with running.browser(olena) as browser:
        assert browser.get(path).status_code == 200


def test_a_role_is_given_changed_and_taken(running: Running) -> None:
    olena, petro = running.person("olena"), running.person("petro")
    matter = running.matter(olena)
    with running.browser(olena, follow_redirects=True) as browser:
        for role in ("reader", "counsel", ""):
            browser.post(f"/m/{matter}/people", data={"person": petro.id, "role": role})
            assert (running.records.matters.role(matter, petro.id) or "") == role


def test_a_matter_keeps_an_owner(running: Running) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    with running.browser(olena) as browser:
        refused = browser.post(f"/m/{matter}/people", data={"person": olena.id, "role": "reader"})
    assert refused.status_code == 422
    assert running.records.matters.role(matter, olena.id) == "owner"


def test_the_log_names_what_happened(running: Running) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    with running.browser(olena) as browser:
        browser.post(f"/m/{matter}/take-in", files={"file": ("a.txt", b"Article 1\nX shall pay.")})
        browser.post(f"/m/{matter}/decisions", data={"text": "We answer on Monday."})
        page = browser.get(f"/m/{matter}/log").text
    assert "draft received: a.txt" in page
    assert "decision written down" in page
    assert "Monday" not in page, "what was decided does not go out with the log's page"
    assert running.records.log.head(matter).root in page


def test_files_facts_and_decisions(running: Running) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    there = f"/m/{matter}/files"
    with running.browser(olena, follow_redirects=True) as browser:
        browser.post(
            there, files={"file": ("economics.yaml", b"projects: []")}, data={"purpose": "economics"}
        )
        browser.post(
            f"/m/{matter}/decisions", data={"text": "We answer on Monday", "decided_by": "The minister"}
        )
        facts = "ratified=yes\nvotes = 226\nsigned=unknown"
        given = {"name": "Minerals", "on": "2025-02-21", "facts": facts, "version": "1"}
        page = browser.post(f"/m/{matter}/matter", data=given)
        assert "economics.yaml" in page.text
        assert "We answer on Monday" in page.text
        assert "votes=226" in page.text
        (document,) = running.records.documents.all(matter)
        assert browser.get(f"{there}/{document.id}").content == b"projects: []"
        late = browser.post(f"/m/{matter}/matter", data=given)  # by somebody who saw version 1
        assert late.status_code == 409
        wrong = browser.post(f"/m/{matter}/matter", data={**given, "version": "2", "facts": "maybe=perhaps"})
        assert wrong.status_code == 422
    assert running.records.matters.get(matter).facts == {"ratified": True, "votes": 226.0, "signed": None}


def test_an_event_is_taken_back_by_another(running: Running) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    with running.browser(olena, follow_redirects=True) as browser:
        browser.post(f"/m/{matter}/decisions", data={"text": "Sign today"})
        last = running.records.log.size(matter)
        page = browser.post(f"/m/{matter}/log/{last}/undo")
        assert f"taking back no. {last}" in page.text
        assert "Sign today" not in browser.get(f"/m/{matter}/files").text
        assert browser.post(f"/m/{matter}/log/1/undo").status_code == 403  # that the matter was opened
    assert running.records.verify(matter).sound


def test_a_matter_moves_to_another_desk_with_its_log(start: Callable[..., Running]) -> None:
    here, there = start(), start()
    olena, petro = here.person("olena"), there.person("petro", administrator=True)
    matter = here.matter(olena)
    with here.browser(olena) as browser, there.browser(petro) as other:
        data = browser.get(f"/m/{matter}/export").content
        taken = other.post("/api/import", files={"file": ("minerals.matter", data)})
        assert taken.status_code == 201
        assert other.get(f"/m/{matter}/log").status_code == 200
        assert other.post("/api/import", files={"file": ("x", b"no matter")}).status_code == 422
    first = [event.body() for event in here.records.log.events(matter)]
    assert [event.body() for event in there.records.log.events(matter)][: len(first)] == first


def test_a_program_renews_files_and_takes_back_positions_by_version(running: Running) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    draft = running.records.drafts.add(
        matter, "draft.txt", b"Article 1\n\nPayment is due.\n", by=olena.id, at=running.now
    )
    base = f"/api/matters/{matter}"
    with running.browser(olena) as browser:
        files = {"file": ("figures.yaml", b"a: 1")}
        added = browser.post(f"{base}/files", files=files, data={"purpose": "economics"}).json()
        newer = {"file": ("figures.yaml", b"a: 2")}
        renewed = browser.put(f"{base}/files/{added['id']}", files=newer, data={"version": added["version"]})
        assert renewed.json()["sha256"] != added["sha256"]
        late = browser.put(f"{base}/files/{added['id']}", files=files, data={"version": added["version"]})
        assert late.status_code == 409, "somebody renewed it in the meantime"
        said = {"draft": draft.id, "path": "art-1", "attitude": "oppose"}
        held = browser.put(f"{base}/positions", json=said).json()
        gone = f"{base}/positions/{held['id']}"
        assert browser.delete(gone, params={"version": held["version"] + 1}).status_code == 409
        assert browser.delete(gone, params={"version": held["version"]}).status_code == 204
        assert browser.get(f"{base}/positions").json() == []
        assert browser.delete(gone, params={"version": held["version"]}).status_code == 404
