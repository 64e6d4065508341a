// What the page does beyond htmx: tabs on a phone, scrolling, phrases, quoting and recalling.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const body = document.body;

// Chats stay at their newest post, unless somebody has scrolled up to read.

const NEAR_END = 160;
const toEnd = (posts) => { posts.scrollTop = posts.scrollHeight; };

for (const posts of $$(".posts")) {
  let near = true;
  posts.addEventListener("scroll", () => {
    near = posts.scrollHeight - posts.scrollTop - posts.clientHeight < NEAR_END;
  });
  new MutationObserver(() => {
    if (near) toEnd(posts);
    numberPhrases();
    announce(posts.closest(".chat").dataset.kind);
  }).observe(posts, { childList: true });
  new ResizeObserver(() => { if (near) toEnd(posts); }).observe(posts);
  toEnd(posts);
}

// Tabs: on a narrow screen one of group, private and tickets is seen.

function show(kind) {
  body.dataset.tab = kind;
  for (const tab of $$("[role=tab]")) {
    const chosen = tab.dataset.shows === kind;
    tab.setAttribute("aria-selected", chosen);
    if (chosen) tab.classList.remove("news");
  }
}

function announce(kind) {
  if (body.dataset.tab !== kind) $(`[role=tab][data-shows=${kind}]`)?.classList.add("news");
}

for (const tab of $$("[role=tab]")) tab.addEventListener("click", () => show(tab.dataset.shows));
show(body.dataset.tab);
$(".cast [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Suggested phrases: {n} stands for the newest ticket that the viewer has heard of.

function newestTicket() {
  return Math.max(0, ...$$("[data-ticket]").map((bubble) => Number(bubble.dataset.ticket)));
}

function numberPhrases() {
  const number = newestTicket();
  for (const chip of $$("[data-phrase]")) {
    chip.textContent = chip.dataset.phrase.replace(" {n}", number ? ` ${number}` : "");
  }
}

numberPhrases();

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
    toEnd($(".posts", form.closest(".chat")));
  });
}

// The menu of a bubble: quote it, or take one's own words back.

const menu = $("#menu");
let chosen = null;

function quote(form, bubble) {
  form.elements.quote.value = bubble ? bubble.dataset.post : "";
  $(".quoting", form).hidden = !bubble;
  $(".quoting span", form).textContent = bubble ? `${bubble.dataset.name}：${bubble.textContent.trim()}` : "";
}

function openMenu(bubble) {
  chosen = bubble;
  menu.hidden = false;
  $("[data-does=recall]", menu).hidden = !("mine" in bubble.dataset);
  const place = bubble.getBoundingClientRect();
  const left = place.left + place.width / 2 - menu.offsetWidth / 2;
  const above = place.top - menu.offsetHeight - 8;
  menu.style.left = `${Math.min(Math.max(8, left), innerWidth - menu.offsetWidth - 8)}px`;
  menu.style.top = `${above > 56 ? above : place.bottom + 8}px`;
  $("button", menu).focus();
}

const does = {
  quote: (form) => { quote(form, chosen); form.elements.text.focus(); },
  recall: (form) => {
    window.htmx.ajax("POST", form.dataset.recall, { values: { post: chosen.dataset.post }, swap: "none" });
  },
};

document.addEventListener("click", (event) => {
  const bubble = event.target.closest(".bubble");
  const item = event.target.closest("[data-does]");
  if (item) does[item.dataset.does]($(".composer", chosen.closest(".chat")));
  if (bubble && bubble !== chosen) openMenu(bubble);
  else { menu.hidden = true; chosen = null; }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !menu.hidden) { menu.hidden = true; chosen?.focus(); chosen = null; }
});

// Tickets stay open or closed as they were when the column is fetched anew.

body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "tickets") return;
  const stood = $$("details", event.target).map((one) => [one.id, one.open]);
  event.target.addEventListener("htmx:afterSwap", () => {
    for (const [id, open] of stood) document.getElementById(id)?.toggleAttribute("open", open);
  }, { once: true });
});

// The demo was started anew: what this page shows is gone.

body.addEventListener("htmx:sseOpen", (event) => {
  event.detail.source.addEventListener("reload", () => location.reload());
});
