// The conversation on a phone: only what has changed is drawn anew.

import { make } from "/dom.js";
import { drawn } from "/messages.js";
import { day } from "/times.js";

const NEAR = 120;

export class Log {
  // Whoever reads the end goes on seeing it: also when a keyboard comes up or a picture arrives.
  constructor(node, on) {
    this.node = node;
    this.shown = new Map();
    this.pinned = true;
    this.on = { ...on, grown: () => this.stay() };
    node.addEventListener("scroll", () => { this.pinned = this.fromEnd < NEAR; });
    new ResizeObserver(() => this.stay()).observe(node);
  }

  get fromEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }

  stay() {
    if (this.pinned) this.node.scrollTop = this.node.scrollHeight;
  }

  forget() {
    this.shown.clear();
    this.node.replaceChildren();
    this.pinned = true;
  }

  show(messages, jump, ifEmpty) {
    const atEnd = this.pinned;
    this.leaveOut(messages);
    let before = null;
    messages.forEach((message, place) => { before = this.place(message, messages[place - 1], before, jump); });
    this.showEmpty(messages.length ? [] : ifEmpty.filter(Boolean));
    if (atEnd) this.node.scrollTop = this.node.scrollHeight;
  }

  leaveOut(messages) {
    const wanted = new Set(messages.map((message) => message.id));
    for (const [id, entry] of this.shown) if (!wanted.has(id)) { entry.node.remove(); this.shown.delete(id); }
  }

  place(message, previous, before, jump) {
    const key = JSON.stringify([message, previous?.mine, previous && day(previous.at)]);
    const entry = this.shown.get(message.id);
    if (entry?.key === key) return entry.node;
    const node = drawn(message, previous, !jump && !entry, this.on);
    if (entry) this.replace(entry.node, node);
    else if (before) before.after(node);
    else this.node.prepend(node);
    this.shown.set(message.id, { key, node });
    return node;
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
