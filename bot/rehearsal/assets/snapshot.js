// A picture of a phone or of the plan, as it stands on the page: drawn here, saved here, and sent nowhere.

import { notice } from "/act.js";
import { make } from "/dom.js";

const NS = "http://www.w3.org/2000/svg";
const [SHARP, MARGIN] = [2, 16];
const TALLEST = 7000;  // of one picture; a longer conversation is several
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
async function copied(node, whole) {
  const copy = node.cloneNode(true);
  const copies = [...copy.querySelectorAll("*")];
  await Promise.all([...node.querySelectorAll("*")].map(async (one, place) => {
    const twin = copies[place];
    if (one.scrollTop && one !== whole) for (const child of twin.querySelectorAll(":scope > :not(.new-day), :scope > .new-day > *")) child.style.translate = `0 ${-one.scrollTop}px`;
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

async function drawn(node, whole) {
  const { width, height: seen } = node.getBoundingClientRect();
  const height = Math.ceil(seen + (whole ? whole.scrollHeight - whole.clientHeight : 0));
  const copy = await copied(node, whole);
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
  const parts = Array.from({ length: Math.ceil(height / TALLEST) }, (_, place) => place * TALLEST);
  return Promise.all(parts.map((from) => painted(image, width, from, Math.min(TALLEST, height - from))));
}

// On the ground of the page, so that it is as light or dark on any slide.
function painted(image, width, from, height) {
  const canvas = make("canvas", { width: (width + 2 * MARGIN) * SHARP, height: (height + 2 * MARGIN) * SHARP });
  const pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, from, width, height, MARGIN * SHARP, MARGIN * SHARP, width * SHARP, height * SHARP);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// Of what is seen of the node; or, where `whole` is a part of it that scrolls, with all of that.
export async function save(node, name, whole = null) {
  try {
    const pictures = await drawn(node, whole);
    pictures.forEach((picture, place) => {
      const href = URL.createObjectURL(picture);
      make("a", { href, download: pictures.length > 1 ? `${name}-${place + 1}.png` : `${name}.png` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 10_000);
    });
  } catch {
    notice("This browser cannot make a picture of that.");
  }
}
