// From a selection in the page to places in the drafts: code points of their canonical texts.
// Every stretch of the text says where it begins: data-n in the draft, data-o in the one before.

const PIECE = "[data-n],[data-o]";

/** Code points of the first `units` UTF-16 units of a text. */
const points = (text, units = text.length) => [...text.slice(0, units)].length;

/** How many code points of a piece stand before a boundary of the range; all of them when it ends behind. */
function before(piece, node, offset, otherwise) {
  if (piece.dataset.length) return piece.contains(node) && otherwise === 0 ? 0 : otherwise && Number(piece.dataset.length);
  if (!piece.contains(node)) return otherwise ? points(piece.textContent) : 0;
  const lead = document.createRange();
  lead.selectNodeContents(piece);
  lead.setEnd(node, offset);
  return points(lead.toString());
}

/** Side, start and end of the selected words; null when no words of a draft are selected. */
export function selected(selection, root) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer) && !range.intersectsNode(root)) return null;
  const shared = range.commonAncestorContainer;
  const around = shared.nodeType === Node.ELEMENT_NODE ? shared : shared.parentElement;
  const inside = around.closest(PIECE);
  const pieces = inside ? [inside] : [...around.querySelectorAll(PIECE)].filter((one) => range.intersectsNode(one));
  const found = { n: [Infinity, -1], o: [Infinity, -1] };
  for (const piece of pieces) {
    if (!root.contains(piece)) continue;
    const start = before(piece, range.startContainer, range.startOffset, 0);
    const end = before(piece, range.endContainer, range.endOffset, 1);
    if (end <= start) continue;
    const side = "n" in piece.dataset ? "n" : "o";
    const place = Number(piece.dataset[side]);
    found[side][0] = Math.min(found[side][0], place + start);
    found[side][1] = Math.max(found[side][1], place + end);
  }
  const side = found.n[1] > 0 ? "n" : "o";
  const [start, end] = found[side];
  return end > start ? { side, start, end } : null;
}

/** The piece that holds a place of a text, among those that are on the page. */
export function pieceAt(root, side, place) {
  let best = null;
  for (const piece of root.querySelectorAll(`[data-${side}]`)) {
    const start = Number(piece.dataset[side]);
    if (start <= place && (!best || start >= Number(best.dataset[side]))) best = piece;
  }
  return best && place <= Number(best.dataset[side]) + points(best.textContent) ? best : null;
}
