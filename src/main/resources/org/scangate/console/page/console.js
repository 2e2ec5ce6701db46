// A table that is refreshed stays where somebody has moved it to.
"use strict";
const scrolled = new Map();

document.addEventListener("htmx:beforeSwap", (event) => {
  for (const table of event.detail.target.querySelectorAll(".scroll[id]")) {
    scrolled.set(table.id, [table.scrollLeft, table.scrollTop]);
  }
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [id, place] of scrolled) {
    const table = document.getElementById(id);
    if (table) {
      [table.scrollLeft, table.scrollTop] = place;
    }
  }
  scrolled.clear();
});
