// Pictures at a size at which a phone's camera can read what is on them.

import { $, make } from "/dom.js";

const LEAST = 240;

// The squares of a QR code stay sharp when it is enlarged.
function sized(image, photo, scale) {
  image.width = Math.round(photo.width * scale);
  image.height = Math.round(photo.height * scale);
  image.classList.toggle("enlarged", scale >= 2);
}

export function picture(photo, on, id) {
  const image = make("img", { src: photo.src, alt: "" });
  sized(image, photo, Math.max(1, Math.ceil(LEAST / photo.width)));
  image.addEventListener("load", on.grown);
  const button = make("button", { type: "button", className: "picture" }, image);
  button.setAttribute("aria-label", "Show the picture large");
  button.addEventListener("click", () => { enlarge(photo); on.large(id); });
  return button;
}

// Another phone may be held before it, where there is a code on it.
export function offerScan(people, then) {
  const buttons = people.map((person) => {
    const button = make("button", { type: "button", className: "primary", textContent: `Scan it as ${person.name}` });
    button.addEventListener("click", () => { $("large").close(); then(person.id); });
    return button;
  });
  $("large-scan").replaceChildren(...buttons);
  $("large-scan").hidden = false;
}

function enlarge(photo) {
  const fitting = Math.min((innerWidth * 0.92) / photo.width, (innerHeight * 0.82) / photo.height);
  const image = $("large-picture");
  image.src = photo.src;
  sized(image, photo, fitting);
  $("large-scan").hidden = true;
  $("large").showModal();
}

$("large-close").addEventListener("click", () => $("large").close());
