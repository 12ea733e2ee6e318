// j and k walk from change to change, m follows a move, u unfolds everything, s changes the view.
(() => {
  const stops = [...document.querySelectorAll(".change")];
  const loud = stops.filter((stop) => !stop.classList.contains("quiet"));
  let here = -1;
  const go = (to) => {
    here = Math.max(0, Math.min(loud.length - 1, to));
    const stop = loud[here];
    if (!stop) return;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "center" });
  };
  document.addEventListener("focusin", (event) => {
    const stop = event.target.closest(".change");
    const at = loud.indexOf(stop);
    if (at >= 0) here = at;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=text], textarea")) return;
    if (event.key === "j") go(here + 1);
    else if (event.key === "k") go(here - 1);
    else if (event.key === "m") loud[here]?.querySelector("a.move")?.click();
    else if (event.key === "u") {
      const folds = [...document.querySelectorAll("details.same")];
      const open = folds.some((fold) => !fold.open);
      for (const fold of folds) fold.open = open;
    } else if (event.key === "s") {
      const views = [...document.querySelectorAll("input[name=view]")];
      views.find((view) => !view.checked)?.click();
    }
  });
})();
