// The story test, copied with one press.

const button = document.querySelector("[data-copies]");
const story = document.getElementById("story");

if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(story.textContent);
    button.textContent = "已复制";
  });
}
