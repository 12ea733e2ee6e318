"""The brief in a real browser: it fits, it is read by keyboard, its colours can be read, it prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

_CONTRAST = """
() => {
  const light = c => {
    const f = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 };
    return .2126 * f(c[0]) + .7152 * f(c[1]) + .0722 * f(c[2]) };
  const parse = s => s.match(/[\\d.]+/g).map(Number);
  const ground = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c }
    return [255, 255, 255] };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || e.closest('svg') || !e.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.push(e.outerHTML.slice(0, 80));
  }
  return poor;
}
"""


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Any, brief: Path) -> Iterator[Any]:
    """The brief on a desk, in both colour schemes; a request or a message of the console is a failure."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme=request.param, java_script_enabled=True
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith("file:") else None)
    page.goto(brief.as_uri())
    yield page
    assert said == []
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_every_word_can_be_read(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate(_CONTRAST) == []
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(_CONTRAST) == []


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_stands_beside_the_screen(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_key_leads_past_the_head(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#answers")


def test_a_statement_leads_to_its_words(page: Any) -> None:
    link = page.locator(".card:nth-child(3) a.ref").first
    target = link.get_attribute("href")
    link.click()
    assert page.locator(target).count() == 1
    page.wait_for_function(
        "id => { const top = document.querySelector(id).closest('.clause').getBoundingClientRect().top;"
        " return -5 <= top && top <= 900 }",
        arg=target,
    )


def test_a_link_into_a_folded_part_opens_it(page: Any) -> None:
    target = page.evaluate(
        "[...document.querySelectorAll('a.ref')].map(a => a.getAttribute('href').slice(1))"
        ".find(id => document.getElementById(id).closest('details:not([open])'))"
    )
    assert target
    page.goto(f"{page.url.split('#')[0]}#{target}")
    page.wait_for_function(f"document.getElementById('{target}').closest('details').open")


def test_the_answers_fill_one_printed_page(page: Any, tmp_path: Path) -> None:
    page.emulate_media(media="print")
    # A4 less the margins of the print style, at 96 dots an inch
    page.set_viewport_size({"width": 680, "height": 990})
    bottom = page.evaluate("document.querySelector('.first').getBoundingClientRect().bottom")
    assert bottom <= 995
    page.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
    assert (tmp_path / "brief.pdf").stat().st_size > 10_000


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_serious(page: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    # its own look at colours takes three quarters of its time, and colours do not depend on the width
    rules = {"color-contrast": {"enabled": width == 1440}}
    found = Axe().run(page, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    grave = {
        one["id"]: [node["html"][:120] for node in one["nodes"][:3]]
        for one in found
        if one["impact"] in ("serious", "critical")
    }
    assert grave == {}
