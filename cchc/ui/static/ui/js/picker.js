// Turns [data-picker] (a search box whose matches the server shows as radio buttons) into a combobox.
// The address in data-url answers ?q=…&ngay=… with [{id, name, detail}].
const attachAll = () => document.querySelectorAll("[data-picker]").forEach(attach);
attachAll();
document.addEventListener("ui:shown", attachAll);

function attach(box) {
  const input = box.querySelector("input[type=search]");
  const chosen = box.querySelector("input[type=hidden]");
  if (!input || !chosen || !box.dataset.url) return;
  const list = Object.assign(document.createElement("ul"), { className: "picker__list", hidden: true, id: `${input.id}_list`, role: "listbox" });
  list.setAttribute("aria-label", box.dataset.label || "");
  box.querySelector(".picker").append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) input.setAttribute(name, value);
  let items = [], at = -1, timer = 0, asked = 0;

  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (item) => { chosen.value = item.id; input.value = item.name; box.querySelector("[data-matches]")?.remove(); close(); chosen.dispatchEvent(new Event("change", { bubbles: true })); };
  const mark = (index) => {
    at = index;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", i === at));
    if (at >= 0) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const show = (found) => {
    items = found;
    list.replaceChildren(...found.map((item, index) => {
      const row = Object.assign(document.createElement("li"), { id: `${list.id}_${index}`, role: "option", textContent: item.name });
      if (item.detail) row.append(Object.assign(document.createElement("small"), { textContent: item.detail }));
      row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(item); });
      return row;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(found.length ? 0 : -1);
  };
  const ask = async () => {
    const turn = ++asked;
    const url = new URL(box.dataset.url, window.location.href);
    url.searchParams.set("q", input.value);
    if (box.dataset.day) url.searchParams.set("ngay", box.dataset.day);
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (answer.ok && turn === asked) show(await answer.json());
  };

  input.addEventListener("input", () => { chosen.value = ""; clearTimeout(timer); if (input.value.trim()) timer = setTimeout(ask, 200); else close(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark((at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(items[at]); }
    else if (event.key === "Escape") { event.stopPropagation(); close(); }
  });
}
