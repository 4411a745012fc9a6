// Turns a page's own description of a chart into an ECharts option. Descriptions:
//   {kind: "bar"|"line", title, categories: [text], series: [{name, values: [number|null]}], unit, lying: bool}
//   {kind: "map", title, shapes: address of GeoJSON, property: "code", values: [{code, name, value|null}],
//    classes: [{from, to, label}], missing: text, unit}
// A null is "not known": a gap in a line, hatched on a map, never a zero.

const DASHES = ["solid", "dashed", "dotted", [12, 4, 2, 4]];
const SERIES = ["#0f5c58", "#c98a1b", "#5a6fb0", "#8f4410", "#6b8f3a", "#7a4b86"];
const CLASSES = ["#e3efe9", "#b3d5cb", "#76b3a8", "#36847d", "#0d4d4a"];
const HATCH = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: "rgba(90,100,98,.75)" };

export function grouped(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  const [whole, part] = String(Math.abs(value)).split(".");
  const sign = value < 0 ? "\u2212" : "";
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (part ? `,${part}` : "");
}

function common(spec, look) {
  return {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.ink, fontSize: 14 },
    aria: { enabled: true, label: { description: spec.title }, decal: { show: spec.kind !== "line" } },
    tooltip: {
      confine: true, backgroundColor: look.card, borderColor: look.line, textStyle: { color: look.ink },
      renderMode: "richText", valueFormatter: (value) => `${grouped(value)} ${spec.unit ?? ""}`.trim(),
    },
  };
}

function categoryAxis(spec, look) {
  return {
    type: "category", data: spec.categories, inverse: spec.lying ? true : look.mirrored,
    position: spec.lying && look.mirrored ? "right" : undefined,
    axisLine: { lineStyle: { color: look.line } }, axisTick: { show: false },
    axisLabel: { color: look.ink, fontSize: 13, hideOverlap: true, width: spec.lying ? 150 : undefined, overflow: spec.lying ? "break" : undefined },
  };
}

function valueAxis(spec, look) {
  return {
    type: "value", name: spec.lying ? undefined : spec.unit, nameTextStyle: { color: look.muted }, inverse: look.mirrored && Boolean(spec.lying),
    position: look.mirrored && !spec.lying ? "right" : undefined,
    axisLabel: { color: look.muted, fontSize: 13, hideOverlap: true, formatter: grouped }, splitLine: { lineStyle: { color: look.line } },
  };
}

function axes(spec, look) {
  const labelled = spec.series.length === 1 || spec.categories.length <= 8;
  // Where the axis ends its last label reaches out by half its width.
  const far = spec.lying ? 64 : 34;
  return {
    ...common(spec, look),
    color: SERIES,
    grid: { left: look.mirrored ? far : 12, right: look.mirrored ? 12 : far, top: spec.series.length > 1 ? 72 : 40, bottom: 8, containLabel: true },
    legend: { show: spec.series.length > 1, top: 0, [look.mirrored ? "right" : "left"]: 0, textStyle: { color: look.ink } },
    [spec.lying ? "yAxis" : "xAxis"]: categoryAxis(spec, look),
    [spec.lying ? "xAxis" : "yAxis"]: valueAxis(spec, look),
    series: spec.series.map((one, rank) => ({
      type: spec.kind, name: one.name, data: one.values, connectNulls: false, barMaxWidth: 36, symbolSize: 7,
      // A line is told from another without its colour, too.
      lineStyle: spec.kind === "line" ? { type: DASHES[rank % DASHES.length] } : undefined,
      label: {
        show: labelled, color: look.ink, formatter: ({ value }) => grouped(value),
        position: spec.lying ? (look.mirrored ? "left" : "right") : "top",
      },
    })),
  };
}

function pieces(spec) {
  return spec.classes.map((one, rank) => ({
    gte: one.from, lt: rank === spec.classes.length - 1 ? undefined : one.to, lte: rank === spec.classes.length - 1 ? one.to : undefined,
    label: one.label, color: CLASSES[Math.round((rank * (CLASSES.length - 1)) / Math.max(1, spec.classes.length - 1))],
  }));
}

// The largest square above the legend, so that neither hides the other; `look` tells the size of the box in pixels.
export function room(spec, look) {
  const height = look.height - 24 - 26 * spec.classes.length;
  return { layoutCenter: [look.width / 2, 8 + height / 2], layoutSize: Math.max(80, Math.min(look.width - 24, height - 8)) };
}

function map(spec, look) {
  const known = spec.values.filter((one) => one.value !== null);
  const missing = spec.values.filter((one) => one.value === null);
  return {
    ...common(spec, look),
    aria: { enabled: true, label: { description: spec.title }, decal: { show: false } },
    visualMap: {
      type: "piecewise", pieces: pieces(spec), bottom: 8, [look.mirrored ? "right" : "left"]: 8, itemWidth: 22, itemHeight: 16,
      textStyle: { color: look.ink, fontSize: 14 }, align: look.mirrored ? "right" : "left",
    },
    series: [{
      type: "map", map: spec.shapes, nameProperty: spec.property ?? "code", selectedMode: false, roam: false,
      aspectScale: 0.87, ...room(spec, look),  // the country lies around 29° north
      itemStyle: { borderColor: look.card, borderWidth: 0.7, areaColor: look.line, decal: HATCH },
      emphasis: { label: { show: false }, itemStyle: { borderColor: look.ink, borderWidth: 1.5 } },
      data: [
        ...known.map((one) => ({ name: one.code, code: one.code, title: one.name, value: one.value, itemStyle: { decal: { symbol: "none" } } })),
        ...missing.map((one) => ({ name: one.code, code: one.code, title: one.name, value: NaN })),
      ],
      tooltip: { formatter: ({ data }) => (data ? `${data.title}\n${Number.isNaN(data.value) ? spec.missing : `${grouped(data.value)} ${spec.unit ?? ""}`}` : "") },
    }],
  };
}

export function optionFor(spec, look) {
  return spec.kind === "map" ? map(spec, look) : axes(spec, look);
}
