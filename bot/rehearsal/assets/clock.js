// The clock: it ticks, runs where time is let pass, and shows both zones where there are two.

import { outdate } from "/act.js";
import { $ } from "/dom.js";
import { clockTime, dayAndYear, placeOf } from "/times.js";

const A_LEAP = 700;  // milliseconds in which the hands run to where they were set
const [MORNING, EVENING] = [7, 20];  // hours between which a sun stands beside the clock
const still = matchMedia("(prefers-reduced-motion: reduce)");
let told = null;
let from = null;  // where the hands were when they were set, and when that was
let drawing = false;

export function setClock({ now, start, story }) {
  const at = performance.now();
  const shown = told ? hands(at) : now;
  const sweep = story?.sweep ?? null;
  const leaps = told && Math.abs(now - shown) > 2000 && now > shown && !told.sweep;
  from = leaps && !still.matches ? { shown, at } : null;
  told = { now, at, sweep, zone: start.zone, there: start.patients };
  draw();
}

// It stands where it is, until it is set again.
export function stopClock() {
  if (!told) return;
  told = { ...told, now: hands(performance.now()), sweep: null, stands: true };
  from = null;
  draw();
}

// What the clock shows at this moment of the page.
function hands(at) {
  if (told.stands) return told.now;
  const passed = at - told.at;
  if (told.sweep) {
    const share = Math.min(1, passed / (told.sweep.seconds * 1000));
    return told.now + (told.sweep.to - told.now) * share;
  }
  if (!from) return told.now + passed;
  const share = Math.min(1, (at - from.at) / A_LEAP);
  if (share === 1) from = null;
  return from ? from.shown + (told.now + passed - from.shown) * (1 - (1 - share) ** 3) : told.now + passed;
}

function put(name, text) {
  if ($(name).textContent !== text) $(name).textContent = text;
}

function draw() {
  if (!told) return;
  const { zone, there } = told;
  const now = hands(performance.now());
  put("now-time", clockTime(now, zone));
  outdate(clockTime(now, zone));
  $("now-time").dateTime = new Date(now).toISOString();
  const hour = Number(clockTime(now, zone).slice(0, 2));
  $("daylight").classList.toggle("night", hour < MORNING || hour >= EVENING);
  put("now-day", dayAndYear(now, zone));
  put("zone", zone === there ? placeOf(zone) : `at the clinic in ${placeOf(zone)}`);
  $("elsewhere").hidden = zone === there;
  put("now-there", clockTime(now, there));
  put("day-there", dayAndYear(now, there));
  put("zone-there", `with the patient in ${placeOf(there)}`);
  if ((told.sweep || from) && !drawing) {
    drawing = true;
    requestAnimationFrame(() => { drawing = false; draw(); });
  }
}

setInterval(draw, 1000);
