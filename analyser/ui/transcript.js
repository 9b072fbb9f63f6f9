// Draws messages as lists that can be read, searched with Ctrl+F, printed, clicked and walked through with the arrow
// keys. Words of the chat enter the page as text nodes only.
//
// A rerun sends all rows again. Rows that did not change keep their elements, so that focus, a selection of words and
// the place of a screen reader stay where they are.

const memory = new WeakMap(); // per mount: what was drawn and shown last
let lastFocused = null;
const PARTS = ["when", "who", "note", "number"]; // of the line above the words
const STRONG = ["abuse", "flag"]; // marks that a covered row blurs

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".transcript");
  const kept = memory.get(root) ?? { layout: "", rows: new Map(), turn: null, shown: new Set(), ears: listen() };
  memory.set(root, kept);
  root.setAttribute("aria-label", data.label);
  root.classList.toggle("selectable", data.selectable);
  root.querySelector(".hint").textContent = data.hint;
  draw(root.querySelector(".days"), data, kept);
  root.onclick = (event) => clicked(event, kept, setTriggerValue);
  root.onkeydown = (event) => walk(event, root);
  root.onmouseup = () => data.selectable && picked(root, setTriggerValue);
  const turned = kept.turn !== data.turn;
  kept.turn = data.turn;
  if (turned) {
    root.querySelector(".said").textContent = data.said;
    requestAnimationFrame(() => show(root.querySelector("li[data-open]")));
    if (data.focus) focusPart(data.focus);
  }
  setTimeout(() => keepFocus(root, turned, data.focus), 150);
  return () => {
    kept.ears.abort();
    memory.delete(root);
  };
}

// Each mount listens for itself: the list of the last page may leave after that of the next one came.
function listen() {
  const ears = new AbortController();
  const { signal } = ears;
  window.addEventListener("keydown", (event) => spareTyping(event), { capture: true, signal });
  document.addEventListener("focusin", (event) => (lastFocused = event.target), { signal });
  return ears;
}

// Drawing

function draw(place, { days, level }, kept) {
  const layout = JSON.stringify(days.map((day) => [day.title, day.rows.map((row) => row.id)]));
  if (layout !== kept.layout) {
    kept.layout = layout;
    kept.rows = new Map();
    place.replaceChildren(...days.map((day) => section(day, level, kept)));
  }
  for (const row of days.flatMap((day) => day.rows)) fill(kept.rows.get(row.id), row, kept);
  const buttons = [...place.querySelectorAll(".choose")];
  const entry = place.querySelector("li[data-open] .choose") ?? buttons[0];
  for (const button of buttons) button.tabIndex = button === entry ? 0 : -1;
}

function section(day, level, kept) {
  const list = element("ol");
  for (const row of day.rows) {
    const item = element("li", "message");
    const choose = element("button", "choose");
    choose.type = "button";
    choose.append(...PARTS.map((name) => element("span", name)));
    const text = element("p", "text");
    text.dir = "auto";
    item.append(choose, text, element("ul", "lines"));
    item.dataset.id = row.id;
    kept.rows.set(row.id, item);
    list.append(item);
  }
  const part = element("section");
  part.append(element(`h${level}`, "day", day.title), list);
  return part;
}

function fill(item, row, kept) {
  const covered = row.covered && !kept.shown.has(row.id);
  const print = JSON.stringify([row, covered]);
  if (item.print === print) return;
  item.print = print;
  item.className = ["message", row.grey && "grey", covered && "covered", row.kind].filter(Boolean).join(" ");
  item.toggleAttribute("data-open", row.open);
  const choose = item.querySelector(".choose");
  for (const name of PARTS) choose.querySelector(`.${name}`).textContent = row[name];
  if (row.open) choose.setAttribute("aria-current", "true");
  else choose.removeAttribute("aria-current");
  const text = item.querySelector(".text");
  text.replaceChildren(...pieces(row, covered));
  if (covered) text.append(reveal(row));
  item.querySelector(".lines").replaceChildren(...row.lines.map((line) => element("li", "", line)));
}

function* pieces(row, covered) {
  let start = 0;
  for (const [words, styles, closing] of row.pieces) {
    let piece = element("span", "piece", words);
    piece.dataset.start = start;
    start += [...words].length; // characters as Python counts them
    for (const style of styles) {
      const mark = element("span", `mark ${style.replace(" ", "-")}`);
      if (covered && STRONG.includes(style)) mark.setAttribute("aria-hidden", "true");
      mark.append(piece);
      piece = mark;
    }
    yield piece;
    for (const label of closing) yield element("span", "label", label);
  }
}

function reveal(row) {
  const button = element("button", "reveal", "Show the words");
  button.type = "button";
  button.setAttribute("aria-label", `Show the words of message ${row.number}`);
  return button;
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

// Choosing a message, or words of it

function clicked(event, kept, setTriggerValue) {
  const item = event.target.closest("li.message");
  const selecting = event.detail > 0 && !document.getSelection().isCollapsed; // a key press has no detail
  if (!item || selecting) return;
  const id = Number(item.dataset.id);
  if (event.target.closest(".reveal")) {
    kept.shown.add(id);
    fill(item, JSON.parse(item.print)[0], kept);
    item.querySelector(".choose").focus();
  } else {
    setTriggerValue("chosen", id);
  }
}

function picked(root, setTriggerValue) {
  const selection = document.getSelection();
  if (selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const text = [range.startContainer, range.endContainer].map((node) => textAround(node));
  if (!text[0] || text[0] !== text[1] || !root.contains(text[0])) return;
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  const id = Number(text[0].closest("li.message").dataset.id);
  if (end > start) setTriggerValue("picked", { id, start, end });
}

function textAround(node) {
  return (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".text");
}

function offset(node, place) {
  const within = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const piece = within.closest(".piece");
  if (piece) return Number(piece.dataset.start) + [...piece.textContent.slice(0, place)].length;
  const before = document.createRange(); // between pieces, or in a label: count the pieces that came before
  before.setStart(within.closest(".text"), 0);
  before.setEnd(node, place);
  const words = [...before.cloneContents().querySelectorAll(".piece")].map((part) => part.textContent);
  return [...words.join("")].length;
}

// Keyboard and focus

function walk(event, root) {
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  if (!(event.key in steps) || event.altKey || !event.target.matches(".choose")) return;
  event.preventDefault();
  const buttons = [...root.querySelectorAll(".choose")];
  const place = buttons.indexOf(event.target) + steps[event.key];
  const there = buttons[Math.min(Math.max(place, 0), buttons.length - 1)];
  event.target.tabIndex = -1;
  there.tabIndex = 0;
  there.focus({ preventScroll: true });
  show(there.closest("li"));
}

// A shortcut must never fire while somebody types, but Alt and a letter would: on many keyboards it writes a letter.
function spareTyping(event) {
  const typing = event.composedPath()[0]?.matches?.(
    "textarea, select, [contenteditable=true], input:not([type=button]):not([type=checkbox]):not([type=radio])"
  );
  if (typing && event.altKey && /^(Key|Digit)/.test(event.code)) event.stopImmediatePropagation();
}

// The part that was asked for, or else the open message, gets the focus if the element that had it left the page, if
// nothing had it, or from another message or from the page's heading, which looks after it meanwhile when the messages
// take long to come.
function keepFocus(root, turned, asked) {
  const nowhere = document.activeElement.matches("body, main");
  const lost = nowhere && (turned || (lastFocused && !lastFocused.isConnected));
  const behind = turned && document.activeElement.matches(".choose, h1");
  if (!lost && !behind) return;
  if (turned && asked) focusPart(asked);
  else root.querySelector("li[data-open] .choose")?.focus({ preventScroll: true });
}

function focusPart(key, tries = 20) {
  const part = document.querySelector(`.st-key-${key}`);
  const target = part?.matches("input, textarea, button") ? part : part?.querySelector("input, textarea, button");
  if (target) target.focus({ preventScroll: false });
  else if (tries) setTimeout(() => focusPart(key, tries - 1), 100);
}

// Scrolling: at once, so that nothing moves for those who want less motion, and only if the message is out of sight.

function show(item) {
  if (!item) return;
  for (let box = item.parentElement; box; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) bring(item, box);
  }
}

function bring(item, scroller) {
  const room = scroller.getBoundingClientRect();
  const box = item.getBoundingClientRect();
  const top = Math.max(room.top, 0) + 56; // below the day, and the bar at the top of the app
  const bottom = Math.min(room.bottom, window.innerHeight) - 16;
  const quarter = Math.max(0, Math.min((bottom - top) / 4, bottom - top - box.height));
  if (box.top < top || box.bottom > bottom) scroller.scrollTop += box.top - top - quarter;
}
