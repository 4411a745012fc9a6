// "Hide now": one press, or Escape twice, leaves for a neutral page; the page left cannot be reached with "back".

export function start() {
  const button = document.querySelector("[data-hide-now]");
  if (!button) return;
  const leave = () => {
    document.documentElement.hidden = true;
    window.location.replace(button.dataset.hideNow);
  };
  let last = 0;
  button.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 600) leave();
    last = event.timeStamp;
  });
}
