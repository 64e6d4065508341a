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

document.body.addEventListener("htmx:sseOpen", (event) => {
  event.detail.source.addEventListener("reload", () => location.reload());
  event.detail.source.addEventListener("turn", (turn) => tabs.follow(turn.data));
});
