// Words to the server, and passing words to the person at the page.

export const $ = (id) => document.getElementById(id);
let toastTimer = 0;

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

export function passingToast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  $("toast").hidden = false;
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 3500);
}

export function openAlert(text) {
  $("alert-words").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}
