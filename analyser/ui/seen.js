// Lets a choice through only once its message can have been seen. The second click of a double click, a key pressed
// twice or one held down would otherwise decide about the message that comes next, which nobody has read.

const PAUSE = 300; // milliseconds that the next message is shown before a choice about it counts
const PATIENCE = 5000; // milliseconds to wait for the next message; then a choice counts again
const CHOICES = ".st-key-choices button";
const MARK = "data-unseen"; // on the document as long as no choice counts
const BUTTONS = `${CHOICES}, .st-key-screen-move button, .st-key-screen-decide [data-testid=stFormSubmitButton] button`;
let keys = { choose: "", move: "" }; // the letters that go with Alt
let drawn = null; // the turn that was drawn last
let from = 0; // when a choice counts again
let timer = 0;

export default function ({ data }) {
  keys = data.keys;
  if (drawn !== data.turn && performance.now() < from) wait(PAUSE);
  drawn = data.turn;
  document.addEventListener("keydown", pressed, { capture: true });
  document.addEventListener("click", clicked, { capture: true });
  return () => {
    document.removeEventListener("keydown", pressed, { capture: true });
    document.removeEventListener("click", clicked, { capture: true });
  };
}

function pressed(event) {
  const letter = event.altKey && !event.ctrlKey ? String.fromCharCode(event.keyCode) : "";
  const ours = letter && (keys.choose + keys.move).includes(letter);
  if (event.repeat && (ours || event.target.closest?.(BUTTONS))) stop(event);
  else if (ours) meet(event, keys.choose.includes(letter));
}

function clicked(event) {
  const button = event.target.closest?.(BUTTONS);
  if (button) meet(event, button.matches(CHOICES));
}

function meet(event, chooses) {
  if (chooses && performance.now() < from) stop(event);
  else wait(PATIENCE);
}

function wait(long) {
  from = performance.now() + long;
  document.documentElement.setAttribute(MARK, "");
  clearTimeout(timer);
  timer = setTimeout(() => document.documentElement.removeAttribute(MARK), long);
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
