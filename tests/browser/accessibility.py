"""Runs axe-core and HTML_CodeSniffer inside a page and says what they found, one line each."""

from functools import cache
from pathlib import Path
from typing import Any

MODULES = Path(__file__).resolve().parent.parent.parent / "node_modules"

AXE = """
async () => {
  const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly: levels});
  return found.violations.flatMap((one) => one.nodes.map(
    (node) => `axe ${one.id}: ${node.target.join(" ")} ${node.failureSummary}`));
}
"""
SNIFFER = """
() => new Promise((done) => HTMLCS.process("WCAG2AA", document, () => done(
  HTMLCS.getMessages().filter((one) => one.type === HTMLCS.ERROR)
    .map((one) => `sniffer ${one.code}: ${one.element.outerHTML?.slice(0, 160)} ${one.msg}`))))
"""


@cache
def _source(name: str) -> str:
    return (MODULES / name).read_text()


def complaints(page: Any) -> list[str]:
    """Errors only; evaluated from outside, so that the page's own content policy stays as it is."""
    page.evaluate(_source("axe-core/axe.min.js"))
    page.evaluate(_source("html_codesniffer/build/HTMLCS.js"))
    return [*page.evaluate(AXE), *page.evaluate(SNIFFER)]
