// "Hide now": one press, or Escape twice, leaves for a neutral page; the page left cannot be reached with "back".

function leave(button) {
  document.documentElement.hidden = true;
  window.location.replace(button.dataset.hideNow);
}

export function start() {
  let last = 0;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-hide-now]");
    if (!button) return;
    event.preventDefault();
    leave(button);
  });
  document.addEventListener("keydown", (event) => {
    const button = document.querySelector("[data-hide-now]");
    if (event.key !== "Escape" || !button) return;
    if (event.timeStamp - last < 600) leave(button);
    last = event.timeStamp;
  });
}
