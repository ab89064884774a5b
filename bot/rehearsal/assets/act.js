// Words to the server, and what it says back to the person at the page.

import { $ } from "/dom.js";

const TOLD = /^It is now \w+ (\d\d:\d\d)\.$/;

export async function act(what) {
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch("/do", { method: "POST", headers, body: JSON.stringify(what) });
    const told = await response.json();
    if (told.say) notice(told.say);
    return response.ok ? told : null;
  } catch {
    notice("The rehearsal is not running any more.");
    return null;
  }
}

let agreed = false;  // whether the clock has shown the time that is told

export function notice(text) {
  agreed = false;
  $("notice").textContent = text;
}

export function unsay(text) {
  if ($("notice").textContent === text) notice("");
}

// What time it was is no news any more once the clock, having shown it, shows another.
export function outdate(time) {
  const [, said] = $("notice").textContent.match(TOLD) ?? [];
  if (said === time) agreed = true;
  else if (said && agreed) notice("");
}
