// Charts that answer: whatever a shape of a picture stands for is said beside it, by pointer and by keyboard.
// The picture carries the words (a <title> in each shape); the table beside it holds the same numbers.

const SHAPES = "rect, polygon, polyline, circle, path";

for (const svg of document.querySelectorAll("figure svg[role=img]:not(.swatch)")) {
  const shapes = [...svg.querySelectorAll(SHAPES)].filter((one) => one.querySelector("title"));
  if (!shapes.length) continue;
  const figure = svg.closest("figure");
  figure.classList.add("answering");
  const readout = document.createElement("p");
  readout.className = "readout";
  readout.setAttribute("role", "status");
  readout.textContent = "Point at the picture, or give it the keyboard and press the arrow keys.";
  svg.after(readout);
  svg.setAttribute("tabindex", "0");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-roledescription", "chart");
  let at = -1;
  const words = (shape) => shape.querySelector("title").textContent;
  const show = (index) => {
    shapes[at]?.classList.remove("at");
    at = index;
    shapes[at].classList.add("at");
    readout.textContent = words(shapes[at]);
  };
  shapes.forEach((shape, index) => {
    shape.classList.add("shape");
    shape.addEventListener("pointerenter", () => show(index));
    shape.addEventListener("click", () => show(index));
  });
  svg.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(shapes.length - 1);
    else show((Math.max(at, by < 0 ? 0 : -1) + by + shapes.length) % shapes.length);
  });
}
