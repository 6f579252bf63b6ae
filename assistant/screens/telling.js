// One polite place for what the page has to tell: how far the loading is, a lost connection, what was just done.

const told = document.getElementById("told");
const loading = document.getElementById("loading");
const bar = loading.querySelector("progress");
const left = loading.querySelector(".left");
const detail = loading.querySelector(".detail");
const GLANCE = 400; // milliseconds between two looks at how far the loading is
let passing = 0; // the notice that goes by itself

// Shows a sentence; with `milliseconds` it goes again.
further.notice = (key, parts = {}, milliseconds = 0) => {
  clearTimeout(passing);
  told.replaceChildren();
  if (!key) return;
  const line = document.createElement("p");
  if (milliseconds) {
    line.className = "passing"; // lies over what is there, so that nothing jumps twice, and above the question's box
    const { height, top } = document.getElementById("asking").getBoundingClientRect();
    told.style.setProperty("--foot", `${height ? Math.max(0, innerHeight - top) : 0}px`);
  }
  told.append(further.tell(line, key, parts));
  if (milliseconds) passing = setTimeout(() => told.replaceChildren(), milliseconds);
};

// A measure that fills a progress bar and says what is left, judged by the pace so far.
further.measure = (element, place) => {
  let began = null;
  return (done, whole) => {
    element.hidden = !whole;
    if (!whole) return further.tell(place, null);
    element.max = whole;
    element.value = done;
    began ??= { at: performance.now(), done };
    const pace = (done - began.done) / (performance.now() - began.at); // a millisecond
    const seconds = pace > 0 ? Math.max(1, Math.ceil((whole - done) / pace / 1000)) : null;
    if (seconds === null) further.tell(place, "progress", { done, whole });
    else if (seconds > 90) further.tell(place, "minutes_left", { count: Math.round(seconds / 60) });
    else further.tell(place, "seconds_left", { count: seconds });
  };
};

async function watchLoading() {
  const measure = further.measure(bar, left);
  for (;;) {
    const glance = await further.call("glance");
    further.loading = glance.loading;
    loading.hidden = !glance.loading;
    if (!glance.loading) {
      if (glance.failure) further.notice("not_loaded", { reason: glance.failure });
      return;
    }
    const counted = glance.line.match(/(\d+) of (\d+)/);
    const [done, whole] = counted ? [Number(counted[1]), Number(counted[2])] : [0, 0];
    measure(done, whole);
    detail.textContent = glance.line;
    await further.pause(GLANCE);
  }
}

further.loading = true;
watchLoading();
document.addEventListener("further-back", watchLoading); // perhaps a server that was started anew
