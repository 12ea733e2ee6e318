"""Reading, noting and answering in a real browser, and the whole story of two people and three drafts."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from fullpowers.model import Reading
from fullpowers.reading import read, read_bytes
from fullpowers.records import Attitude, Kind, Position, Role

from .conftest import EXAMPLE, Running
from .negotiated import negotiation, reviewed
from .test_browser import grave

pytestmark = pytest.mark.browser

_SELECT = """
([words, kind]) => {
  for (const line of document.querySelectorAll("#text .words p, #text .words h3")) {
    const nodes = [...line.querySelectorAll(`[data-${kind}]`)].map(piece => piece.firstChild).filter(Boolean);
    const from = nodes.map(node => node.data).join("").indexOf(words);
    if (from < 0) continue;
    for (const fold of document.querySelectorAll("details")) if (fold.contains(line)) fold.open = true;
    const range = document.createRange();
    let at = 0;
    for (const node of nodes) {
      const end = at + node.data.length;
      if (at <= from && from < end) range.setStart(node, from - at);
      const to = from + words.length;
      if (at < to && to <= end) range.setEnd(node, to - at);
      at = end;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    line.scrollIntoView({ block: "center" });
    return true;
  }
  return false;
}
"""


def select(page: Any, words: str, side: str = "n") -> None:
    """Select words that stand in one line of the text."""
    assert page.evaluate(_SELECT, [words, side]), words


def read_page(page: Any, running: Running, address: str) -> None:
    page.goto(f"{running.url}{address}/read")
    page.wait_for_selector("html[data-ready=yes]")


def label(page: Any) -> str:
    """What has the keyboard."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))


def step(page: Any, key: str) -> str:
    """Press a key that goes on to another place, and the label of that place."""
    before = page.evaluate("document.activeElement.id")
    page.keyboard.press(key)
    page.wait_for_function("before => document.activeElement.id !== before", arg=before)
    return label(page)


def has_keyboard(page: Any, name: str) -> None:
    """Wait until what has this label has the keyboard."""
    page.locator(f'[aria-label="{name}"]:focus').wait_for()


def look(page: Any, name: str, value: str) -> None:
    """Wait until the page looks so."""
    expect(page.locator("html")).to_have_attribute(f"data-{name}", value)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_draft_is_for_everybody(
    running: Running, see: Callable[..., Any], scheme: str
) -> None:
    made = negotiation(running, 2, 3)
    draft, text = made.drafts[-1], reviewed(3, 2).instrument
    note = made.note(draft, text, "66 percent", "Too much.", Kind.PROPOSAL, wording="25 percent")
    made.note(draft, text, "Revenues", "Net of what?", Kind.QUESTION, assignee=made.olena.id)
    position = Position(
        matter=made.matter, draft=draft.id, path="art-3/par-2", attitude=Attitude.OPPOSE, red_line=True
    )
    running.records.positions.take(position, by=made.olena.id, at=running.now)
    page = see(running, made.olena, color_scheme=scheme)
    judged = ["/read", "/notes", "/positions", "/path", "/counter-draft", "/search?q=fund"]
    judged += [f"/notes/{note.id}/edit", "/position?path=art-3/par-2"]
    shown = ["", "/law", "/terms", "/money", "/balance", "/claims"]  # judged where the brief is
    for path in judged if scheme == "light" else judged[:2]:
        page.goto(running.url + made.address(draft) + path)
        assert grave(page) == []
    for path in (*judged, *shown) if scheme == "light" else ():
        page.goto(running.url + made.address(draft) + path)
        for width in (360, 700, 1000):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_words_are_noted_with_one_key(running: Running, see: Callable[..., Any]) -> None:
    made = negotiation(running, 2, 3)
    page = see(running, made.petro)
    read_page(page, running, made.address(made.drafts[-1]))
    page.keyboard.press("Control+Enter")
    expect(page.locator(".count")).to_contain_text("Select some words")
    select(page, "contribute to the Fund")
    page.locator(".select-note").wait_for()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ask blockquote mark")).to_have_text("contribute to the Fund")
    page.locator("#note-text:focus").wait_for()
    page.keyboard.type("From what?")
    page.keyboard.press("Escape")
    page.locator("#ask").wait_for(state="hidden")
    page.wait_for_function("getSelection().toString() === 'contribute to the Fund'")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ask[open] #note-text:focus")).to_have_value("From what?")  # it is there again
    page.keyboard.press("Control+Enter")
    page.locator("article.note").wait_for()
    expect(page.locator(".noted").first).to_have_text("contribute to the Fund")
    has_keyboard(page, "Comment by Petro")
    (note,) = running.records.annotations.all(made.matter)
    place = note.places[0].selection
    assert place is not None
    assert reviewed(3, 2).instrument.text[place.start : place.end] == "contribute to the Fund"
    page.click(".note >> text=Answer >> nth=0")
    page.fill(".note textarea", "From the budget.")
    page.keyboard.press("Control+Enter")
    page.locator(".answer", has_text="From the budget.").wait_for()
    page.click(".note >> text=Settle")
    page.locator(".note.settled").wait_for()


def test_a_selection_across_changed_words_counts_in_the_new_draft(
    running: Running, see: Callable[..., Any]
) -> None:
    made = negotiation(running, 2, 3)
    page = see(running, made.petro)
    read_page(page, running, made.address(made.drafts[-1]))
    found = page.evaluate(
        """async () => {
          const script = document.querySelector("script[type=module]").src;
          const { selected } = await import(script.replace("reading.js", "places.js"));
          const root = document.getElementById("text");
          const cases = [];
          for (const line of root.querySelectorAll(".clause .words p:has(del):has(ins)")) {
            const range = document.createRange();
            range.selectNodeContents(line);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            const now = [...line.querySelectorAll("[data-n]")].map(piece => piece.textContent);
            cases.push([selected(getSelection(), root), now.join("")]);
            range.selectNodeContents(line.querySelector("del"));
            cases.push([selected(getSelection(), root), line.querySelector("del").textContent]);
          }
          return cases;
        }"""
    )
    review = reviewed(3, 2)
    assert review.previous is not None
    texts = {"n": review.instrument.text, "o": review.previous.text}
    assert len(found) > 6
    for place, words in found:
        assert texts[place["side"]][place["start"] : place["end"]] == words
    assert {place["side"] for place, _ in found} == {"n", "o"}


def test_the_text_is_read_and_noted_without_a_mouse(running: Running, see: Callable[..., Any]) -> None:
    made = negotiation(running, 2, 3)
    page = see(running, made.petro)
    read_page(page, running, made.address(made.drafts[-1]))
    keys = page.keyboard
    places = [step(page, "j") for _ in range(4)]
    assert len(set(places)) == 4
    assert step(page, "k") == places[-2]
    expect(page.locator(".count")).to_contain_text("3 of")
    keys.press("a")
    page.locator("#note-text:focus").wait_for()
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")  # over the kinds to the words
    page.locator("#ask summary:focus").wait_for()
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Control+A")
    keys.type("shall contribute")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Was it not may?")
    keys.press("Control+Enter")
    page.locator("article.note").wait_for()
    expect(page.locator(".noted").first).to_have_text("shall contribute")
    step(page, "k")
    keys.press("n")
    has_keyboard(page, "Comment by Petro")
    keys.press("s")
    page.locator("#ask h2", has_text="Our position on").wait_for()
    page.locator("#ask input:checked").press("ArrowUp")
    keys.press("Control+Enter")
    page.locator(".stand").wait_for()
    keys.press("d")
    look(page, "theme", "dark")
    keys.press("+")
    look(page, "size", "110")
    keys.press("v")
    expect(page.locator("#text")).to_have_attribute("data-view", "changes")
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    look(page, "theme", "dark")  # it stays as it was set
    keys.press("/")
    page.locator("#q:focus").wait_for()
    keys.type("natural gas")
    keys.press("Enter")
    page.wait_for_url("**/search?q=natural+gas")
    assert page.locator(".hits li").count() >= 2
    page.locator(".hits a").last.click()
    page.wait_for_selector(".reached")


def test_moved_text_is_followed_and_single_keys_can_be_switched_off(
    running: Running, see: Callable[..., Any]
) -> None:
    made = negotiation(running, 2, 3)
    page = see(running, made.petro)
    read_page(page, running, made.address(made.drafts[-1]))
    page.locator("a.follow", has_text="Moved here from").first.click()
    page.wait_for_selector(".moved-away.reached:focus")
    page.keyboard.press("o")
    page.wait_for_selector(".reached:not(.moved-away)")
    page.click("button.looks")
    page.uncheck("input[name=keys]")
    before = label(page)
    page.keyboard.press("j")
    assert label(page) == before


def test_charts_answer_the_pointer_and_the_keyboard(running: Running, see: Callable[..., Any]) -> None:
    made = negotiation(running, 2, 3)
    page = see(running, made.olena)
    page.goto(f"{running.url}{made.address(made.drafts[-1])}/money")
    chart = page.locator("figure.answering svg").first
    chart.focus()
    page.keyboard.press("ArrowRight")
    told = page.locator(".readout").first
    expect(told).to_have_text(re.compile(r"\d{4}: between .* and .*, in the middle "))
    first = told.inner_text()
    page.keyboard.press("ArrowRight")
    expect(told).not_to_have_text(first)
    page.locator("figure.answering .shape").first.hover()
    expect(told).to_have_text(first)
    assert page.locator("table").count() > 3


def test_without_script_the_text_is_read_noted_and_answered(
    running: Running, see: Callable[..., Any]
) -> None:
    made = negotiation(running, 2, 3)
    page = see(running, made.olena, java_script_enabled=False)
    page.goto(f"{running.url}{made.address(made.drafts[-1])}/read")
    page.locator("a.annotate").first.click(force=True)
    page.fill("#note-text", "Read by a browser that runs nothing.")
    page.click("text=Save")
    expect(page.locator(".note", has_text="runs nothing")).to_have_count(1)
    assert page.locator(".tree a").count() > 10


def test_a_long_text_opens_in_leaves_that_come_when_they_are_near(
    running: Running, see: Callable[..., Any], tmp_path: Path
) -> None:
    from fullpowers.review import review

    lines = [f"Article {n}\nThe Parties shall do thing {n}, {'and so on ' * 50}." for n in range(1, 260)]
    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    old.write_text("\n".join(lines))
    new.write_text(
        "\n".join(line.replace(" shall ", " may ") if n % 3 else line for n, line in enumerate(lines))
    )
    found = review(new, against=old, side="UA")
    made = negotiation(running)
    records, by, now = running.records, made.olena.id, running.now
    drafts = [
        records.drafts.add(made.matter, file.name, file.read_bytes(), by=by, at=now) for file in (old, new)
    ]
    records.reviews.add(made.matter, drafts[1].id, drafts[0].id, found, by=by, at=now)
    page = see(running, made.olena)
    read_page(page, running, made.address(drafts[1]))
    assert page.locator(".later").count() >= 2
    assert 10 < page.locator(".clause").count() < 200
    page.locator(".tree a", has_text="Article 200").click()
    page.wait_for_selector("#art-200", state="attached")
    page.locator(".clause.reached", has_text="Article 200").wait_for()
    before = label(page)
    step(page, "j")
    there = step(page, "j")
    assert there != before
    assert there.startswith(("Article 200", "Article 201"))
    select(page, "do thing 201")
    page.keyboard.press("Control+Enter")
    page.locator("#note-text").fill("Here too.")
    page.keyboard.press("Control+Enter")
    page.locator("article.note").wait_for()
    page.goto(f"{running.url}{made.address(drafts[1])}/read?at=n{found.instrument.text.index('thing 250')}")
    expect(page.locator(".clause", has_text="thing 250")).to_have_count(1)


def test_the_whole_story(start: Callable[..., Running], see: Callable[..., Any], tmp_path: Path) -> None:
    """Two people, two browsers, three drafts: from the first file that comes in to the answer sent out."""
    running = start(work=True)
    olena, petro = running.person("Olena"), running.person("Petro")
    matter = running.matter(olena, "Investment fund")
    running.records.matters.admit(matter, petro.id, Role.COUNSEL, by=olena.id, at=running.now)
    hers, his = see(running, olena), see(running, petro)

    def arrives(number: int) -> str:
        """Olena takes in a draft; when it is reviewed she opens it."""
        hers.goto(f"{running.url}/m/{matter}/take-in")
        hers.set_input_files("#file", EXAMPLE / "drafts" / f"draft-{number}.docx")
        hers.fill("#label", f"Draft {number}")
        hers.click("text=Take it in and review it")
        hers.wait_for_url("**done=taken-in")
        hers.wait_for_selector("#working", state="detached", timeout=120_000)
        hers.click(f".drafts >> text=Draft {number}")
        hers.wait_for_selector("html[data-ready=yes]")
        return str(hers.url)

    arrives(1)
    second = arrives(2)

    # Petro proposes other words, Olena asks something of the same article
    his.goto(second)
    his.wait_for_selector("html[data-ready=yes]")
    select(his, "50 percent of the Revenues from natural gas")
    his.keyboard.press("Control+Enter")
    his.check("#ask input[value='proposed wording']")
    his.fill("#note-wording", "25 percent of the Revenues from natural gas")
    his.fill("#note-text", "As the Cabinet decided.")
    his.keyboard.press("Control+Enter")
    his.locator("article.note.proposal").wait_for()
    select(hers, "Neither Participant")
    hers.keyboard.press("Control+Enter")
    hers.check("#ask input[value='question']")
    hers.fill("#note-text", "And its agencies?")
    hers.keyboard.press("Control+Enter")
    hers.locator("article.note.question").wait_for()

    # both edit Petro's note; nothing is lost
    hers.reload()
    hers.wait_for_selector("html[data-ready=yes]")
    for page in (hers, his):
        page.locator("article.note.proposal a[data-dialog]").click()
        page.locator("#ask textarea[name=text]").wait_for()
    hers.fill("#note-text", "As the Cabinet decided on Monday.")
    hers.keyboard.press("Control+Enter")
    hers.locator(".said", has_text="on Monday").wait_for()
    his.fill("#note-text", "As the Cabinet and the Rada decided.")
    his.keyboard.press("Control+Enter")
    his.locator("#ask .clash").wait_for()
    expect(his.locator("#ask .clash")).to_contain_text("on Monday")
    expect(his.locator("#note-text")).to_have_value("As the Cabinet and the Rada decided.")
    his.fill("#note-text", "As the Cabinet decided on Monday, and the Rada.")
    his.click("#ask >> text=Save mine instead")
    his.locator(".said", has_text="and the Rada").wait_for()

    # the third draft: notes come along, and say what became of their words
    third = arrives(3)
    proposal = hers.locator("article.note.proposal")
    expect(proposal).to_contain_text("The words changed.")
    expect(proposal).to_contain_text("50 percent of the Revenues from natural gas")
    kept = hers.locator("article.note", has_text="And its agencies?")
    expect(kept).to_contain_text("the same words stand here")
    marked = hers.locator(f"[data-notes~='{kept.get_attribute('data-note')}']")
    assert marked.all_inner_texts() == ["Neither Participant"]

    # Petro opens it, takes a position, and answers with a counter-draft
    his.goto(third)
    his.wait_for_selector("html[data-ready=yes]")
    his.locator("article.note.proposal a[data-dialog]").click()
    his.fill("#note-wording", "25 percent of the Revenues from natural gas")
    his.keyboard.press("Control+Enter")
    his.locator("#ask").wait_for(state="hidden")
    his.locator(".parts >> text=Notes").click()
    his.locator("text=Make a counter-draft").click()
    his.check("input[name=wording]")
    with his.expect_download() as download:
        his.click("text=Make the file")
    file = tmp_path / "counter-draft.docx"
    download.value.save_as(file)
    draft = read(EXAMPLE / "drafts" / "draft-3.docx")
    sent = read(file)
    assert "25 percent of the Revenues from natural gas" in sent.text
    assert {one.author for one in sent.revisions} == {"Delegation (UA)"}
    assert read_bytes(file.read_bytes(), file.name, reading=Reading.REJECTED).text == draft.text
    _opened_by_libreoffice(file, tmp_path)


def _opened_by_libreoffice(file: Path, folder: Path) -> None:
    """Another program opens it too, where there is one."""
    office = shutil.which("soffice")
    if office is None:
        return
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert file.with_suffix(".pdf").stat().st_size > 5_000
