// When the element that has the focus leaves the page, the page's heading takes it, or the file box that it stood in.
// The reading pages look after their own first, so that this waits a little longer than they do.

const PATIENCE = 400; // milliseconds without a change of the page
let last = null; // what had the focus last, and the file box around it
let box = null;
let timer = 0;

export default function () {
  document.addEventListener("focusin", remember);
  const watch = new MutationObserver(changed);
  watch.observe(document.body, { childList: true, subtree: true });
  changed(); // the page may have been drawn anew before this was
  return () => {
    document.removeEventListener("focusin", remember);
    watch.disconnect();
  };
}

function remember({ target }) {
  last = target;
  box = target.closest("[data-testid=stFileUploader]");
}

function changed() {
  clearTimeout(timer);
  if (last && !last.isConnected) timer = setTimeout(rescue, PATIENCE);
}

function rescue() {
  if (!last || last.isConnected || !document.activeElement.matches("body, main")) return;
  const heading = document.querySelector("[data-testid=stMain] h1");
  const there = box?.isConnected ? box.querySelector("button") : heading;
  if (there === heading) heading?.setAttribute("tabindex", "-1");
  there?.focus();
}
