// What every page does in the browser. Nothing personal is ever kept here.
import "htmx.org";
import { start as startDrafts } from "./draft.js";
import { start as startForms } from "./forms.js";
import { start as startHide } from "./hide.js";
import { look as lookForPictures } from "./pictures.js";
import { say } from "./say.js";
import { start as startSending } from "./send.js";

function closeOpenMenus(event) {
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

function focusWhatMatters() {
  document.querySelector("[data-focus]")?.focus();
}

document.addEventListener("click", closeOpenMenus);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.drop[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A fragment that could not be had says so in a calm line; the page stays as it was.
document.addEventListener("htmx:after:request", (event) => {
  const status = event.detail?.ctx?.response?.raw?.status ?? event.detail?.ctx?.response?.status;
  const says = document.body.dataset;
  if (status === 401) document.getElementById("sign-in-again")?.showModal();
  else if (status === 409) say(says.saysOtherAccount);
  else if (status === 403) say(says.saysRefused);
  else if (status >= 400 && status !== 422) say(says.saysFailed);
});
document.addEventListener("htmx:error", () => { if (!navigator.onLine) say(document.body.dataset.saysOffline); });
document.addEventListener("wasl:page", settle);
window.addEventListener("resize", openWideTables);
document.addEventListener("htmx:after:swap", openWideTables);

// A table wider than its place can be scrolled with the keyboard too.
function openWideTables() {
  for (const box of document.querySelectorAll(".table-responsive:not([tabindex])")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
}

function settle() {
  focusWhatMatters();
  openWideTables();
  lookForPictures();
}

function ready() {
  startForms();
  startSending();
  startDrafts();
  startHide();
  settle();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
else ready();
