// Text and its entities as DOM nodes. Everything is text or an element made here; no markup is ever parsed.

import { make } from "/dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// A link is followed only through `on.follow`, which asks first; also where it would open in a new tab.
function link(entity, on) {
  const element = make("a", { href: entity.href, rel: "noopener noreferrer" });
  const follow = (event) => { event.preventDefault(); on.follow(entity); };
  element.addEventListener("click", follow);
  element.addEventListener("auxclick", (event) => { if (event.button === 1) follow(event); });
  return element;
}

function element(entity, inside, on) {
  if (TAGS[entity.type]) return make(TAGS[entity.type]);
  if (/^(https?|tg):/i.test(entity.href ?? "")) return link(entity, on);
  if (entity.type === "spoiler") return make("span", { className: "spoiler", tabIndex: 0 });
  if (entity.type !== "bot_command") return make("span");
  const button = make("button", { type: "button", className: "command" });
  button.addEventListener("click", () => on.say(inside));
  return button;
}

// Offsets count UTF-16 units, and so do JavaScript's strings. The outer entity comes first.
export function nodes(text, entities, on) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fill = (parent, from, to, left) => {
    let at = from;
    while (left.length) {
      const [entity, ...rest] = left;
      if (entity.offset < at) { left = rest; continue; }
      const end = Math.min(entity.offset + entity.length, to);
      parent.append(text.slice(at, entity.offset));
      const made = element(entity, text.slice(entity.offset, end), on);
      fill(made, entity.offset, end, rest.filter((e) => e.offset < end));
      parent.append(made);
      at = end;
      left = rest.filter((e) => e.offset >= end);
    }
    parent.append(text.slice(at, to));
    return parent;
  };
  return fill(document.createDocumentFragment(), 0, text.length, ordered);
}
