// The column of tickets: a number chosen in a chat opens its ticket; open and closed ones stay as they were.

import { $, $$ } from "./page.js";

function reveal(number) {
  const ticket = document.getElementById(`ticket-${number}`);
  if (!ticket) return false;
  for (const one of $$("#tickets .chosen")) one.classList.remove("chosen");
  ticket.classList.add("chosen");
  ticket.open = true;
  ticket.scrollIntoView({ block: "nearest", behavior: "smooth" });
  return true;
}

export function bringTickets(show) {
  const column = $("#tickets");
  const chosen = $("#chosen");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens]");
    if (!link) return;
    event.preventDefault();
    chosen.value = link.dataset.opens;
    show("tickets");
    if (!reveal(chosen.value)) window.htmx.trigger(column, "choose");
  });

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target !== column) return;
    const stood = $$("details", column).map((one) => [one.id, one.open]);
    column.addEventListener("htmx:afterSwap", () => {
      for (const [id, open] of stood) document.getElementById(id)?.toggleAttribute("open", open);
      if (chosen.value) reveal(chosen.value);
    }, { once: true });
  });
}
