// Gives the focus a place again when the element that had it is drawn away, or was switched off for a moment while the
// server worked. The page's heading takes it, or the file box that it stood in, or the same element once it is back.
// The reading pages look after their own first, so that this waits a little longer than they do.

const PATIENCE = 400; // milliseconds without a change of the page
let last = null; // what had the focus last, and the file box around it
let box = null;
let paused = false; // whether it was switched off
let timer = 0;

export default function () {
  document.addEventListener("focusin", remember);
  const watch = new MutationObserver(changed);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  changed([]); // the page may have been drawn anew before this was
  return () => {
    document.removeEventListener("focusin", remember);
    watch.disconnect();
  };
}

function remember({ target }) {
  last = target;
  box = target.closest("[data-testid=stFileUploader]");
  paused = false;
}

function changed(mutations) {
  paused ||= mutations.some(({ target }) => target === last && target.disabled);
  clearTimeout(timer);
  if (last && (paused || !last.isConnected)) timer = setTimeout(rescue, PATIENCE);
}

function rescue() {
  if (!document.activeElement.matches("body, main")) return;
  const heading = document.querySelector("[data-testid=stMain] h1");
  const there = last.isConnected ? last : box?.isConnected ? box.querySelector("button") : heading;
  if (there === heading) heading?.setAttribute("tabindex", "-1");
  there?.focus();
}
