// How the page begins: what this browser kept, the view that the address names, then what the address asks: ?q= a
// question, ?p= a quote's anchor.

// Opens a reference's place; `turn` is what waited for it, if anything did.
further.openReference = (place, turn) => {
  turn?.remove();
  if (place && further.show(place)) return further.notice("reference_found", {}, 4000);
  further.unmark();
  further.lost("reference_lost"); // told there and nowhere else, so that it is not read out twice
  return further.openPane();
};

(async () => {
  further.settle(); // Gradio sets a language of its own when it starts
  further.speak(document);
  const asked = new URLSearchParams(location.search);
  if (!(await further.reopenOwn())) await further.restore();
  const anchor = asked.get("p");
  const question = asked.get("q");
  further.arrive();
  asked.delete("p"); // a reload does not ask again
  asked.delete("q");
  if (anchor || question) further.address(asked);
  if (anchor) further.openReference((await further.call("find", { anchor })).place);
  if (question) await further.ask(question, { alone: true, limits: {} });
  document.documentElement.dataset.further = "ready";
})();
