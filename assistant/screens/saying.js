// What the page says, in the person's language: the browser's, unless another was chosen here. Runs in the page's head,
// before anything is drawn, and gives `further.say`, `further.speak`, `further.setLanguage`.

window.further = (() => {
  "use strict";
  const words = window.furtherWords;
  const languages = Object.keys(words);
  const rightToLeft = ["ar"];
  const attributes = ["aria-label", "placeholder", "label", "alt"];

  // A browser may forbid its storage; the page works without.
  const memory = {
    get(key, kept = "local") {
      try {
        return window[`${kept}Storage`].getItem(`further-${key}`);
      } catch {
        return null;
      }
    },
    set(key, value, kept = "local") {
      try {
        if (value === null) window[`${kept}Storage`].removeItem(`further-${key}`);
        else window[`${kept}Storage`].setItem(`further-${key}`, value);
      } catch {
        // full or forbidden: what is shown stays, the next reload starts anew
      }
    },
  };

  function preferred() {
    const asked = [memory.get("language"), ...navigator.languages].filter(Boolean);
    return asked.map((tag) => tag.slice(0, 2).toLowerCase()).find((code) => languages.includes(code)) ?? "en";
  }

  let language = preferred();

  // In a right-to-left sentence a part of another script stands isolated, or its full stop would jump.
  // `spoken`: the language of an answer, which keeps it. What is said of the report is said of a document of one's own
  // where the wording has it so, and of one thing in the singular.
  function say(key, parts = {}, spoken = language) {
    const isolated = (part) => (rightToLeft.includes(spoken) ? `\u2068${part}\u2069` : `${part}`);
    const own = window.further?.document && !window.further.document.endsWith("+") ? words[spoken][`yours_${key}`] : null;
    const one = parts.count === 1 ? words[spoken][`${key}_one`] : null;
    return (own ?? one ?? words[spoken][key]).replace(/\{(\w+)\}/g, (_, name) => isolated(parts[name] ?? ""));
  }

  const partsOf = (element) => JSON.parse(element.dataset.parts ?? "{}");

  function speakElement(element) {
    if (element.dataset.say) element.textContent = say(element.dataset.say, partsOf(element), element.dataset.spoken);
    for (const attribute of attributes) {
      const key = element.getAttribute(`data-say-${attribute}`);
      if (key) element.setAttribute(attribute, say(key, partsOf(element)));
    }
    if (element.dataset.page) element.dataset.page = element.getAttribute("aria-label"); // drawn by the style sheet
    if (element.dataset.labels) {
      const count = element.dataset.count ? ` (${element.dataset.count})` : "";
      element.textContent = JSON.parse(element.dataset.labels)[language] + count;
    }
  }

  function speak(root) {
    for (const element of root.querySelectorAll(
      "[data-say], [data-say-aria-label], [data-say-placeholder], [data-say-label], [data-say-alt], [data-labels]",
    )) {
      speakElement(element);
    }
  }

  // Makes an element say a key now and in every language chosen later.
  function tell(element, key, parts = {}) {
    if (key) {
      element.dataset.say = key;
      element.dataset.parts = JSON.stringify(parts);
      speakElement(element);
    } else {
      delete element.dataset.say;
      element.textContent = "";
    }
    return element;
  }

  function settle() {
    document.documentElement.lang = language;
    document.documentElement.dir = rightToLeft.includes(language) ? "rtl" : "ltr";
    // Gradio's blocks carry a direction of their own.
    for (const block of document.querySelectorAll(".block[dir]")) block.dir = document.documentElement.dir;
  }

  function setLanguage(code) {
    language = code;
    memory.set("language", code);
    settle();
    speak(document);
  }

  // Runs `does` once elements with these ids stand on the page.
  function whenThere(ids, does) {
    const there = () => ids.every((id) => document.getElementById(id));
    if (there()) return does();
    const watching = new MutationObserver(() => {
      if (!there()) return;
      watching.disconnect();
      does();
    });
    return watching.observe(document, { childList: true, subtree: true });
  }

  settle();
  return { whenThere, say, speak, tell, setLanguage, settle, memory, language: () => language };
})();
