// Forms that change only a part of the page: the server draws the part, and it takes the place of the old one.

const PIECE = { "x-piece": "yes" };

/** A part of the page from the server: its status, its elements and the note that it is about. */
export async function piece(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { ...PIECE, accept: "text/html", ...options.headers } });
  return { status: answer.status, html: await answer.text(), note: answer.headers.get("x-note") };
}

/** The elements of an answer; the page takes no script from it. */
export function elements(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

/** Put elements in the place of those with the same identifiers (that `wanted` holds for); what was put. */
export function put(html, wanted = () => true) {
  const placed = [];
  for (const element of elements(html)) {
    const old = element.id && document.getElementById(element.id);
    if (!old || !wanted(old)) continue;
    old.replaceWith(element);
    placed.push(element);
  }
  return placed;
}

/** Send a form as the browser would, and get a part of the page. */
export function send(form, submitter) {
  const address = submitter?.getAttribute("formaction") || form.action;
  return piece(address, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)) });
}

/** Words about why something did not work, into the form that still holds what was typed. */
export function complain(form, words) {
  const old = form.querySelector(".fault");
  const line = old || document.createElement("p");
  line.className = "told wrong fault";
  line.setAttribute("role", "alert");
  line.textContent = words;
  if (!old) form.prepend(line);
}
