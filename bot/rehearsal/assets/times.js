// Times as the clocks of a zone show them.

const formats = new Map();

function told(at, zone, options) {
  const kind = `${zone} ${Object.keys(options)}`;
  if (!formats.has(kind)) formats.set(kind, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(kind).format(at);
}

export const day = (at, zone) => told(at, zone, { weekday: "long", day: "numeric", month: "long" });
export const weekday = (at, zone) => told(at, zone, { weekday: "short" });
export const clockTime = (at, zone) => told(at, zone, { hour: "2-digit", minute: "2-digit" });

// "America/Argentina/Buenos_Aires" is in everybody's words Buenos Aires.
export const placeOf = (zone) => zone.split("/").at(-1).replaceAll("_", " ");
