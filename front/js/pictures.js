// Brings the drawing script (200 kB) to pages with a chart. On a weak line it waits to be asked: the table says it all.

function isWeak() {
  const line = navigator.connection;
  return Boolean(line && (line.saveData || /2g|3g/.test(line.effectiveType || "")));
}

function bring() {
  const address = document.body.dataset.chartScript;
  document.querySelectorAll("[data-draw]").forEach((button) => button.remove());
  if (document.querySelector(`script[src="${address}"]`)) return;
  const script = document.createElement("script");
  script.src = address;
  document.head.append(script);
}

function offer(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.dataset.draw = "";
  button.textContent = document.body.dataset.saysDraw;
  button.addEventListener("click", bring);
  box.before(button);
}

export function look() {
  const boxes = document.querySelectorAll("[data-chart]");
  if (!boxes.length || document.querySelector(`script[src="${document.body.dataset.chartScript}"]`)) return;
  if (isWeak()) boxes.forEach(offer);
  else bring();
}
