// Forms work without this file; it adds: focus on what is wrong, one submission a click,
// copying, and the progress of a long upload.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  document.title = `${document.documentElement.lang === "en" ? "Error" : "Lỗi"}: ${document.title}`;
}
// After an upload the page is not the one of the address before; following "#…" is no reason to reload.
let replaced = false;
window.addEventListener("popstate", () => { if (replaced) window.location.reload(); });

document.addEventListener("click", (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier && navigator.clipboard) {
    navigator.clipboard.writeText(copier.dataset.copy).then(() => { copier.textContent = copier.dataset.copied || "✓"; });
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.stay !== undefined) return; // data-stay: the answer is a file
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const chosen = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
  if (chosen && !event.submitter?.name && form.dataset.upload !== undefined) { event.preventDefault(); send(form); }
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Show a progress bar when sending takes more than two seconds, then go where the server says.
function send(form) {
  const request = new XMLHttpRequest();
  const bar = form.querySelector("[data-progress]");
  const timer = setTimeout(() => { if (bar) bar.hidden = false; }, 2000);
  request.upload.onprogress = ({ loaded, total }) => {
    if (!bar || !total) return;
    const percent = Math.round((100 * loaded) / total);
    bar.querySelector("progress").value = percent;
    bar.querySelector("output").textContent = `${percent}%`;
  };
  request.onload = () => {
    clearTimeout(timer);
    // The answer is shown as it came: asking for it again would lose its messages.
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    window.history.pushState(null, "", request.responseURL || form.action);
    document.title = page.title;
    document.body.replaceWith(page.body);
    replaced = true;
    document.dispatchEvent(new Event("ui:shown"));
    (document.querySelector("[data-error-summary]") || document.querySelector("main")).focus();
    window.scrollTo(0, 0);
  };
  request.onerror = () => { clearTimeout(timer); delete form.dataset.sent; form.submit(); };
  request.open("POST", form.action);
  request.send(new FormData(form));
}
