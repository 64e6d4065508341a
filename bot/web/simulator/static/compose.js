// Where one types: suggested phrases, and the quoted post.

import { $, $$ } from "./page.js";
import { toEnd } from "./scroll.js";

const newest = (root) => Math.max(0, ...$$("[data-ticket]", root).map((one) => Number(one.dataset.ticket)));

// In a phrase {n} stands for the newest ticket that this phone has heard of, or else any phone.

function numberPhrases() {
  for (const phone of $$(".phone")) {
    const number = newest(phone) || newest(document);
    for (const chip of $$("[data-phrase]", phone)) {
      chip.textContent = chip.dataset.phrase.replace(" {n}", number ? ` ${number}` : "");
    }
  }
}

export function quote(form, bubble) {
  form.elements.quote.value = bubble ? bubble.dataset.post : "";
  $(".quoting", form).hidden = !bubble;
  const words = bubble ? $(".text", bubble).textContent.trim() : "";
  $(".quoting span", form).textContent = bubble ? `${bubble.dataset.name}：${words}` : "";
}

export function bringPhrases() {
  numberPhrases();
  document.addEventListener("said", numberPhrases);
  for (const form of $$(".composer")) {
    const text = form.elements.text;
    for (const chip of $$("[data-phrase]", form)) {
      chip.addEventListener("click", () => { text.value = chip.textContent; text.focus(); });
    }
    $(".quoting button", form).addEventListener("click", () => quote(form, null));
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target !== form || !event.detail.successful) return;
      form.reset();
      quote(form, null);
      toEnd($(".posts", form.closest(".phone")));
    });
  }
}
