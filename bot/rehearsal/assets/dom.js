// Elements: found, made, and made anew only where something has changed.

export const $ = (id) => document.getElementById(id);

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// A button that is drawn anew between press and release loses the click: draw only what has changed.
export function changes() {
  const before = new Map();
  return (what, value) => {
    const key = JSON.stringify(value);
    const changed = before.get(what) !== key;
    before.set(what, key);
    return changed;
  };
}
