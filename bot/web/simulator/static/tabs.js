// On a narrow screen one phone or the tickets are seen at a time; a tab is marked where something new was said.

import { $, $$ } from "./page.js";

export function bringTabs() {
  const body = document.body;
  const tabs = $$("[role=tab]");

  function show(shown) {
    body.dataset.shown = shown;
    for (const tab of tabs) {
      const chosen = tab.dataset.shows === shown;
      tab.setAttribute("aria-selected", chosen);
      if (chosen) tab.classList.remove("news");
    }
  }

  function announce(shown) {
    if (body.dataset.shown !== shown) $(`[role=tab][data-shows=${shown}]`)?.classList.add("news");
  }

  for (const tab of tabs) tab.addEventListener("click", () => show(tab.dataset.shows));
  openInPlace();
  show(startsWith() ?? body.dataset.shown);
  return { show, announce, follow: (seat) => follow(seat, show) };
}

// The phone on which somebody speaks is seen: it is there already, or it takes a place.

function follow(seat, show) {
  const room = seat.slice(seat.indexOf(".") + 1);
  const phone = $(`.phone[data-room="${CSS.escape(room)}"]`);
  const shown = narrowTab();
  if (phone) {
    if (shown) show(phone.id);
    return;
  }
  const phones = $$(".phone");
  const place = shown ? Math.max(0, phones.findIndex((one) => one.id === shown.dataset.shows)) : Math.min(1, phones.length - 1);
  const seats = seatsNow();
  seats[place] = seat;
  location.replace(address(seats, place));
}

const seatsNow = () => $$(".phone").map((phone) => `${phone.dataset.player}.${phone.dataset.room}`);

function narrowTab() {
  const tab = $("[role=tab][aria-selected=true]");
  return tab?.checkVisibility() ? tab : null;
}

// Whoever is chosen among the villagers comes on the phone that is seen, or on the last one side by side.

function openInPlace() {
  for (const person of $$(".cast a")) {
    person.addEventListener("click", (event) => {
      const seen = $$("[role=tab]").indexOf(narrowTab());
      const seats = seatsNow();
      if (seen < 0 || seen >= seats.length) return;
      event.preventDefault();
      seats[seen] = person.dataset.player;
      location.href = address(seats, seen);
    });
  }
  for (const link of $$(".phone a[href*='p=']")) {
    link.hash = link.closest(".phone").id;
  }
}

function address(seats, seen) {
  const query = new URLSearchParams(seats.map((seat) => ["p", seat]));
  return `/simulator?${query}#phone-${seen + 1}`;
}

function startsWith() {
  const named = location.hash.slice(1);
  return $(`[data-shows="${CSS.escape(named)}"]`) ? named : undefined;
}
