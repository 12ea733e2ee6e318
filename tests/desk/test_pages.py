"""The pages of the shell: each is shown to who may see it, and does what it says."""

from __future__ import annotations

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


@pytest.mark.parametrize("path", ["", "/take-in", "/people", "/log", "/work.json"])
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
        page = browser.get(f"/m/{matter}/log").text
    assert "draft received: a.txt" in page
    assert running.records.log.head(matter).root in page
