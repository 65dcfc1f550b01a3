// [data-units]: a list of units in groups becomes a combobox, searched here without diacritics.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
// "Hoà" is "Hòa" is "hòa": the letters, then the marks of each word; "Hoa" is another word.
const toned = (text) => text.normalize("NFD").toLowerCase().split(/\s+/).filter(Boolean).map((word) => word.replace(/\p{M}/gu, "") + [...word.replace(/\P{M}/gu, "")].sort().join("")).join(" ");
const own = (name) => name.replace(/ \([^()]*\)$/, ""); // "Xã Tân Hòa (H. Lai Vung)": the district tells two of one name apart
const plain = (text) => fold(text).split(/\s+/).filter(Boolean).join(" ");

// How near a name is to what was typed: the name itself, a beginning, words within the name, last the district's words.
function rank(name, text) {
  const [wanted, bare] = [toned(text), plain(text)];
  const mine = plain(own(name));
  if ([toned(own(name)), toned(name)].includes(wanted)) return 0;
  if ([mine, plain(name)].includes(bare)) return 1;
  const far = mine.startsWith(bare) ? 2 : ` ${mine}`.endsWith(` ${bare}`) ? 3 : ` ${mine}`.includes(` ${bare}`) ? 4 : bare.split(" ").every((word) => mine.includes(word)) ? 5 : 6;
  return far + (toned(name).includes(wanted) ? 0 : 0.5);
}

// The one that Enter takes without an arrow: named exactly (as far as tones were typed), or the only one left.
const named = (items, text) => {
  if (!text.trim()) return undefined;
  const best = Math.min(...items.map((item) => rank(item.name, text)));
  const exact = best === 0 || (best === 1 && plain(text) === toned(text)) ? items.filter((item) => rank(item.name, text) === best) : [];
  return exact.length === 1 ? exact[0] : undefined;
};
const decided = (items, text) => named(items, text) || (text.trim() && items.length === 1 ? items[0] : undefined);

const attachAll = () => {
  document.querySelectorAll("[data-units]").forEach(local);
  document.querySelectorAll("[data-checks]").forEach(narrowed);
};
attachAll();
document.addEventListener("ui:shown", attachAll);

// The list stays in the page and keeps the value; the box takes over its name for labels, hints and errors.
function local(box) {
  const select = box.querySelector("select");
  if (!select || select.options.length < 8 || box.querySelector("input")) return;
  const input = Object.assign(document.createElement("input"), { type: "search", id: select.id, required: select.required });
  for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  select.id += "_list";
  select.required = false;
  select.hidden = true;
  box.prepend(input);
  const items = [...select.options].map((option) => ({ id: option.value, name: option.text, detail: option.parentElement.label || "", folded: fold(option.text) }));
  input.placeholder = items.find((item) => !item.id)?.name || "";
  const restate = () => { input.value = select.value ? select.selectedOptions[0].text : ""; };
  restate();
  combobox(box, input, {
    label: document.querySelector(`label[for="${input.id}"]`)?.textContent,
    all: true,
    find: async (text) => {
      const words = fold(text).split(/\s+/).filter(Boolean);
      const found = items.filter((item) => (item.id || !words.length) && words.every((word) => item.folded.includes(word)));
      if (!words.length) return found;
      const ranks = new Map(found.map((item) => [item, rank(item.name, text)]));
      return found.sort((one, other) => ranks.get(one) - ranks.get(other));
    },
    typed: () => {
      const exact = named(items.filter((item) => item.id), input.value);
      select.value = exact ? exact.id : "";
      input.setCustomValidity(exact || !input.value.trim() ? "" : box.dataset.unknown);
    },
    choose: (item) => { select.value = item.id; restate(); input.setCustomValidity(""); select.dispatchEvent(new Event("change", { bubbles: true })); },
    none: box.dataset.none,
  });
  input.addEventListener("change", () => { if (select.value) restate(); }); // typed in full, it is said with its district
  input.form?.addEventListener("reset", () => setTimeout(restate));
}

// A long list of boxes to tick is narrowed while one types; what is ticked always stays in sight. Folded groups open
// where something is found, and fold again as they were.
function narrowed(box) {
  const rows = [...box.querySelectorAll(".choice")];
  if (rows.length < 16 || box.querySelector("input[type=search]")) return;
  const input = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
  input.setAttribute("aria-label", box.dataset.label);
  box.prepend(input);
  const folds = new Map([...box.querySelectorAll("details")].map((group) => [group, group.open]));
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let heading = null; // of the rows that follow it; one with nothing left below goes out of sight as well
    for (const row of box.querySelectorAll(".choice, .choice-group")) {
      if (row.matches(".choice-group")) { heading = row; heading.hidden = true; continue; }
      row.hidden = !row.querySelector(":checked") && !words.every((word) => fold(row.textContent).includes(word));
      if (heading && !row.hidden) heading.hidden = false;
    }
    for (const [group, open] of folds) {
      const [held, hit] = [group.querySelector(":checked"), group.querySelector(".choice:not([hidden])")];
      group.hidden = !hit;
      group.open = words.length ? Boolean(hit) : open || Boolean(held);
    }
  });
}

// By https://www.w3.org/WAI/ARIA/apg/patterns/combobox/: the focus stays in the box, arrows walk the list.
function combobox(place, input, { label, find, typed, choose, all, none }) {
  const list = Object.assign(document.createElement("ul"), { className: "picker__list", hidden: true, id: `${input.id}_options`, role: "listbox" });
  list.setAttribute("aria-label", label || "");
  place.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) input.setAttribute(name, value);
  let items = [], at = -1, timer = 0, asked = 0;

  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const take = (item) => { choose(item); close(); };
  const mark = (index) => {
    at = index;
    [...list.querySelectorAll("[role=option]")].forEach((row, i) => row.setAttribute("aria-selected", i === at));
    if (at >= 0) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const show = (found) => {
    items = found;
    list.replaceChildren(...found.map((item, index) => {
      const row = Object.assign(document.createElement("li"), { id: `${list.id}_${index}`, role: "option", textContent: item.name });
      if (item.detail) row.append(Object.assign(document.createElement("small"), { textContent: item.detail }));
      row.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
      return row;
    }));
    if (!found.length && none) list.append(Object.assign(document.createElement("li"), { className: "soft", role: "option", ariaDisabled: "true", textContent: none }));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  const ask = async (text) => {
    const turn = ++asked;
    const found = await find(text);
    if (turn === asked) show(found);
  };
  // Asked anew, for what is shown may belong to the letter before; whoever hasn't named one unit goes on choosing.
  const enter = async (text) => {
    await ask(text);
    const one = decided(items, text);
    if (one) take(one);
  };

  input.addEventListener("input", () => {
    typed();
    clearTimeout(timer);
    if (input.value.trim() || all) timer = setTimeout(() => ask(input.value), all ? 0 : 200); else close();
  });
  input.addEventListener("blur", close);
  if (all) input.addEventListener("click", () => { input.select(); ask(""); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) { if (all && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); ask(""); } return; }
    if (items.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); mark(event.key === "ArrowDown" ? (at + 1) % items.length : (Math.max(at, 0) - 1 + items.length) % items.length); }
    else if (event.key === "Enter" && items.length && at >= 0) { event.preventDefault(); take(items[at]); }
    else if (event.key === "Enter" && input.value.trim()) { event.preventDefault(); clearTimeout(timer); enter(input.value); }
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); } // a search box would empty itself
  });
}
