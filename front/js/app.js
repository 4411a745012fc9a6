// What every page does in the browser. Nothing personal is ever kept here.
import "htmx.org";
import { start as startForms } from "./forms.js";
import { start as startHide } from "./hide.js";

function closeOpenMenus(event) {
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

document.addEventListener("click", closeOpenMenus);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.drop[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

function ready() {
  startForms();
  startHide();
  document.querySelector("[data-focus]")?.focus();
  document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
else ready();
