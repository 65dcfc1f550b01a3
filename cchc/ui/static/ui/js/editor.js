// A toolbar over [data-editor]: it writes the same signs that a person may type, so that the box works without it.
const english = document.documentElement.lang === "en";
const TOOLS = [
  { label: english ? "Bold" : "Đậm", key: "b", around: "**" },
  { label: english ? "Italic" : "Nghiêng", key: "i", around: "*" },
  { label: english ? "Bullets" : "Gạch đầu dòng", before: "- " },
  { label: english ? "Sub-bullets" : "Ý con", before: "+ " },
];

document.querySelectorAll("textarea[data-editor]").forEach((box) => {
  const bar = document.createElement("div");
  bar.className = "editor";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", english ? "Formatting" : "Định dạng");
  bar.setAttribute("aria-controls", box.id);
  for (const tool of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--plain";
    button.textContent = tool.label;
    if (tool.key) button.setAttribute("aria-keyshortcuts", `Control+${tool.key}`);
    button.addEventListener("click", () => apply(box, tool));
    bar.append(button);
  }
  box.before(bar);
  box.addEventListener("keydown", (event) => {
    const tool = TOOLS.find((one) => one.key === event.key.toLowerCase());
    if (tool && (event.ctrlKey || event.metaKey) && !event.altKey) { event.preventDefault(); apply(box, tool); }
  });
});

function apply(box, tool) {
  const { selectionStart: from, selectionEnd: to, value } = box;
  if (tool.around) {
    const chosen = value.slice(from, to);
    put(box, from, to, tool.around + chosen + tool.around);
    box.setSelectionRange(from + tool.around.length, from + tool.around.length + chosen.length);
    return;
  }
  const start = value.lastIndexOf("\n", from - 1) + 1;
  const end = value.indexOf("\n", to) < 0 ? value.length : value.indexOf("\n", to);
  const lines = value.slice(start, end).split("\n");
  const all = lines.every((line) => line.startsWith(tool.before));
  const made = lines.map((line) => (all ? line.slice(tool.before.length) : tool.before + line.replace(/^[-+] /, ""))).join("\n");
  put(box, start, end, made);
  box.setSelectionRange(start, start + made.length);
}

// execCommand keeps the browser's own undo; where it is gone, the text is set.
function put(box, from, to, text) {
  box.focus();
  box.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) box.setRangeText(text, from, to);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
