// Sends the page's POST forms so that nothing typed is lost when the session has ended or the connection is cut.
//
// What the server promises (wasl/web/sessions.py, wasl/web/views.py):
//   Every request made here carries "X-Requested-By: wasl" and "X-Wasl-Who: <account> <posting>", as the page was made
//   (attribute data-who of the body). To such a request the server answers
//     204 + "X-Go-To: address"   where it would have redirected;
//     401                        when nobody is signed in any more;
//     409                        when someone else is, or another posting is in force: nothing was done;
//     anything else              a page, shown in place of this one (422: the form with its errors).
//   GET /who/ gives {who: "<account> <posting>", csrf: token}, or 401.
//   The hidden field "command_id" makes sending the same form twice harmless.
// The form waits in this tab only: nothing is written to the browser's storage. It is sent again as soon as the same
// account is signed in under the same posting (in another tab), or the connection is back. A form with the
// attribute data-plain is left to the browser.

import { wake } from "./forms.js";
import { say } from "./say.js";

const waiting = new Set();

const body = () => document.body.dataset;
export const headers = () => ({ "X-Requested-By": "wasl", "X-Wasl-Who": body().who });

function showWaiting() {
  const pill = document.getElementById("to-send");
  if (!pill) return;
  pill.classList.toggle("pill-due", waiting.size > 0);
  pill.textContent = waiting.size ? `${body().saysWaiting} (${waiting.size})` : `\u2713 ${body().saysSent}`;
  pill.hidden = false;
}

function wait(form, reason) {
  waiting.add(form);
  showWaiting();
  const dialog = document.getElementById("sign-in-again");
  if (reason === "signed-out" && dialog) dialog.showModal();
  else {
    wake(form);
    say(body().saysOffline);
  }
}

function keepPage(form) {
  waiting.delete(form);
  showWaiting();
}

async function show(answer) {
  const type = answer.headers.get("Content-Type") || "";
  if (!type.startsWith("text/html")) return save(answer);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.dir = page.documentElement.dir;
  window.htmx?.process(document.body);
  window.scrollTo(0, 0);
  document.dispatchEvent(new Event("wasl:page"));
}

async function save(answer) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = /filename="?([^";]+)/.exec(answer.headers.get("Content-Disposition") || "")?.[1] ?? "";
  link.click();
  URL.revokeObjectURL(link.href);
}

async function who() {
  const answer = await fetch("/who/", { headers: headers(), cache: "no-store" });
  return answer.ok ? answer.json() : null;
}

// Whether the account and the posting of this page are in force again; takes over their new secret mark.
async function sameAgain(form) {
  const now = await who();
  if (!now) return "signed-out";
  if (now.who !== body().who) return "other";
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = now.csrf;
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": now.csrf, ...headers() }));
  return form ? "same" : "";
}

async function refused(form, pressed, tries) {
  const state = await sameAgain(form);
  if (state === "same" && tries > 0) return send(form, pressed, tries - 1);
  if (state === "signed-out") return wait(form, state);
  keepPage(form);
  wake(form);
  return say(body().saysOtherAccount);
}

async function send(form, pressed, tries = 1) {
  const content = new FormData(form, pressed?.name ? pressed : undefined);
  form.waslPressed = pressed;
  const address = pressed?.getAttribute("formaction") || form.getAttribute("action") || window.location.href;
  try {
    const answer = await fetch(address, { method: "POST", body: content, headers: headers() });
    if (answer.status === 401 || answer.status === 409) return await refused(form, pressed, tries);
    keepPage(form);
    const goTo = answer.headers.get("X-Go-To");
    if (goTo) return window.location.assign(goTo);
    return await show(answer);
  } catch {
    return wait(form, "offline");
  }
}

async function sendWaiting() {
  for (const form of [...waiting]) {
    const state = await sameAgain(form).catch(() => "offline");
    if (state === "same") {
      document.getElementById("sign-in-again")?.close();
      await send(form, form.waslPressed, 0);
    } else if (state === "other") {
      document.getElementById("sign-in-again")?.close();
      keepPage(form);
      wake(form);
      say(body().saysOtherAccount);
    }
  }
}

function mayBeSentHere(form) {
  return body().who && !("plain" in form.dataset) && !form.hasAttribute("hx-post") && form.getAttribute("method") === "post";
}

export function start() {
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !mayBeSentHere(event.target)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-try-again]")) sendWaiting();
  });
  window.addEventListener("online", sendWaiting);
  window.addEventListener("focus", () => { if (waiting.size) sendWaiting(); });
  window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
  document.addEventListener("wasl:page", showWaiting);
  if (body().who) showWaiting();
}
