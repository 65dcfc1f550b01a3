// "/" to search, "j" and "k" through the rows of a table, "?" for the list of keys. Silent while one types.
const typing = (element) => element.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const opener = (row) => row.querySelector("a") || row.querySelector("button, input");
const rows = () => [...document.querySelectorAll("main .table tbody tr")].filter(opener);

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  opener(next).focus();
  next.scrollIntoView({ block: "nearest" });
}

const actions = {
  "/": () => document.querySelector("form[role=search] input")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  "?": () => document.getElementById("phim-tat")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
document.documentElement.dataset.keys = "heard"; // from here on a key is not lost
