// The conversation on a phone: only what has changed is drawn anew.

import { make } from "/dom.js";
import { drawn } from "/messages.js";
import { day } from "/times.js";

const NEAR = 120;
const ROOM = 12;  // pixels around what is pointed at, so that its ring is whole

export class Log {
  // Whoever reads the end goes on seeing it: also when a keyboard comes up or a picture arrives.
  constructor(node, on) {
    this.node = node;
    this.shown = new Map();
    this.pinned = true;
    this.pointed = null;
    this.read = false;  // whether the last of it is pointed at and longer than this is high: its beginning stays
    this.on = { ...on, grown: () => this.stay() };
    node.addEventListener("scroll", () => { this.pinned = this.fromEnd < NEAR; });
    new ResizeObserver(() => this.stay()).observe(node);
  }

  get fromEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }

  // What a bot says of itself to a stranger is read from its beginning.
  get end() {
    return this.shown.size ? this.node.scrollHeight : 0;
  }

  stay() {
    if (this.pinned && !this.read) this.node.scrollTop = this.end;
  }

  forget() {
    this.shown.clear();
    this.node.replaceChildren();
    this.pinned = true;
  }

  show(messages, zone, jump, ifEmpty) {
    this.zone = zone;
    const atEnd = this.pinned;
    this.leaveOut(messages);
    let before = null;
    messages.forEach((message, place) => { before = this.place(message, messages[place - 1], before, jump); });
    this.showEmpty(messages.length ? [] : ifEmpty.filter(Boolean));
    if (atEnd && !this.read) this.node.scrollTop = this.end;
  }

  leaveOut(messages) {
    const wanted = new Set(messages.map((message) => message.id));
    for (const [id, entry] of this.shown) if (!wanted.has(id)) { entry.node.remove(); this.shown.delete(id); }
  }

  place(message, previous, before, jump) {
    const key = JSON.stringify([message, previous?.mine, previous && day(previous.at, this.zone), this.zone]);
    const entry = this.shown.get(message.id);
    if (entry?.key === key) return entry.node;
    const node = drawn(message, previous, !jump && !entry, this.zone, this.on);
    if (entry) this.replace(entry.node, node);
    else if (before) before.after(node);
    else this.node.prepend(node);
    this.shown.set(message.id, { key, node });
    return node;
  }

  find(id) {
    return this.node.querySelector(`[data-message="${id}"]`);
  }

  // Point at one message, or at none, and keep it in sight while others come; a long one from its beginning.
  point(id) {
    const node = id === null ? null : this.find(id);
    for (const old of this.node.querySelectorAll(".pointed")) if (old !== node) old.classList.remove("pointed");
    const place = node && JSON.stringify([id, this.shown.size]);
    node?.classList.add("pointed");
    this.read = Boolean(node) && node.offsetHeight + 2 * ROOM > this.node.clientHeight && node === [...this.node.querySelectorAll(".message")].at(-1);
    if (node && this.pointed !== place) this.bring(node);
    this.pointed = place;
  }

  // The button that is about to be tapped.
  announce(id, label) {
    for (const old of this.node.querySelectorAll(".soon")) old.classList.remove("soon");
    const buttons = id === null ? [] : [...(this.find(id)?.querySelectorAll("button") ?? [])];
    const soon = buttons.find((button) => button.textContent === label);
    soon?.classList.add("soon");
    if (soon) this.bring(soon);
  }

  // Scroll this log alone, and not the page around it.
  bring(node) {
    const [here, there] = [this.node.getBoundingClientRect(), node.getBoundingClientRect()];
    const [above, below] = [there.top - ROOM - here.top, there.bottom + ROOM - here.bottom];
    if (above < 0 || there.height + 2 * ROOM > here.height) this.node.scrollTop += above;
    else if (below > 0) this.node.scrollTop += below;
    this.pinned = this.fromEnd < NEAR;
  }

  replace(old, node) {
    const label = old.contains(document.activeElement) ? document.activeElement.textContent : null;
    old.replaceWith(node);
    if (label === null) return;
    const again = [...node.querySelectorAll("button")].find((button) => button.textContent === label);
    if (again) again.focus({ preventScroll: true });
    else this.on.settle();
  }

  // What the bot says of itself before the first word, as in Telegram, and below it what this page says.
  showEmpty(texts) {
    const empty = this.node.querySelector(".empty");
    if ((empty?.dataset.texts ?? "[]") === JSON.stringify(texts)) return;
    empty?.remove();
    if (!texts.length) return;
    const parts = texts.map((textContent, place) => make("p", { textContent, className: place < texts.length - 1 ? "about" : "" }));
    const drawn = make("div", { className: "empty" }, ...parts);
    drawn.dataset.texts = JSON.stringify(texts);
    this.node.append(drawn);
  }
}
