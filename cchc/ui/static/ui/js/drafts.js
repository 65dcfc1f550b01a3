// What was typed and not yet taken by the server stays in this tab, by account, address and form: the session may end,
// another form of the page may be sent first. It is filled in again, or offered where the page has changed since.
// Never passwords, codes, files or hidden fields; forgotten when taken, at signing out, and after twelve hours.
const english = document.documentElement.lang === "en";
const NAME = "nhap:", SENT = "nhap-da-gui", AGE = 12 * 60 * 60 * 1000, MOST = 200_000;
const SECRET = "[type=password], [autocomplete=one-time-code], [autocomplete=current-password], [data-secret]";
const TEXT = "textarea, input:not([type]), input[type=text], input[type=search], input[type=email], input[type=tel], input[type=url], input[type=number]";
const WORDS = english
  ? { filled: "What you typed at %s and had not sent is filled in again.", offered: "You typed something here at %s that was not sent; the page has changed since.", fill: "Fill it in", drop: "Discard it" }
  : { filled: "Đã điền lại nội dung bạn gõ lúc %s mà chưa gửi được.", offered: "Bạn gõ ở đây lúc %s nhưng chưa gửi được; từ đó nội dung trang đã đổi.", fill: "Điền lại nội dung đã gõ", drop: "Bỏ nội dung đó" };

const store = (() => { try { sessionStorage.getItem(SENT); return sessionStorage; } catch { return null; } })();
const channel = "BroadcastChannel" in window ? new BroadcastChannel("nhap") : null;
const bases = new WeakMap();
const timers = new Map();

const account = () => document.body.dataset.account || "";
const drafts = () => Object.keys(store).filter((key) => key.startsWith(NAME));
const forget = () => {
  timers.forEach(clearTimeout);
  timers.clear();
  [...drafts(), SENT].forEach((key) => store.removeItem(key));
};
const eligible = (form) => account() && form.method === "post" && form.dataset.forget === undefined && !form.querySelector(SECRET) && form.querySelector(TEXT);
const fields = (form) => [...form.elements].filter((one) => one.name && !["file", "submit", "button", "reset", "image", "fieldset"].includes(one.type) && one.type !== "hidden");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function key(form) {
  const mark = (one) => `${one.getAttribute("action") || ""}|${[...new Set(fields(one).map((field) => field.name))].join(",")}`;
  const alike = [...document.forms].filter((one) => one.method === "post" && mark(one) === mark(form));
  const asked = new URLSearchParams(window.location.search);
  ["trang", "sap", "next"].forEach((name) => asked.delete(name));
  return `${NAME}${account()}:${window.location.pathname}?${asked}:${mark(form)}#${alike.indexOf(form)}`;
}

function values(form) {
  const found = {};
  for (const one of fields(form)) {
    found[one.name] ??= [];
    if (one.type === "checkbox" || one.type === "radio") { if (one.checked) found[one.name].push(one.value); }
    else if (one.multiple) found[one.name].push(...[...one.selectedOptions].map((option) => option.value));
    else found[one.name].push(one.value);
  }
  return found;
}

function fill(form, kept) {
  const at = {};
  for (const one of fields(form)) {
    const given = kept[one.name];
    if (!given) continue;
    if (one.type === "checkbox" || one.type === "radio") one.checked = given.includes(one.value);
    else if (one.multiple) [...one.options].forEach((option) => { option.selected = given.includes(option.value); });
    else { at[one.name] = (at[one.name] ?? -1) + 1; if (at[one.name] in given) one.value = given[at[one.name]]; }
  }
}

function save(form, always = false) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  if (!form.isConnected || !eligible(form)) return;
  const typed = values(form), base = bases.get(form) || {};
  if (!always && same(typed, base)) { store.removeItem(key(form)); return; }
  const kept = JSON.stringify({ at: Date.now(), base, typed });
  if (kept.length > MOST) return;
  try { store.setItem(key(form), kept); } catch { /* the browser's room is full: nothing is kept, nothing is lost of the page */ }
}

function tell(form, at, filled, base, typed) {
  const note = document.createElement("div");
  note.className = "notice notice--info";
  note.dataset.draft = filled ? "filled" : "offered";
  note.setAttribute("role", "status");
  const time = new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const button = (words, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button--plain", textContent: words });
    made.addEventListener("click", () => { act(); note.remove(); save(form); });
    return made;
  };
  const buttons = Object.assign(document.createElement("div"), { className: "actions" });
  if (!filled) buttons.append(button(WORDS.fill, () => fill(form, typed)));
  buttons.append(button(WORDS.drop, () => { if (filled) fill(form, base); store.removeItem(key(form)); }));
  note.append(Object.assign(document.createElement("p"), { textContent: (filled ? WORDS.filled : WORDS.offered).replace("%s", time) }), buttons);
  form.prepend(note);
  const folded = form.closest("details");
  if (folded) folded.open = true;
}

function restore(form) {
  const base = values(form);
  bases.set(form, base);
  const kept = JSON.parse(store.getItem(key(form)) || "null");
  if (!kept) return;
  if (same(kept.typed, base)) { store.removeItem(key(form)); return; }
  const filled = same(kept.base, base);
  if (filled) fill(form, kept.typed);
  tell(form, kept.at, filled, base, kept.typed);
}

// A page of an account, which is no error and says no refusal, is the server's word that it took what was sent.
function shown() {
  const who = account(), sent = store.getItem(SENT);
  store.removeItem(SENT);
  const taken = who && document.body.dataset.kept === undefined && !document.querySelector(".messages .notice--late");
  if (sent && taken) store.removeItem(sent);
  for (const one of drafts()) {
    const stale = Date.now() - (JSON.parse(store.getItem(one) || "{}").at || 0) > AGE;
    if (stale || (who && !one.startsWith(`${NAME}${who}:`))) store.removeItem(one);
  }
  if (!who || document.body.dataset.kept !== undefined) {
    document.querySelectorAll("[data-kept-words]").forEach((words) => { words.hidden = !drafts().length; });
  }
  if (document.body.dataset.kept === undefined) [...document.forms].filter(eligible).forEach(restore);
}

if (store) {
  document.addEventListener("input", ({ target }) => {
    const form = target.form;
    if (!form || !eligible(form)) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), 300));
  });
  document.addEventListener("submit", ({ target: form }) => {
    if (form.dataset.forget !== undefined) { forget(); channel?.postMessage("quen"); return; }
    if (!eligible(form)) return;
    if (form.dataset.stay !== undefined) { store.removeItem(key(form)); return; } // the answer is a file
    if (!form.dataset.sent) return; // forms.js has asked, and the answer was no
    save(form, true);
    store.setItem(SENT, key(form));
  });
  window.addEventListener("pagehide", () => [...timers.keys()].forEach((form) => save(form)));
  channel?.addEventListener("message", forget);
  document.addEventListener("ui:shown", shown);
  shown();
}
