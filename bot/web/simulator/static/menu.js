// The menu of a bubble: quote it, take one's own words back, or ask why nothing came of them.

import { $ } from "./page.js";
import { quote } from "./compose.js";

const menu = $("#menu");
let chosen = null;

const does = {
  quote: (form) => { quote(form, chosen); form.elements.text.focus(); },
  recall: (form) => {
    window.htmx.ajax("POST", form.dataset.recall, { values: { post: chosen.dataset.post }, swap: "none" });
  },
  whyNot: () => {
    const reasons = $(".reasons", chosen.closest(".said"));
    window.htmx.ajax("GET", chosen.dataset.whyNot, { target: reasons, swap: "innerHTML" });
  },
};

function open(bubble) {
  chosen = bubble;
  menu.hidden = false;
  $("[data-does=recall]", menu).hidden = !("recalls" in bubble.dataset);
  $("[data-does=whyNot]", menu).hidden = !("whyNot" in bubble.dataset);
  const place = bubble.getBoundingClientRect();
  const left = place.left + place.width / 2 - menu.offsetWidth / 2;
  const above = place.top - menu.offsetHeight - 8;
  menu.style.left = `${Math.min(Math.max(8, left), innerWidth - menu.offsetWidth - 8)}px`;
  menu.style.top = `${above > 56 ? above : place.bottom + 8}px`;
  $("button", menu).focus();
}

function close() {
  menu.hidden = true;
  chosen = null;
}

export function bringMenu() {
  document.addEventListener("click", (event) => {
    const item = event.target.closest("[data-does]");
    const bubble = event.target.closest(".bubble");
    const elsewhere = event.target.closest("a, .buttons");
    event.target.closest("[data-closes]")?.closest(".reasons").replaceChildren();
    if (item) does[item.dataset.does]($(".composer", chosen.closest(".phone")));
    if (bubble && bubble !== chosen && !elsewhere) open(bubble);
    else close();
    for (const list of document.querySelectorAll(".switch[open]")) {
      if (!list.contains(event.target)) list.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !menu.hidden) { $(".more", chosen)?.focus(); close(); }
  });
}
