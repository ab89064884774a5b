// Times as the clocks of the rehearsal's zone show them.

const formats = new Map();
let zone = "UTC";

export function setZone(name) {
  if (name !== zone) formats.clear();
  zone = name;
}

function told(at, options) {
  const kind = Object.keys(options).join();
  if (!formats.has(kind)) formats.set(kind, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(kind).format(at);
}

export const day = (at) => told(at, { weekday: "long", day: "numeric", month: "long" });
export const clockTime = (at) => told(at, { hour: "2-digit", minute: "2-digit" });
