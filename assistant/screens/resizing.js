// The edge between chat and report: dragged, or moved by arrow keys; and the report folded away. This browser remembers.

const desk = document.getElementById("desk");
const report = document.getElementById("report");
const LEAST = 30; // hundredths of the width that each side keeps
const STEP = 2; // hundredths that an arrow key moves it
const edge = document.createElement("div");
edge.id = "edge";
edge.tabIndex = 0;
edge.setAttribute("role", "separator");
edge.setAttribute("aria-orientation", "vertical");
edge.setAttribute("aria-controls", "chat report");
edge.setAttribute("aria-valuemin", String(LEAST));
edge.setAttribute("aria-valuemax", String(100 - LEAST));
edge.setAttribute("data-say-aria-label", "edge");
report.before(edge);

const kept = Number(further.memory.get("share"));
let share = 50; // hundredths of the width that the chat has

function set(wanted) {
  share = Math.round(Math.min(100 - LEAST, Math.max(LEAST, wanted)));
  desk.style.setProperty("--share", `${share}%`);
  edge.setAttribute("aria-valuenow", String(share));
}

const keep = () => further.memory.set("share", share === 50 ? null : String(share));
const rightToLeft = () => getComputedStyle(desk).direction === "rtl";

edge.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  edge.setPointerCapture(event.pointerId);
});
edge.addEventListener("pointermove", (event) => {
  if (!edge.hasPointerCapture(event.pointerId)) return;
  const { left, width } = desk.getBoundingClientRect();
  const reached = (100 * (event.clientX - left)) / width;
  set(rightToLeft() ? 100 - reached : reached);
});
edge.addEventListener("pointerup", keep);
edge.addEventListener("dblclick", () => {
  set(50);
  keep();
});
edge.addEventListener("keydown", (event) => {
  const forward = rightToLeft() ? "ArrowLeft" : "ArrowRight";
  const back = rightToLeft() ? "ArrowRight" : "ArrowLeft";
  const reached = { [forward]: share + STEP, [back]: share - STEP, Home: LEAST, End: 100 - LEAST }[event.key];
  if (reached === undefined) return;
  event.preventDefault();
  set(reached);
  keep();
});

further.fold = (folded) => {
  desk.classList.toggle("folded", folded);
  if (!folded) desk.classList.remove("spread");
  further.memory.set("folded", folded ? "1" : null);
};

document.querySelector("[data-fold]").addEventListener("click", () => {
  further.fold(true);
  document.querySelector("#masthead [data-open]").focus();
});

set(kept || 50);
further.fold(further.memory.get("folded") === "1");
