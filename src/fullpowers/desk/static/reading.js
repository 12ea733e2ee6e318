// The reading view: what is near is fetched, keys lead through the text, selected words can be noted on.
import { selected, pieceAt } from "./places.js";
import { complain, elements, piece, put, send } from "./swap.js";

const reading = document.querySelector(".reading");
const text = document.getElementById("text");
const ask = document.getElementById("ask");
const keysHelp = document.getElementById("keys");
const base = reading.dataset.address;
const look = window.look;
const mac = /mac|iphone|ipad/i.test(navigator.platform);

// --- what is not here yet -------------------------------------------------------------------------------------

const fetching = new Map();
const absent = (leaf) => "leaf" in leaf.dataset;

/** Fetch the leaf of a placeholder (and what the server sends with it). */
function fetched(leaf) {
  const number = leaf.dataset.leaf;
  if (!fetching.has(number)) {
    const alone = leaf.matches("details") ? "&alone=true" : "";
    fetching.set(number, piece(`${base}/leaves?leaf=${number}${alone}`).then((answer) => {
      if (answer.status !== 200) throw new Error(String(answer.status));
      const wasOpen = leaf.open;
      for (const one of put(answer.html, absent)) if (one.id === leaf.id && wasOpen && one.matches("details")) one.open = true;
      watch();
    }).catch(() => { leaf.querySelector(".wait")?.classList.add("bad") }).finally(() => fetching.delete(number)));
  }
  return fetching.get(number);
}

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) { near.unobserve(entry.target); fetched(entry.target) }
}, { rootMargin: "1200px" });

function watch() {
  for (const leaf of text.querySelectorAll(".later")) {
    // a leaf that is not here takes about the room that it will need
    leaf.style.minHeight = `${Math.min(400, leaf.dataset.size / 60)}rem`;
    near.observe(leaf);
  }
  count();
}

text.addEventListener("toggle", (event) => {
  const leaf = event.target;
  if (leaf.open && leaf.matches?.("details.leaf[data-leaf]")) fetched(leaf);
}, true);

/** The element of a place, fetched and unfolded if need be. */
async function place(anchor) {
  let found = document.getElementById(anchor);
  if (!found && /^[no]\d+$/.test(anchor)) found = pieceAt(text, anchor[0], Number(anchor.slice(1)));
  if (!found) {
    try {
      put((await piece(`${base}/leaves?at=${encodeURIComponent(anchor)}`)).html, absent);
    } catch { return tell("The desk does not answer.") }
    watch();
    found = document.getElementById(anchor) || (/^[no]\d+$/.test(anchor) && pieceAt(text, anchor[0], Number(anchor.slice(1))));
  }
  for (let fold = found?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  return found;
}

async function go(anchor, { remember = true } = {}) {
  const found = await place(anchor);
  if (!found) return false;
  if (remember && location.hash !== `#${anchor}`) history.pushState(null, "", `#${anchor}`);
  reach(found.closest(".clause, .note") || found);
  return true;
}

/** Bring an element to where one reads and give it the keyboard. */
function reach(element) {
  for (const old of document.querySelectorAll(".reached")) old.classList.remove("reached");
  element.classList.add("reached");
  element.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: element.offsetHeight > innerHeight * 0.7 ? "start" : "center", behavior: still ? "instant" : "auto" });
  count();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const address = new URL(link.href);
  if (address.origin === location.origin && address.pathname === location.pathname && address.hash.length > 1) {
    event.preventDefault();
    go(decodeURIComponent(address.hash.slice(1)));
    if (innerWidth < 1100 && link.closest(".tree")) document.querySelector(".tree").open = false;
  }
});
addEventListener("popstate", () => { if (location.hash.length > 1) go(location.hash.slice(1), { remember: false }) });

// --- going through the text -----------------------------------------------------------------------------------

const CHANGE = ".clause:not(.unchanged,.text), .clause:has(.remark)";
const visible = (element) => element.checkVisibility?.({ contentVisibilityAuto: false }) ?? element.offsetParent !== null;

/** Where the reader is: the clause with the keyboard, else the first one on the screen. */
function here() {
  const focused = document.activeElement?.closest(".clause, .note");
  if (focused && text.contains(focused)) return focused;
  const top = reading.getBoundingClientRect().top > 0 ? 0 : 120;
  return [...text.querySelectorAll(".clause")].find((one) => one.getBoundingClientRect().bottom > top) || text;
}

async function step(selector, forward) {
  const from = here();
  const all = [...text.querySelectorAll(`${selector}, .later`)];
  const list = forward ? all : all.reverse();
  const side = forward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const started = document.activeElement?.closest(".clause, .note") === from;
  for (const one of list) {
    const after = from.compareDocumentPosition(one) & side;
    const first = forward && !started && one === from;
    if ((!after && !first) || one.contains(from) || (from !== text && from.contains(one) && !one.matches(".note"))) continue;
    if (one.matches(".later")) {
      await fetched(one);
      return one.isConnected ? tell("The desk does not answer.") : step(selector, forward);
    }
    if (!visible(one) && !one.closest("details:not([open])")) continue;
    for (let fold = one.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    return reach(one);
  }
  tell(forward ? "This is the last one." : "This is the first one.");
}

const counter = document.querySelector(".steps .count");
let total = Number(text.dataset.changes);

function count() {
  const changes = [...text.querySelectorAll(CHANGE)];
  const at = changes.indexOf(document.activeElement?.closest(".clause"));
  counter.textContent = at >= 0 && !text.querySelector(".later") ? `change ${at + 1} of ${changes.length}` : `${total} changes`;
}

function tell(words) {
  counter.textContent = words;
}

// --- notes ----------------------------------------------------------------------------------------------------

let unsent = null; // what was typed in a form that was left without saving
let returned = null; // what was selected before the form opened
let coming = ""; // the form that is on its way; asked for twice, it would take away what was typed in it

async function open(address, from) {
  if (coming === address) return;
  coming = address;
  returned = { range: window.getSelection().rangeCount ? window.getSelection().getRangeAt(0).cloneRange() : null, element: from };
  let answer;
  try { answer = await piece(address) } catch { return tell("The desk does not answer.") } finally { coming = "" }
  if (answer.status === 401 || answer.status === 403) return tell("You are not signed in any more, or may not do this.");
  ask.innerHTML = answer.html;
  const form = ask.querySelector("form");
  if (!form) return location.assign(address);
  if (unsent?.address === address) {
    for (const [name, value] of unsent.fields) {
      const field = form.elements[name];
      if (field && name !== "version") field.value = value;
    }
  }
  ask.dataset.address = address;
  hint(ask);
  if (!ask.open) ask.showModal();
  (form.querySelector("[autofocus]") || form.querySelector("input:checked, textarea"))?.focus();
}

function close(saved = false) {
  const form = ask.querySelector("form");
  unsent = !saved && form ? { address: ask.dataset.address, fields: [...new FormData(form)] } : null;
  if (ask.open) ask.close();
}

ask.addEventListener("close", () => {
  const form = ask.querySelector("form");
  if (form && !unsent && !ask.dataset.saved) unsent = { address: ask.dataset.address, fields: [...new FormData(form)] };
  delete ask.dataset.saved;
  if (returned?.range) { const now = getSelection(); now.removeAllRanges(); now.addRange(returned.range) }
  returned?.element?.focus?.({ preventScroll: true });
});

const button = document.createElement("button");
button.type = "button";
button.className = "select-note";
button.hidden = true;
button.textContent = mac ? "Note (⌘ Enter)" : "Note (Ctrl+Enter)";
const may = Boolean(document.querySelector("a.annotate") || document.querySelector(".caption kbd"));
if (may) document.body.append(button);

function noteOnSelection() {
  const found = selected(getSelection(), text);
  if (!found) return tell("Select some words of the text first.");
  button.hidden = true;
  return open(`${base}/notes/new?side=${found.side}&start=${found.start}&end=${found.end}`, here());
}

button.addEventListener("mousedown", (event) => event.preventDefault());
button.addEventListener("click", noteOnSelection);
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!may || ask.open || !selection.rangeCount || selection.isCollapsed || !selected(selection, text)) { button.hidden = true; return }
  const box = selection.getRangeAt(0).getBoundingClientRect();
  button.style.left = `${Math.min(innerWidth - 190, Math.max(8, box.left + scrollX))}px`;
  button.style.top = `${box.bottom + scrollY + 8}px`;
  button.hidden = false;
});

text.addEventListener("click", (event) => {
  const link = event.target.closest("a.annotate, a.position, a[data-dialog]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    const whole = link.matches(".annotate") ? "&whole=true" : "";
    open(link.href + whole, link.closest(".clause"));
    return;
  }
  const marked = event.target.closest("[data-notes]");
  if (marked && getSelection().isCollapsed) {
    const card = document.getElementById(`note-${marked.dataset.notes.split(" ")[0]}`);
    if (card) reach(card);
  }
});

for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  text.addEventListener(type, (event) => {
    const marked = event.target.closest?.("[data-notes],[data-note]");
    for (const id of (marked?.dataset.notes ?? marked?.dataset.note ?? "").split(" ").filter(Boolean)) {
      document.getElementById(`note-${id}`)?.classList.toggle("lit", on);
      for (const piece of text.querySelectorAll(`[data-notes~="${id}"]`)) piece.classList.toggle("lit", on);
    }
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-swap]")) return;
  event.preventDefault();
  const buttons = [...form.querySelectorAll("button")];
  for (const one of buttons) one.disabled = true;
  try {
    const answer = await send(form, event.submitter);
    const again = elements(answer.html).find((one) => one.matches("form[data-swap]"));
    if (again) { // refused or changed by somebody else: what was typed stands in it
      ask.replaceChildren(again);
      hint(ask);
      if (!ask.open) ask.showModal();
      const told = again.querySelector("[role=alert]") || again;
      told.tabIndex = -1;
      told.focus();
    } else if (answer.status === 200) {
      ask.dataset.saved = "yes";
      returned = null;
      close(true);
      const placed = put(answer.html);
      for (const one of placed) if (one.matches("details")) one.open = true;
      watch();
      const card = answer.note && document.getElementById(`note-${answer.note}`);
      if (card) reach(card);
      else if (placed.length) tell("Saved.");
      else location.reload();
    } else if (answer.status === 409) {
      complain(form, "Somebody changed this in the meantime. Open it again to see how it stands; what you typed is still here.");
    } else {
      complain(form, answer.status === 401 ? "You are not signed in any more. Sign in in another window, then send again." : "This could not be saved. What you typed is still here; try again.");
    }
  } catch {
    complain(form, "The desk does not answer. What you typed is still here; try again.");
  } finally {
    for (const one of buttons) one.disabled = false;
  }
});

// the wording follows the chosen words until somebody changes it
ask.addEventListener("input", (event) => {
  const form = event.target.form;
  if (event.target.name === "wording") form.dataset.touched = "yes";
  if (event.target.name === "words" && !form.dataset.touched) form.elements.wording.value = event.target.value;
});
ask.addEventListener("click", (event) => {
  if (event.target === ask || event.target.closest("a.cancel")) { event.preventDefault(); close() }
});

function hint(root) {
  if (mac) for (const key of root.querySelectorAll("kbd")) if (key.textContent === "Ctrl") key.textContent = "⌘";
}

// --- keys -----------------------------------------------------------------------------------------------------

const views = document.querySelector(".view select");
const clauseHere = () => { const at = here(); return at.matches?.(".clause") ? at : at.closest?.(".clause") };
const turn = (name, by, least, most, otherwise) => set(name, Math.min(most, Math.max(least, Number(look.get(name, otherwise)) + by)));

const acts = {
  j: () => step(CHANGE, true),
  k: () => step(CHANGE, false),
  n: () => step(".note", true),
  p: () => step(".note", false),
  a: () => clauseHere()?.querySelector("a.annotate")?.click(),
  s: () => clauseHere()?.querySelector("a.position")?.click(),
  o: () => {
    const clause = clauseHere();
    const link = clause?.querySelector("a.follow");
    if (link) return link.click();
    const fold = document.activeElement?.closest("details") || clause?.closest("details");
    if (fold) { fold.open = !fold.open; fold.querySelector("summary").focus() }
  },
  f: () => {
    const folds = [...text.querySelectorAll("details.leaf")];
    const opening = folds.some((one) => !one.open);
    for (const one of folds) one.open = opening;
  },
  "/": () => document.getElementById("q").focus(),
  t: () => { const tree = document.querySelector(".tree"); if (tree) { tree.open = true; (tree.querySelector("[aria-current]") || tree.querySelector("a"))?.focus() } },
  v: () => { if (views) { views.selectedIndex = (views.selectedIndex + 1) % views.options.length; view() } },
  d: () => set("theme", dark() ? "light" : "dark"),
  "+": () => turn("size", 10, 80, 160, 100),
  "-": () => turn("size", -10, 80, 160, 100),
  w: () => set("width", Number(look.get("width", 44)) >= 56 ? 34 : Number(look.get("width", 44)) + 6),
  "?": () => keysHelp.showModal(),
};
acts["="] = acts["+"];

const dark = () => (look.get("theme", "auto") === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : look.get("theme") === "dark");
const typing = (element) => element?.closest?.("input:not([type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key === "Enter") {
    const form = typing(event.target)?.form ?? (ask.open ? ask.querySelector("form") : null);
    if (form?.matches("[data-swap]")) { event.preventDefault(); form.requestSubmit() }
    else if (!typing(event.target) && !document.querySelector("dialog[open]")) { event.preventDefault(); noteOnSelection() }
    return;
  }
  if (event.altKey && !command && (event.key === "ArrowDown" || event.key === "ArrowUp") && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    step(".clause", event.key === "ArrowDown");
    return;
  }
  if (event.key === "Escape" && event.target.id === "q") { event.target.blur(); return }
  if (command || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (look.get("keys", "on") === "off" || !acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});
for (const one of document.querySelectorAll("[data-key]")) one.addEventListener("click", () => acts[one.dataset.key]());

// --- how it looks ---------------------------------------------------------------------------------------------

const looks = document.getElementById("looks");

function set(name, value) {
  look.set(name, value);
  const field = looks.elements[name];
  if (field?.type === "checkbox") field.checked = value === "on";
  else if (field) field.value = value;
}
for (const name of ["size", "width", "face", "theme"]) looks.elements[name].value = look.get(name, looks.elements[name].value);
looks.elements.keys.checked = look.get("keys", "on") === "on";
looks.addEventListener("input", (event) => set(event.target.name, event.target.type === "checkbox" ? (event.target.checked ? "on" : "off") : event.target.value));
looks.addEventListener("submit", (event) => event.preventDefault());
const looksButton = document.querySelector("button.looks");
looksButton.addEventListener("click", () => {
  looks.hidden = !looks.hidden;
  looksButton.setAttribute("aria-expanded", String(!looks.hidden));
  if (!looks.hidden) looks.elements.size.focus();
});

function view() {
  text.dataset.view = views.value;
}
views?.addEventListener("change", view);

// what of the tree is being read
const headings = new Map([...document.querySelectorAll(".tree a")].map((link) => [decodeURIComponent(new URL(link.href).hash.slice(1)), link]));
let waiting = 0;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = requestAnimationFrame(() => {
    waiting = 0;
    let current = null;
    for (const [anchor, link] of headings) {
      const spot = document.getElementById(anchor);
      if (!spot || !visible(spot.closest(".clause") ?? spot)) continue;
      if (spot.getBoundingClientRect().top > 160) break;
      current = link;
    }
    if (current?.hasAttribute("aria-current")) return;
    for (const link of headings.values()) link.toggleAttribute("aria-current", false);
    current?.setAttribute("aria-current", "location");
    const box = document.querySelector(".tree");
    if (current && box.scrollHeight > box.clientHeight) box.scrollTop += current.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  });
}, { passive: true });

// --- begin ----------------------------------------------------------------------------------------------------

for (const one of document.querySelectorAll(".steps, .view, button.looks, .helps")) one.hidden = false;
hint(document);
if (innerWidth < 1100) { const tree = document.querySelector(".tree"); if (tree) tree.open = false }
watch();
if (location.hash.length > 1) go(decodeURIComponent(location.hash.slice(1)), { remember: false });
document.documentElement.dataset.ready = "yes";
