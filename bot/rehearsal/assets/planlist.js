// The same plan as a list: for narrow pages, and for whoever does not see the drawing.

import { changes, make } from "/dom.js";

const changed = changes();

export function listed(node, data) {
  if (!changed("list", [data.marks, data.ratings, data.alerts, data.quiet, data.changes, data.treated, data.now.words])) return;
  const open = new Set([...node.querySelectorAll("details[open]")].map((one) => one.dataset.of));
  const lines = [
    { at: data.treated.at, line: plain(data.treated.words, "treated") },
    { at: data.now.at, line: plain(data.now.words, "now") },
    ...data.changes.filter((one) => one.at < data.end).map((one) => ({ at: one.at, line: plain(one.words, "quiet") })),
    ...data.quiet.filter((one) => one.to > data.start).map((one) => ({ at: Math.max(one.from, data.start), line: plain(one.words, "quiet") })),
    ...data.marks.filter((one) => one.lane === "plan").map((one) => ({ at: one.at, line: told(one, open) })),
    ...data.ratings.map((one) => ({ at: one.at, line: told(one, open) })),
    ...data.alerts.flatMap((one) => [{ at: one.at, line: told(one, open) }, ...one.rungs.map((rung) => ({ at: rung.at, line: told(rung, open) }))]),
    ...talk(data, open),
  ];
  node.replaceChildren(...lines.sort((a, b) => a.at - b.at).map(({ line }) => line));
}

const plain = (words, kind) => make("li", { className: kind, textContent: words });

function told(one, open) {
  const summary = make("summary", {}, make("b", { textContent: one.title }), " ", make("span", { textContent: one.about }));
  const details = make("details", { open: open.has(one.id) }, summary, sentences(one));
  details.dataset.of = one.id;
  const line = make("li", { className: `of-${one.lane}` }, details);
  if (one.fate) line.dataset.fate = one.fate;
  return line;
}

const sentences = (one) => make("ul", {}, ...one.words.map((sentence) => make("li", { textContent: sentence })));

// What was said in a chat is one line, wherever nothing else has come in between.
function talk(data, open) {
  const breaks = [...data.marks.filter((one) => one.lane === "plan"), ...data.ratings, ...data.alerts].map((one) => one.at);
  const groups = [];
  for (const one of data.marks.filter((mark) => mark.lane !== "plan")) {
    const last = groups.at(-1);
    const parted = !last || last.lane !== one.lane || breaks.some((at) => at > last.at && at <= one.at);
    if (parted) groups.push({ lane: one.lane, id: `talk-${one.id}`, at: one.at, all: [one] });
    else last.all.push(one);
  }
  return groups.map(({ lane, id, at, all }) => ({ at, line: all.length === 1 ? told(all[0], open) : together(data.lanes[lane], id, all, open) }));
}

function together(lane, id, all, open) {
  const lines = all.map((one) => make("li", { textContent: `${one.title}: ${one.about}. ${one.words.join(" ")}` }));
  const details = make("details", { open: open.has(id) }, make("summary", {}, make("b", { textContent: `${lane} (${all.length})` }), " ", make("span", { textContent: all[0].about })), make("ul", {}, ...lines));
  details.dataset.of = id;
  return make("li", { className: `of-${all[0].lane}` }, details);
}
