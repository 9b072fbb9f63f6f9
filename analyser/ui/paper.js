// Draws the sheet for the Head as headings, facts and lists. Every word enters the page as a text node.

const drawn = new WeakMap();

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".paper");
  const print = JSON.stringify(data);
  if (drawn.get(root) === print) return;
  drawn.set(root, print);
  root.replaceChildren(element("p", "standing", data.standing), ...data.sections.map(section));
}

function section({ title, sentences, facts, passages, small }) {
  const part = element("section", small ? "small" : "");
  part.append(element("h2", "", title), ...sentences.map((sentence) => element("p", "", sentence)));
  if (facts.length) part.append(list("dl", "", facts.flatMap(fact)));
  for (const { title: where, note, lines } of passages) {
    part.append(element("h3", "", where));
    if (note) part.append(element("p", "note", note));
    part.append(list("ol", "", lines.map(message)));
  }
  return part;
}

function fact({ label, text }) {
  return [element("dt", "", label), element("dd", "", text)];
}

function message({ when, who, place, before, words, after, choice }) {
  const said = element("p", "said");
  said.dir = "auto";
  said.append(before, element("u", "", words), after);
  const head = element("p", "head");
  const known = choice ? [when, place, choice.found_by] : [when, place];
  head.append(element("strong", "", who), " ", element("span", "known", known.join(" · ")));
  return list("li", choice ? "chosen" : "", choice ? [head, said, ...reasons(choice)] : [head, said]);
}

function* reasons({ heading, clause, says, reason }) {
  const cited = element("p", "cited");
  cited.append(element("strong", "", heading), clause ? ` · ${clause}` : "");
  yield cited;
  if (says) yield element("p", "says", `The code: ${says}`);
  if (reason) yield element("p", "", `Reason: ${reason}`);
}

function list(tag, className, parts) {
  const made = element(tag, className);
  made.append(...parts);
  return made;
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
