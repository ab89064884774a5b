// A picture of a phone or of the plan, as it stands on the page: drawn here, saved here, and sent nowhere.

import { notice } from "/act.js";
import { make } from "/dom.js";

const NS = "http://www.w3.org/2000/svg";
const [SHARP, MARGIN] = [2, 16];
const STILL = "* { animation: none !important; transition: none !important; scrollbar-color: transparent transparent !important }";
const NO_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f]/g;  // what no XML may hold

// The rules that hold now: a picture has no window that could be asked for its width or scheme.
const holding = (rules) => [...rules].flatMap((rule) => {
  if (!(rule instanceof CSSMediaRule)) return [rule.cssText];
  return matchMedia(rule.conditionText).matches ? holding(rule.cssRules) : [];
});

function style() {
  const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const rules = [...document.styleSheets].flatMap((sheet) => holding(sheet.cssRules));
  return [...rules, `:root { color-scheme: ${scheme} } ${STILL}`].join("\n");
}

const inside = (image) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.readAsDataURL(image);
});

// A copy knows neither how far one has scrolled, nor what one has written or chosen, nor any picture.
async function copied(node) {
  const copy = node.cloneNode(true);
  const copies = [...copy.querySelectorAll("*")];
  await Promise.all([...node.querySelectorAll("*")].map(async (one, place) => {
    const twin = copies[place];
    if (one.scrollTop) for (const child of twin.querySelectorAll(":scope > :not(.new-day), :scope > .new-day > *")) child.style.translate = `0 ${-one.scrollTop}px`;
    if (one instanceof HTMLTextAreaElement) twin.textContent = one.value;
    if (one instanceof HTMLOptionElement) twin.toggleAttribute("selected", one.selected);
    if (one instanceof HTMLImageElement && one.src) twin.src = await inside(await (await fetch(one.src)).blob());
  }));
  for (const one of copy.querySelectorAll("[data-aside]")) one.remove();
  return copy;
}

// What the node lies in decides on how it looks, and takes no room.
function surrounded(node, copy) {
  let whole = copy;
  for (let one = node.parentElement; one !== document.documentElement; one = one.parentElement) {
    const shell = one.cloneNode(false);
    shell.style.display = "contents";
    shell.append(whole);
    whole = shell;
  }
  return whole;
}

async function drawn(node) {
  const { width, height } = node.getBoundingClientRect();
  const copy = await copied(node);
  Object.assign(copy.style, { width: `${width}px`, height: `${height}px`, margin: 0, maxWidth: "none" });
  const svg = document.createElementNS(NS, "svg");
  const frame = document.createElementNS(NS, "foreignObject");
  for (const one of [svg, frame]) { one.setAttribute("width", width); one.setAttribute("height", height); }
  frame.append(surrounded(node, copy));
  svg.append(make("style", { textContent: style() }), frame);
  const text = new XMLSerializer().serializeToString(svg).replace(NO_TEXT, "").toWellFormed();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return painted(image, width, height);
}

// On the ground of the page, so that it is as light or dark on any slide.
function painted(image, width, height) {
  const canvas = make("canvas", { width: (width + 2 * MARGIN) * SHARP, height: (height + 2 * MARGIN) * SHARP });
  const pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, MARGIN * SHARP, MARGIN * SHARP, width * SHARP, height * SHARP);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

export async function save(node, name) {
  try {
    const href = URL.createObjectURL(await drawn(node));
    make("a", { href, download: `${name}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  } catch {
    notice("This browser cannot make a picture of that.");
  }
}
