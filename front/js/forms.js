// A second press does nothing twice: the button rests while a form travels, and the server knows the form by the
// hidden field "command_id" that it filled itself.

function buttonsOf(form) {
  return form.querySelectorAll("button:not([type=button]), input[type=submit]");
}

function rest(form) {
  // After this turn of the event loop, so that the pressed button's own name and value still travel.
  setTimeout(() => {
    for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
  });
}

export function wake(form) {
  delete form.dataset.sent;
  for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
}

// The browser's own file control speaks the browser's language; the page's words stand over it.
function speakFiles() {
  for (const box of document.querySelectorAll(".file:not(.is-spoken)")) {
    box.classList.add("is-spoken");
    const name = box.querySelector(".file-name");
    const none = name.textContent;
    const input = box.querySelector("input");
    const tell = () => { name.textContent = input.files.length ? input.files[0].name : none; };
    input.addEventListener("change", tell);
    tell();
  }
}

export function start() {
  speakFiles();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ((form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "1";
    rest(form);
  }, true);
  // A page taken back from the browser's memory must be usable again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(wake);
  });
  document.addEventListener("htmx:after:swap", speakFiles);
  document.addEventListener("wasl:page", speakFiles);
  document.addEventListener("htmx:after:request", () => {
    document.querySelectorAll("form[data-sent]").forEach(wake);
  });
}
