// Keeps what is typed in <form data-draft="ADDRESS"> on the server, per account, a moment after the last key.
//
// What the server promises: POST ADDRESS with the form's fields (urlencoded; never passwords, files, the secret mark or
// the command's id) answers 204; anything else leaves the last draft as it was. The page that shows the form fills it
// from the draft itself; the command that succeeds drops the draft. Nothing is kept in the browser.

import { headers } from "./send.js";

const PAUSE = 1500;
const NEVER = new Set(["csrfmiddlewaretoken", "command_id"]);
const timers = new WeakMap();

function fields(form) {
  const content = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const field = form.elements.namedItem(name);
    if (typeof value === "string" && !NEVER.has(name) && field?.type !== "password") content.append(name, value);
  }
  return content;
}

async function keep(form, options = {}) {
  timers.delete(form);
  if (form.dataset.sent) return;
  const mark = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const note = form.querySelector("[data-draft-note]");
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST", body: fields(form), headers: { "X-CSRFToken": mark, ...headers() }, ...options,
    });
    if (note) note.textContent = answer.ok ? document.body.dataset.saysSaved : "";
  } catch {
    if (note) note.textContent = "";
  }
}

export function start() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (!form) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), PAUSE));
  });
  // Leaving the page with something not yet kept: a last word that outlives it.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const form of document.querySelectorAll("form[data-draft]")) {
      if (timers.has(form)) {
        clearTimeout(timers.get(form));
        keep(form, { keepalive: true });
      }
    }
  });
}
