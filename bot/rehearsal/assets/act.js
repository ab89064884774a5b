// Words to the server, and what it says back to the person at the page.

import { $ } from "/dom.js";

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

export function notice(text) {
  $("notice").textContent = text;
}
