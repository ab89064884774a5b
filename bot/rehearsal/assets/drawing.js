// The plan, drawn: marks on a line of time. Where and why each stands has been said; here is only the pen.

const NS = "http://www.w3.org/2000/svg";
const [LEFT, RIGHT, HEAD, LEVEL, APART] = [92, 18, 34, 26, 27];
const TOWER = 156;  // the most that alarms on top of one another may take
const ICONS = {
  hydration: "M0-6.5C-3-2.5-4.6-.4-4.6 2a4.6 4.6 0 0 0 9.2 0C4.6-.4 3-2.5 0-6.5z",
  movement: "M-5.5-1h6v-3.6L6 0 .5 4.6V1h-6z",
  stretching: "M-7 0l4-4v2.8h6V-4l4 4-4 4V1.2h-6V4z",
  check_in: "M-5.5-5h11v7.6H.6L-2.6 6V2.6h-2.9z",
  information: "M-1.2-1.4h2.4V5.4h-2.4zM0-5.6a1.4 1.4 0 1 1 0 2.8a1.4 1.4 0 0 1 0-2.8z",
  alert: "M-4.4-6.5h1.6V7h-1.6zM-2.8-6H5.6L3.2-2.6 5.6.8h-8.4z",
};

const SIGNS = { conditional: "if", unknown: "?", cancelled: "×", blocked: "!", failed: "!" };

function el(name, attributes = {}, ...children) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const words = (x, y, text, kind, anchor = "start") => el("text", { x, y, class: kind, "text-anchor": anchor }, text);

export function drawn(data, width) {
  const span = data.end - data.start;
  const x = (at) => LEFT + ((at - data.start) / span) * (width - LEFT - RIGHT);
  const pen = { data, width, x, marks: [] };
  const head = HEAD + (data.zones.length - 1) * 14;
  const plan = planLane(pen, head + 8);
  const sore = sorenessLane(pen, plan.bottom + 12);
  const said = saidLane(pen, sore.bottom + 12);
  const clinic = clinicLane(pen, said.bottom + 10);
  const height = clinic.bottom + 20;
  const lanes = [plan, sore, said, clinic].map((lane) => el("g", { class: `lane ${lane.name}` }, words(0, lane.label, data.lanes[lane.name], "lane-name"), ...lane.nodes));
  const svg = el("svg", { class: "plan", width, height, viewBox: `0 0 ${width} ${height}` }, nights(pen, head, height), ticks(pen, head, height), turned(pen, head, height), ...lanes, nowLine(pen, head, height));
  return { svg, marks: pen.marks.sort((a, b) => a.at - b.at) };
}

function nights({ data, x, width }, head, height) {
  return el("g", { class: "nights", "aria-hidden": "true" }, ...data.quiet.flatMap(({ from, to }) => {
    const [start, end] = [Math.max(x(from), LEFT), Math.min(x(to), width)];
    if (end <= start) return [];
    const name = end - start > 84 ? [words((start + end) / 2, height - 5, data.lanes.quiet, "night-name", "middle")] : [];
    return [el("rect", { x: start, y: head, width: end - start, height: height - head, rx: 4, class: "night" }), ...name];
  }));
}

// The hours along the top; none where the line of now has its name.
function ticks({ data, x }, head, height) {
  let last = -100;
  const apart = (left) => left - last >= 40 && Math.abs(left - x(data.now.at)) >= 38;
  const labels = (left, clocks, anchor) => clocks.map((clock, place) => words(left, 26 + place * 14, clock, place ? "clock there" : "clock", anchor));
  return el("g", { class: "ticks", "aria-hidden": "true" }, ...data.ticks.flatMap(({ at, clocks, day }) => {
    const left = x(at);
    const line = el("line", { x1: left, x2: left, y1: head, y2: height, class: day ? "midnight" : "tick" });
    const middle = day ? left + 20 : left;
    const name = day ? [words(left + 5, 11, day, "day-name")] : [];
    if (!apart(middle)) return [line, ...name];
    last = middle;
    return [line, ...name, ...labels(middle, clocks, "middle")];
  }), ...(data.zones.length > 1 ? labels(0, data.zones, "start") : []));
}

// Where the clocks are put forward or back: an hour is missing there, or comes twice.
function turned({ data, x }, head, height) {
  return el("g", { class: "turned" }, ...data.changes.filter(({ at }) => at < data.end).flatMap(({ at, name, words: told }) => [
    el("line", { x1: x(at), x2: x(at), y1: head, y2: height }, el("title", {}, told)),
    words(x(at) + 4, height - 5, name, "turned-name"),
  ]));
}

function nowLine({ data, x, width }, head, height) {
  const left = Math.min(Math.max(x(data.now.at), LEFT), width - RIGHT);
  const label = words(left, head - 3, data.lanes.now, "now-name", "middle");
  return el("g", { class: "now-line" }, el("title", {}, data.now.words), el("line", { x1: left, x2: left, y1: head, y2: height }), el("rect", { x: left - 19, y: head - 15, width: 38, height: 16, rx: 8 }), label);
}

// --- lanes -----------------------------------------------------------------

function button(pen, mark, kind, ...children) {
  const node = el("g", { class: `mark ${kind}`, role: "button", tabindex: -1, "aria-label": `${mark.title}: ${mark.about}`, "data-mark": mark.id, "data-lane": mark.lane, "data-fate": mark.fate }, el("title", {}, `${mark.title}: ${mark.about}`), ...children);
  pen.marks.push({ ...mark, node });
  return node;
}

// Marks, and the way each has come, lie on as many levels as keep them apart.
function levelled(marks, x) {
  const taken = [];
  return [...marks].sort((a, b) => a.at - b.at || Boolean(a.within) - Boolean(b.within)).map((mark) => {
    const ends = [x(mark.at), mark.wished ? x(mark.wished) : x(mark.at)];
    const [from, to] = [Math.min(...ends) - APART / 2, Math.max(...ends) + APART / 2];
    let level = taken.findIndex((spans) => spans.every((span) => span[1] <= from || span[0] >= to));
    if (level < 0) level = taken.push([]) - 1;
    taken[level].push([from, to]);
    return { mark, level };
  });
}

function planLane(pen, top) {
  const { data, x } = pen;
  const placed = levelled(data.marks.filter((mark) => mark.lane === "plan"), x);
  const y = (level) => top + 14 + level * LEVEL;
  const at = new Map(placed.map(({ mark, level }) => [mark.id, y(level)]));
  const of = new Map(placed.map(({ mark }) => [mark.id, mark]));
  const bonds = placed.filter(({ mark }) => at.has(mark.within)).map(({ mark, level }) => el("line", { class: "bond", x1: x(mark.at), x2: x(mark.at), y1: at.get(mark.within), y2: y(level) }));
  const ways = placed.filter(({ mark }) => mark.wished && Math.abs(x(mark.wished) - x(mark.at)) > 24).map(({ mark, level }) => way(x(mark.wished), x(mark.at), y(level), mark.fate));
  const nodes = placed.map(({ mark, level }) => disc(pen, mark, x(mark.at), y(level), of.get(mark.within)));
  const levels = 1 + Math.max(0, ...placed.map(({ level }) => level));
  return { name: "plan", label: top + 18, bottom: y(levels - 1) + 14, nodes: [...bonds, ...ways, ...nodes] };
}

// From the hour that was wished to where it stands: why something waits is to be seen before it is read.
function way(from, to, y, fate) {
  const side = Math.sign(to - from) || 1;
  const tip = to - side * 12;
  return el("g", { class: "way", "data-fate": fate, "aria-hidden": "true" }, el("circle", { cx: from, cy: y, r: 3.5 }), el("line", { x1: from + side * 5, x2: tip, y1: y, y2: y }), el("path", { d: `M${tip - side * 5} ${y - 4}L${tip} ${y}L${tip - side * 5} ${y + 4}` }));
}

function disc(pen, mark, left, y, lead) {
  const small = lead ? 0.82 : 1;
  const sign = SIGNS[mark.fate] ? words(0, 4.5, SIGNS[mark.fate], "sign", "middle") : el("path", { class: "icon", d: ICONS[mark.kind] ?? ICONS.information });
  const over = mark.fate === "expired" ? [el("path", { class: "over", d: "M-8 8L8-8" })] : [];
  const shape = el("g", { transform: `translate(${left} ${y}) scale(${small})`, class: "shape" }, el("circle", { r: 11, class: "body" }), sign, ...over);
  const node = button(pen, mark, mark.kind, shape);
  if (lead) node.dataset.lead = lead.fate;
  return node;
}

function sorenessLane(pen, top) {
  const { data, x, width } = pen;
  const tall = 46;
  const y = (value) => top + 12 + tall * (1 - value / data.most);
  const frame = [0, data.most].flatMap((value) => [el("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }), words(LEFT - 8, y(value) + 4, value, "scale", "end")]);
  const curve = el("polyline", { class: "curve", points: data.ratings.map((one) => `${x(one.at)},${y(one.value)}`).join(" ") });
  const dots = data.ratings.map((one) => button(pen, one, "rating", el("circle", { class: "hit", cx: x(one.at), cy: y(one.value), r: 12 }), el("circle", { class: "dot", cx: x(one.at), cy: y(one.value), r: 5 }), valued(pen, one, y(one.value))));
  return { name: "soreness", label: top + 16, bottom: top + 12 + tall, nodes: [...frame, curve, ...dots] };
}

// The number stands above its dot, or beside it where the line of now would lie on it.
function valued({ data, x }, one, y) {
  const close = Math.abs(x(one.at) - x(data.now.at)) < 8;
  return close ? words(x(one.at) - 9, y + 4, one.value, "value", "end") : words(x(one.at), y - 8, one.value, "value", "middle");
}

function saidLane(pen, top) {
  const bars = pen.data.marks.filter((mark) => mark.lane === "said").map((mark) => bar(pen, mark, top));
  return { name: "said", label: top + 12, bottom: top + 16, nodes: bars };
}

function bar(pen, mark, top) {
  const left = pen.x(mark.at);
  return button(pen, mark, `bar ${mark.kind}`, el("rect", { class: "hit", x: left - 6, y: top - 2, width: 12, height: 20 }), el("rect", { class: "body", x: left - 2, y: top, width: 4, height: 16, rx: 2 }));
}

function clinicLane(pen, top) {
  const { data, x } = pen;
  const bars = data.marks.filter((mark) => mark.lane === "clinic").map((mark) => bar(pen, mark, top));
  const placed = stacked(data.alerts, x, data.now.at);
  const levels = 1 + Math.max(-1, ...placed.map(({ level }) => level));
  const apart = Math.max(12, Math.min(26, TOWER / Math.max(levels, 1)));
  const rows = placed.map(({ alert, level }) => alarm(pen, alert, top + 32 + level * apart));
  return { name: "clinic", label: top + 12, bottom: top + 18 + (levels && 26 + (levels - 1) * apart), nodes: [...bars, ...rows.flat()] };
}

// Alarms that do not meet share a row; many at a time move closer together.
function stacked(alerts, x, now) {
  const taken = [];
  return alerts.map((alert) => {
    const last = Math.max(alert.seen ?? Math.max(now, alert.at), ...alert.rungs.map((rung) => rung.at));
    let level = taken.findIndex((end) => end <= x(alert.at) - 24);
    if (level < 0) level = taken.push(0) - 1;
    taken[level] = x(last) + 8;
    return { alert, level };
  });
}

// An alert is a line from when it was raised until somebody has seen it, with its rungs on it.
function alarm(pen, alert, y) {
  const { data, x } = pen;
  const end = alert.seen ?? Math.max(data.now.at, alert.at);
  const line = el("line", { class: "alarm", "data-tier": alert.tier, x1: x(alert.at), x2: Math.max(x(end), x(alert.at) + 2), y1: y, y2: y });
  const rungs = alert.rungs.filter((rung) => rung.at <= data.end).map((rung) => {
    const left = x(rung.at);
    return button(pen, rung, rung.ahead ? "rung ahead" : "rung", el("rect", { class: "hit", x: left - 5, y: y - 10, width: 10, height: 20 }), el("line", { class: "body", x1: left, x2: left, y1: y - 6, y2: y + 6 }));
  });
  const flag = button(pen, alert, alert.seen ? "alert seen" : "alert", el("g", { class: "shape", transform: `translate(${x(alert.at) - 12} ${y})` }, el("path", { d: "M12 0L3.6 -10.4A11 11 0 1 0 3.6 10.4z", class: "body" }), el("path", { class: "icon", d: ICONS.alert, transform: "scale(.8)" })));
  return [line, ...rungs, flag];
}
