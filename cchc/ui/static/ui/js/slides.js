// Keys of the page to project: the same links, without a mouse.
const turn = { ArrowRight: "next", PageDown: "next", " ": "next", Enter: "next", ArrowLeft: "prev", PageUp: "prev", Backspace: "prev", Escape: "up" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "f" || event.key === "F") {
    if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen?.();
    return;
  }
  if (event.key === "Enter" && document.activeElement?.closest("a")) return;
  const link = document.querySelector(`a[rel="${turn[event.key]}"]`);
  if (link) { event.preventDefault(); link.click(); }
});
document.documentElement.dataset.keys = "heard"; // from here on a key is not lost
