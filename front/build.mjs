// Builds what the browser receives into src/wasl/web/static/vendor. Run by scripts/build-front.
import { build } from "esbuild";
import { readFile, mkdir, rm, writeFile } from "node:fs/promises";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const OUT = "src/wasl/web/static/vendor";
const TARGET = ["chrome109", "firefox115", "safari16"];
// Colour functions younger than the browser floor; our own tokens give every colour they would have given.
const TOO_YOUNG = /color-mix\(|light-dark\(|oklch\(|oklab\(/;

async function reducedTabler(file) {
  const list = await readFile("front/tabler-classes.txt", "utf8");
  const kept = list.split("\n").filter((line) => !line.startsWith("#")).join(" ");
  const elements = "html body main h1 h2 h3 h4 p a ul ol li dl dt dd table thead tbody tfoot tr th td caption form fieldset "
    + "legend label input select option textarea button details summary dialog hr small strong b em abbr blockquote pre code img svg";
  const [{ css }] = await new PurgeCSS().purge({
    content: [{ raw: `${kept} ${elements}`, extension: "txt" }],
    css: [file],
    safelist: { standard: [/^:/, "html", "body"] },
    defaultExtractor: (text) => text.split(/\s+/),
    fontFace: true,
    keyframes: true,
  });
  const root = postcss.parse(css);
  root.walkDecls((decl) => { if (TOO_YOUNG.test(decl.value)) decl.remove(); });
  root.walkRules((rule) => { if (/data-bs-theme|prefers-color-scheme/.test(rule.selector)) rule.remove(); });
  root.walkAtRules((at) => {
    if (at.name === "media" && /print|prefers-reduced/.test(at.params)) at.remove();
    if (at.name === "supports") at.remove();
  });
  const used = new Set([...(root.toString() + await ownSheets()).matchAll(/var\((--tblr-[\w-]+)/g)].map((m) => m[1]));
  root.walkDecls(/^--tblr-/, (decl) => { if (!used.has(decl.prop)) decl.remove(); });
  root.walk((node) => { if (node.type === "comment") node.remove(); });
  let emptied = true;
  while (emptied) {
    emptied = false;
    root.walk((node) => {
      if ((node.type === "rule" || node.type === "atrule") && node.nodes?.length === 0) { node.remove(); emptied = true; }
    });
  }
  return root.toString();
}

async function ownSheets() {
  const names = ["tokens", "base", "shell", "forms", "blocks", "print"];
  return (await Promise.all(names.map((name) => readFile(`front/css/${name}.css`, "utf8")))).join("\n");
}

async function sheet(direction) {
  const source = `node_modules/@tabler/core/dist/css/tabler${direction === "rtl" ? ".rtl" : ""}.css`;
  await build({
    stdin: { contents: `${await reducedTabler(source)}\n${await ownSheets()}`, loader: "css", resolveDir: "front/css" },
    outfile: `${OUT}/wasl${direction === "rtl" ? ".rtl" : ""}.css`,
    bundle: true, minify: true, target: TARGET, legalComments: "none",
    loader: { ".woff2": "file" }, assetNames: "fonts/[name]",
  });
}

async function scripts() {
  await build({
    entryPoints: { app: "front/js/app.js", chart: "front/js/chart.js" },
    outdir: OUT, bundle: true, minify: true, target: TARGET, format: "iife", legalComments: "linked",
  });
  await build({
    entryPoints: { names: "front/js/names_here.js" },
    outdir: OUT, bundle: true, minify: true, target: TARGET, format: "esm", legalComments: "linked",
  });
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([sheet("ltr"), sheet("rtl"), scripts()]);
await writeFile(`${OUT}/README.txt`, "Built by scripts/build-front; do not edit.\n");
