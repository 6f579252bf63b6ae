// Single keys for those who do not use a mouse: / j k c ?. They rest while somebody types and while a dialog is open, and can
// be switched off.

const dialog = document.getElementById("keys");
const on = document.getElementById("keys-on");
const typing = (element) => element.matches?.("input, textarea, select, [contenteditable]");
const chips = () => [...further.view().querySelectorAll(".chip")].filter((chip) => chip.offsetParent);

function walk(step) {
  const all = chips();
  if (!all.length) return;
  const current = document.activeElement.closest?.(".citation")?.querySelector(".chip") ?? further.walked;
  const at = all.indexOf(current);
  const first = all.findIndex((chip) => chip.closest(".turn") === all[all.length - 1].closest(".turn"));
  const next = at < 0 ? first : Math.max(0, Math.min(all.length - 1, at + step));
  further.walked = all[next];
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function copyCurrent() {
  const current =
    document.activeElement.closest?.(".citation") ??
    (further.walked?.isConnected ? further.walked : document.querySelector(".chip[aria-current]"))?.closest(".citation");
  if (current) further.copy("quote", current.querySelector(".chip"));
}

function help() {
  further.closeMenu();
  dialog.showModal();
}

const does = {
  "/": () => {
    further.openView("ask");
    document.getElementById("question").focus();
  },
  j: () => walk(1),
  k: () => walk(-1),
  c: copyCurrent,
  "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!on.checked || typing(event.target) || document.querySelector("dialog[open]") || !does[event.key]) return;
  if (further.overlaid() && event.key !== "/" && event.key !== "?") return;
  event.preventDefault();
  does[event.key]();
});

// Escape leaves the box, so that the single keys can be used after an answer.
document.getElementById("question").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
  event.preventDefault();
  document.getElementById("log").focus({ preventScroll: true });
});

document.querySelector("[data-keys]").addEventListener("click", help);
document.querySelector("[data-close-keys]").addEventListener("click", () => dialog.close());
on.checked = further.memory.get("keys") !== "off";
on.addEventListener("change", () => further.memory.set("keys", on.checked ? null : "off"));
