// Times as the clocks of a zone show them.

const formats = new Map();

function told(at, zone, options) {
  const kind = `${zone} ${Object.keys(options)}`;
  if (!formats.has(kind)) formats.set(kind, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(kind).format(at);
}

// Asked for every bubble at every change; within a quarter of an hour it is the same day in every zone.
const days = new Map();

export function day(at, zone) {
  const quarter = `${zone} ${Math.floor(at / 900_000)}`;
  if (!days.has(quarter)) days.set(quarter, told(at, zone, { weekday: "long", day: "numeric", month: "long" }));
  return days.get(quarter);
}

// With its year, where that is not the one in which somebody looks.
export function dayAndYear(at, zone) {
  const year = told(at, zone, { year: "numeric" });
  return year === String(new Date().getFullYear()) ? day(at, zone) : `${day(at, zone)} ${year}`;
}

export const weekday = (at, zone) => told(at, zone, { weekday: "short" });
export const clockTime = (at, zone) => told(at, zone, { hour: "2-digit", minute: "2-digit" });

// "America/Argentina/Buenos_Aires" is in everybody's words Buenos Aires.
export const placeOf = (zone) => zone.split("/").at(-1).replaceAll("_", " ");
