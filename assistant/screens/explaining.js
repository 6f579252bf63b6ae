// "Why this passage": the evidence, asked for when it is folded out.

const percent = (share) => Math.round(share * 100);

// How sure: in words, since the figure is no measure that a person can use.
const SURE = 0.8;
const FAIRLY = 0.5;
const sure = (share) => (share >= SURE ? "why_sure" : share >= FAIRLY ? "why_fairly" : "why_unsure");

/** @returns {[key: string, parts?: Parts][]} */
function lines(found) {
  if (!found.count) return [["why_unknown"]];
  /** @type {[key: string, parts?: Parts][]} */
  const told = [found.words.length ? ["why_words", { words: found.words.join(", ") }] : ["why_no_words"]];
  if (found.missions.length) told.push(["why_missions", { missions: found.missions.join(", ") }]);
  told.push(["why_meaning", { percent: percent(found.meaning) }]);
  told.push(["why_rank", { rank: found.rank, count: found.count }]);
  told.push([sure(found.confidence)]);
  return told;
}

document.addEventListener(
  "toggle",
  async (event) => {
    const why = event.target;
    if (!why.matches?.(".why") || !why.open || why.dataset.told) return;
    why.dataset.told = "true";
    const place = why.querySelector(".reasons");
    place.replaceChildren(further.tell(document.createElement("p"), "looking"));
    const anchor = why.closest(".citation").dataset.anchor;
    const found = await further.call("why", { turns: [why.closest(".turn").answer], anchor });
    const list = document.createElement("ul");
    for (const [key, parts] of lines(found)) list.append(further.tell(document.createElement("li"), key, parts));
    place.replaceChildren(list);
  },
  true,
);
