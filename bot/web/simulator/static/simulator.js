// What the page does beyond htmx. Each module minds one thing.

import { keepAtEnd } from "./scroll.js";
import { bringMenu } from "./menu.js";
import { bringPhrases } from "./compose.js";
import { bringTabs } from "./tabs.js";
import { bringTickets } from "./tickets.js";

const tabs = bringTabs();
keepAtEnd((posts) => tabs.announce(posts.closest(".phone").id));
bringPhrases();
bringMenu();
bringTickets(tabs.show);

// The demo was started anew, or reset: what this page shows is gone.

// While a play runs by itself, the page follows whoever speaks.

// A page that is left lets go of its stream at once: a browser has few of them, and who is gone reads nothing.

let stream = null;
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

document.body.addEventListener("htmx:sseOpen", (event) => {
  stream = event.detail.source;
  event.detail.source.addEventListener("reload", () => location.reload());
  event.detail.source.addEventListener("turn", (turn) => tabs.follow(turn.data));
});
