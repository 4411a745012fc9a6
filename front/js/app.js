// What every page does in the browser. Nothing personal is ever kept here.
import "htmx.org";
import { look as lookForQuestions, start as startAsking } from "./asking.js";
import { start as startDrafts } from "./draft.js";
import { start as startForms } from "./forms.js";
import { start as startHide } from "./hide.js";
import { look as lookForPictures } from "./pictures.js";
import { look as lookForRecorders } from "./record.js";
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
document.addEventListener("click", (event) => { if (event.target.closest?.("[data-print]")) window.print(); });
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

// On a phone the filters of a list fold up behind one button; the first stays.
function foldFilters() {
  if (!window.matchMedia("(max-width: 47.99rem)").matches) return;
  for (const form of document.querySelectorAll("form.filters:not([data-folded])")) {
    if (form.querySelectorAll(".field, .form-control, .form-select").length < 3) continue;
    form.dataset.folded = "";
    form.classList.add("is-folded");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.dataset.fold = "";
    button.textContent = document.body.dataset.saysFilter;
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const folded = form.classList.toggle("is-folded");
      button.setAttribute("aria-expanded", String(!folded));
    });
    const first = form.firstElementChild;
    (first.matches(".visually-hidden") ? first.nextElementSibling : first).after(button);
  }
}

function settle() {
  foldFilters();
  focusWhatMatters();
  openWideTables();
  lookForPictures();
  lookForQuestions();
  lookForRecorders();
}

function ready() {
  startForms();
  startSending();
  startDrafts();
  startAsking();
  startHide();
  settle();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
else ready();
