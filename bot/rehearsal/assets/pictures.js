// Pictures at a size at which a phone's camera can read what is on them.

import { $, make } from "/dom.js";

const LEAST = 240;

// The squares of a QR code stay sharp when it is enlarged.
function sized(image, photo, scale) {
  image.width = Math.round(photo.width * scale);
  image.height = Math.round(photo.height * scale);
  image.classList.toggle("enlarged", scale >= 2);
}

export function picture(photo, on) {
  const image = make("img", { src: photo.src, alt: "" });
  sized(image, photo, Math.max(1, Math.ceil(LEAST / photo.width)));
  image.addEventListener("load", on.grown);
  const button = make("button", { type: "button", className: "picture" }, image);
  button.setAttribute("aria-label", "Show the picture large");
  button.addEventListener("click", () => enlarge(photo));
  return button;
}

function enlarge(photo) {
  const fitting = Math.min((innerWidth * 0.92) / photo.width, (innerHeight * 0.9) / photo.height);
  const image = $("large-picture");
  image.src = photo.src;
  sized(image, photo, fitting);
  $("large").showModal();
}

$("large-close").addEventListener("click", () => $("large").close());
