// One message as DOM nodes.

import { make } from "/dom.js";
import { nodes } from "/entities.js";
import { picture } from "/pictures.js";
import { clockTime, day } from "/times.js";

// `on` holds what can be done with a message.
export function drawn(message, previous, fresh, zone, on) {
  const node = make("div", { className: "message" }, bubble(message, zone, on));
  node.dataset.message = message.id;
  node.classList.toggle("mine", message.mine);
  node.classList.toggle("turn", previous?.mine !== message.mine);
  node.classList.toggle("fresh", fresh);
  node.classList.toggle("pictured", Boolean(message.photo));
  if (message.buttons.length) node.append(keyboard(message, on));
  if (previous && day(previous.at, zone) === day(message.at, zone)) return node;
  return make("div", { className: "new-day" }, make("div", { className: "day", textContent: day(message.at, zone) }), node);
}

function bubble(message, zone, on) {
  const parts = [];
  if (message.forwarded) parts.push(make("div", { className: "from", textContent: `Forwarded from ${message.forwarded}` }));
  if (message.photo) parts.push(picture(message.photo, on, message.id));
  if (message.document) parts.push(file(message.document));
  if (message.stub) parts.push(make("div", { className: message.sticker ? "sticker" : "stub", textContent: message.stub }));
  if (message.text) parts.push(make("div", { className: "words" }, nodes(message.text, message.entities, on)));
  return make("div", { className: "bubble" }, ...parts, foot(message, zone, on));
}

function file({ src, name, bytes }) {
  const size = bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`;
  return make("a", { className: "file", href: src, download: name }, make("span", {}, name, make("small", { textContent: size })));
}

function foot(message, zone, on) {
  const line = make("div", { className: "foot" });
  if (message.editable) {
    const button = make("button", { type: "button", textContent: "Edit" });
    button.addEventListener("click", () => on.edit(message));
    line.append(button);
  }
  if (message.edited) line.append(make("span", { textContent: "edited" }));
  line.append(make("time", { dateTime: new Date(message.at).toISOString(), textContent: clockTime(message.at, zone) }));
  return line;
}

function keyboard(message, on) {
  const rows = message.buttons.map((row) => {
    const keys = row.map((key) => {
      const button = make("button", { type: "button", textContent: key.label, className: key.href ? "leads" : "" });
      button.addEventListener("click", () => on.tap(message, key, button));
      return button;
    });
    return make("div", { className: row.length > 4 ? "row many" : "row" }, ...keys);
  });
  return make("div", { className: "keys" }, ...rows);
}
