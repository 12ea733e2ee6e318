// How the desk looks to this person, kept in this browser; set before the page is drawn.
"use strict";
(() => {
  const known = { size: /^\d{2,3}$/, width: /^\d{2}$/, face: /^(serif|sans)$/, theme: /^(auto|light|dark)$/, keys: /^(on|off)$/ };
  const root = document.documentElement;
  const apply = (name, value) => {
    if (!known[name]?.test(value)) return;
    root.dataset[name] = value;
    if (name === "size") root.style.setProperty("--size", `${value / 100}rem`);
    if (name === "width") root.style.setProperty("--measure", `${value}rem`);
  };
  const read = (name) => { try { return localStorage.getItem(`look-${name}`) } catch { return null } };
  for (const name of Object.keys(known)) apply(name, read(name) ?? "");
  window.look = {
    get: (name, otherwise) => root.dataset[name] ?? otherwise,
    set: (name, value) => {
      apply(name, String(value));
      try { localStorage.setItem(`look-${name}`, value) } catch { /* a browser that keeps nothing */ }
    },
  };
})();
