// A PDF's page as it looks, in the place of its text: the quote's words are marked on the picture where the server could
// prove where they stand. Text and picture stay at the same page.

const pane = document.getElementById("reading");
const papers = pane.querySelector(".papers");
const ways = pane.querySelector(".ways");
const leaf = pane.querySelector(".leaf");
const folio = leaf.querySelector(".folio");
const unmarked = leaf.querySelector(".unmarked");
const print = leaf.querySelector(".print");
let place = null; // the words that were shown last and stand where they should
let page = null; // the last that the server named: of which document, and whether words are marked
let calls = 0; // a picture that comes after another was asked for is passed over

const paged = () => pane.querySelectorAll(".paper[data-paged]");
const pictured = () => pane.classList.contains("pictured");
const section = (number) => document.getElementById(`report-${number}`);
const isPaged = (number) => section(number)?.hasAttribute("data-paged");

// The document and page at the top of what one sees of the text: the quote's where its mark is in sight.
function inSight() {
  const { top, bottom } = papers.getBoundingClientRect();
  const mark = pane.querySelector(".papers mark")?.getBoundingClientRect();
  const seen = mark && mark.bottom > top && mark.top < bottom;
  if (place && seen && isPaged(place.document)) return { report: place.document, page: 0 };
  const begun = [...papers.querySelectorAll(".page-start")].filter(
    (start) => start.getBoundingClientRect().top <= top + papers.clientHeight / 3,
  );
  const last = begun.pop();
  if (!last) return { report: paged()[0].dataset.document, page: 0 };
  return { report: last.closest(".paper").dataset.document, page: Number(last.dataset.number) };
}

function box([left, top, width, height]) {
  const made = document.createElement("span");
  made.className = "box";
  Object.assign(made.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  return made;
}

const toMark = () => print.querySelector(".box")?.scrollIntoView({ block: "center", inline: "center" });

function draw(reply) {
  const image = document.createElement("img");
  image.src = reply.image;
  image.width = reply.width;
  image.height = reply.height;
  image.dataset.sayAlt = "picture_alt";
  image.dataset.parts = JSON.stringify({ label: reply.label, title: reply.title });
  print.replaceChildren(image, ...reply.boxes.map(box));
  further.speak(print);
  further.tell(unmarked, reply.told);
  leaf.querySelector(".tray").scrollTo(0, 0);
  toMark();
}

function name(reply) {
  further.tell(folio, reply.say, reply.parts);
  for (const step of leaf.querySelectorAll("[data-leaf]")) {
    const wanted = reply.page + Number(step.dataset.leaf);
    step.setAttribute("aria-disabled", String(wanted < reply.first || wanted > reply.last));
  }
}

// Page 0 is the one on which the words begin.
async function turn(report, number) {
  const mine = (calls += 1);
  const words = place && String(place.document) === String(report) ? { start: place.start, end: place.end } : {};
  leaf.setAttribute("aria-busy", "true");
  further.tell(unmarked, "picture_drawing");
  let reply = null;
  try {
    reply = await further.call("page_picture", { report: Number(report), page: number, ...words });
  } catch {
    reply = { failure: { say: "picture_missing" } };
  }
  if (mine !== calls) return;
  leaf.removeAttribute("aria-busy");
  if (reply.gone) return void further.documentGone();
  if (reply.page) {
    page = { report, number: reply.page, marked: Boolean(reply.boxes?.length) };
    name(reply);
  }
  if (reply.image) return void draw(reply);
  print.replaceChildren();
  further.tell(unmarked, reply.failure.say, reply.failure.parts);
}

function press(way) {
  for (const button of ways.querySelectorAll("[data-as]")) {
    button.setAttribute("aria-pressed", String(button.dataset.as === way));
  }
  pane.classList.toggle("pictured", way === "page");
}

function asPage({ report, page: number } = inSight()) {
  press("page");
  turn(report, number);
}

function asText() {
  calls += 1;
  press("text");
  const mark = pane.querySelector(".papers mark");
  const start = page && section(page.report)?.querySelector(`.page-start[data-number="${page.number}"]`);
  if (mark && page?.marked) mark.scrollIntoView({ block: "center" });
  else start?.scrollIntoView({ block: "start" });
}

ways.addEventListener("click", (event) => {
  const way = event.target.closest("[data-as]")?.dataset.as;
  if (!way || pictured() === (way === "page")) return;
  if (way === "page") asPage();
  else asText();
});

leaf.addEventListener("click", (event) => {
  const larger = event.target.closest("[data-larger]");
  if (larger) {
    larger.setAttribute("aria-pressed", String(leaf.classList.toggle("larger")));
    toMark();
  }
  const step = event.target.closest("[data-leaf]");
  if (!step || !page || step.getAttribute("aria-disabled") === "true") return;
  turn(page.report, page.number + Number(step.dataset.leaf));
});

document.addEventListener("further-shown", ({ detail }) => {
  place = detail;
  if (!pictured() || !place) return;
  if (isPaged(place.document)) asPage({ report: place.document, page: 0 });
  else press("text");
});

function laid() {
  place = page = null;
  calls += 1;
  print.replaceChildren();
  press("text");
  ways.hidden = !paged().length;
}

document.addEventListener("further-papers", laid);
document.addEventListener("further-volume", () => (ways.hidden = !paged().length));
laid();
