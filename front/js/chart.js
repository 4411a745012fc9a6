// Draws the charts of a page: <div class="chart" data-chart="ID"></div> with <script type="application/json" id="ID">.
import { BarChart, LineChart, MapChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapPiecewiseComponent } from "echarts/components";
import { init, registerMap, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { optionFor, room } from "./options.js";
import { features } from "./topojson.js";

use([BarChart, LineChart, MapChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapPiecewiseComponent, SVGRenderer]);

// How to take down what was drawn, when the page is shown anew.
const drawn = [];

function look(box) {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"), muted: read("--muted"), line: read("--line"), card: read("--card"), accent: read("--accent"),
    width: box.clientWidth, height: box.clientHeight,
    font: read("--font"), mirrored: document.documentElement.dir === "rtl",
  };
}

async function shapes(spec) {
  if (spec.kind !== "map") return;
  // GeoJSON, or TopoJSON of which "#05.081" keeps the shapes whose code begins so.
  const [address, within] = spec.shapes.split("#");
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`shapes ${answer.status}`);
  const found = await answer.json();
  registerMap(spec.shapes, found.type === "Topology" ? features(found, within) : found);
}

async function draw(box) {
  const spec = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  await shapes(spec);
  const chart = init(box, null, { renderer: "svg" });
  chart.setOption(optionFor(spec, look(box)));
  if (spec.links) chart.on("click", (event) => { const to = spec.links[event.data?.code ?? event.name]; if (to) window.location.assign(to); });
  const watcher = new ResizeObserver(() => { if (box.isConnected && box.clientWidth) chart.resize(); });
  watcher.observe(box);
  drawn.push(() => { watcher.disconnect(); chart.dispose(); });
}

function drawAll() {
  while (drawn.length) drawn.pop()();
  for (const box of document.querySelectorAll("[data-chart]")) {
    // The table beside the chart says the same thing, so a chart that cannot be drawn only leaves its place empty.
    draw(box).catch(() => { box.hidden = true; });
  }
}

document.addEventListener("wasl:page", drawAll);
drawAll();
