// The article page: cards and marks light each other up, keys decide, a selection
// fills the form. Everything here has a plain form or link behind it.

const ITEM = "[data-item]";
let lastIndex = 0;

const items = () => [...document.querySelectorAll(ITEM)];
const marksOf = (card) =>
  [...document.querySelectorAll("[data-marks]")].filter((mark) =>
    mark.dataset.marks.split(" ").includes(card.id),
  );
const still = matchMedia("(prefers-reduced-motion: reduce)");
const reveal = (element, block = "center") =>
  element?.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });

const unlight = () => {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
};

const light = (card, { scrollText = false, scrollCard = false } = {}) => {
  unlight();
  card.classList.add("is-lit");
  const marks = marksOf(card);
  for (const mark of marks) mark.classList.add("is-lit");
  if (scrollText) reveal(marks[0]);
  if (scrollCard) reveal(card, "nearest");
  lastIndex = Math.max(items().indexOf(card), 0);
};

const select = (card) => {
  if (!card) return;
  card.focus({ preventScroll: true });
  light(card, { scrollText: true, scrollCard: true });
};

const step = (by) => {
  const all = items();
  if (!all.length) return;
  const current = all.findIndex((card) => card.classList.contains("is-lit"));
  const next = current < 0 ? lastIndex : current + by;
  select(all[Math.min(Math.max(next, 0), all.length - 1)]);
};

const current = () => document.querySelector(`${ITEM}.is-lit`);
const press = (what) => current()?.querySelector(`[data-do="${what}"]`)?.click();
const tie = () => {
  const tied = current()?.querySelector("[data-tie]");
  if (!tied) return;
  tied.open = true;
  tied.querySelector("input[name=codename]").focus();
};

// Offsets count code points, as the record does; a DOM offset counts UTF-16 units.
const startOf = (node, offset) => {
  const holder = node.parentElement?.closest("[data-start]");
  if (!holder || holder.dataset.length) return null;
  return Number(holder.dataset.start) + [...node.data.slice(0, offset)].length;
};

const fillFromSelection = () => {
  const selection = getSelection();
  const form = document.querySelector("#mark form");
  if (!form || selection.isCollapsed || !selection.rangeCount) return false;
  const range = selection.getRangeAt(0);
  const within = (node) => node.parentElement?.closest("[data-text]");
  if (!within(range.startContainer) || !within(range.endContainer)) return false;
  if (range.startContainer.nodeType !== Node.TEXT_NODE) return false;
  const start = startOf(range.startContainer, range.startOffset);
  form.elements.words.value = selection.toString();
  form.elements.start.value = start ?? "";
  return true;
};

const openMarkForm = () => {
  if (!fillFromSelection()) return;
  const details = document.getElementById("mark");
  details.open = true;
  details.querySelector("select[name=what]").focus();
};

// A note on the selection; without one, on the words of the card that is lit.
const writeNote = () => {
  const form = document.querySelector("#mark form");
  const mark = current() && marksOf(current())[0];
  if (!form) return;
  if (!fillFromSelection()) {
    if (!mark) return;
    getSelection().selectAllChildren(mark);
    if (!fillFromSelection()) return;
  }
  document.getElementById("mark").open = true;
  form.elements.what.value = "note";
  form.elements.body.focus();
};

// The text's own nodes in order, and where each begins in the whole.
const textNodes = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(), at = 0; node; node = walker.nextNode()) {
    if (!node.parentElement.closest("[data-start]")) continue;
    const paragraph = node.parentElement.closest("p");
    const lead = found.length && found.at(-1).paragraph !== paragraph ? "\n" : "";
    at += lead.length;
    found.push({ node, at, paragraph, words: lead + node.data });
    at += node.data.length;
  }
  return found;
};

const placeAt = (nodes, offset) => {
  const { node, at } = nodes.findLast((one) => one.at <= offset);
  return [node, Math.min(offset - at, node.data.length)];
};

// Select the sentence after the selection: a way to mark words without a mouse.
const selectSentence = () => {
  const root = document.querySelector("[data-text]");
  const nodes = root ? textNodes(root) : [];
  if (!nodes.length || !Intl.Segmenter) return;
  const selection = getSelection();
  const here = nodes.find((one) => one.node === selection.focusNode);
  const from = here ? here.at + selection.focusOffset : 0;
  const text = nodes.map((one) => one.words).join("");
  const sentences = new Intl.Segmenter(root.lang || undefined, { granularity: "sentence" });
  for (const { segment, index } of sentences.segment(text)) {
    const words = segment.trimEnd();
    if (!words || index + words.length <= from) continue;
    selection.setBaseAndExtent(
      ...placeAt(nodes, index),
      ...placeAt(nodes, index + words.length),
    );
    reveal(selection.focusNode.parentElement);
    return;
  }
};

document.addEventListener("selectionchange", fillFromSelection);

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-marks]");
  if (mark && getSelection().isCollapsed) {
    const card = mark.dataset.marks
      .split(" ")
      .map((id) => document.getElementById(id))
      .find(Boolean);
    if (card) {
      event.preventDefault();
      light(card, { scrollCard: true });
    }
    return;
  }
  const card = event.target.closest(ITEM);
  if (card) light(card, { scrollText: Boolean(event.target.closest(".item-words a")) });
  if (card && event.target.closest(".item-words a[href^='#']")) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(ITEM);
  if (card && !card.classList.contains("is-lit")) light(card);
});

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("accept"),
  r: () => press("reject"),
  t: tie,
  m: openMarkForm,
  n: writeNote,
  s: selectSentence,
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// After a decision the next card is at hand; after a refusal, its reason is.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.target.closest?.("#workspace")) return;
  const refusal = document.querySelector("[data-refusal]");
  if (refusal) {
    const card = refusal.closest(ITEM);
    if (card) light(card);
    refusal.focus({ preventScroll: true });
    reveal(refusal, "nearest");
    return;
  }
  const all = items();
  const next = all[Math.min(lastIndex, all.length - 1)];
  if (next && event.detail.requestConfig?.verb === "post") select(next);
});
