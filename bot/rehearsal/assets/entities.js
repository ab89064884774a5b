// Text and its entities as DOM nodes. Everything is text or an element made here; no markup is ever parsed.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

function link(href) {
  const safe = /^https?:\/\//i.test(href);
  const element = document.createElement(safe ? "a" : "span");
  if (safe) Object.assign(element, { href, target: "_blank", rel: "noopener noreferrer" });
  return element;
}

function element(entity, inside, onCommand) {
  if (TAGS[entity.type]) return document.createElement(TAGS[entity.type]);
  if (entity.type === "text_link") return link(entity.url);
  if (entity.type === "url") return link(inside);
  if (entity.type === "spoiler") {
    return Object.assign(document.createElement("span"), { className: "spoiler", tabIndex: 0 });
  }
  if (entity.type === "bot_command") {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "command" });
    button.addEventListener("click", () => onCommand(inside));
    return button;
  }
  return document.createElement("span");
}

// Offsets count UTF-16 units, and so do JavaScript's strings. The outer entity comes first.
export function nodes(text, entities, onCommand) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fill = (parent, from, to, left) => {
    let at = from;
    while (left.length) {
      const [entity, ...rest] = left;
      if (entity.offset < at) { left = rest; continue; }
      const end = Math.min(entity.offset + entity.length, to);
      parent.append(text.slice(at, entity.offset));
      const made = element(entity, text.slice(entity.offset, end), onCommand);
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
