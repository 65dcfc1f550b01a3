// A calendar beside every box for a day (input[data-date]), where the browser has one to open from a button.
// The box stays a text box in Vietnamese order: the calendar only writes into it.
const english = document.documentElement.lang === "en";
const attachAll = () => document.querySelectorAll("input[data-date]").forEach(attach);
if ("showPicker" in HTMLInputElement.prototype) {
  document.addEventListener("ui:shown", attachAll);
  attachAll();
}

function attach(box) {
  if (box.dataset.date === "on" || box.readOnly || box.disabled) return;
  box.dataset.date = "on";
  const pair = Object.assign(document.createElement("span"), { className: "dated" });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--plain dated__open" });
  button.setAttribute("aria-label", english ? "Choose from the calendar" : "Chọn trên lịch");
  const calendar = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1, className: "dated__calendar" });
  calendar.setAttribute("aria-hidden", "true");
  box.replaceWith(pair);
  pair.append(box, button, calendar);
  button.addEventListener("click", () => {
    calendar.value = iso(box.value);
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    if (!calendar.value) return;
    const [year, month, day] = calendar.value.split("-");
    box.value = `${day}/${month}/${year}`;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
    box.focus();
  });
}

// The day already typed, for the calendar to open at; empty where the box says something else.
function iso(text) {
  const parts = text.trim().match(/^(\d{1,2})\D(\d{1,2})\D(\d{4})$/) || text.trim().match(/^(\d\d)(\d\d)(\d{4})$/);
  return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : "";
}
