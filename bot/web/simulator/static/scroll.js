// Chats stay at their newest post, unless somebody has scrolled up to read.

import { $$ } from "./page.js";

const NEAR_END = 160;

export function toEnd(posts) {
  posts.scrollTop = posts.scrollHeight;
}

// Reasons that were asked for are seen whole, as far as there is room.

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches(".reasons")) event.target.scrollIntoView({ block: "nearest" });
});

export function keepAtEnd(announce) {
  for (const posts of $$(".posts")) {
    let near = true;
    posts.addEventListener("scroll", () => {
      near = posts.scrollHeight - posts.scrollTop - posts.clientHeight < NEAR_END;
    });
    new MutationObserver(() => {
      if (near) toEnd(posts);
      announce(posts);
      posts.dispatchEvent(new CustomEvent("said", { bubbles: true }));
    }).observe(posts, { childList: true });
    new ResizeObserver(() => { if (near) toEnd(posts); }).observe(posts);
    toEnd(posts);
  }
}
