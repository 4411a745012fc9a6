"""Runs axe-core and HTML_CodeSniffer inside a page and says what they found, one line each."""

from functools import cache
from pathlib import Path
from typing import Any

MODULES = Path(__file__).resolve().parent.parent.parent / "node_modules"
JUDGES = ("axe-core/axe.min.js", "html_codesniffer/build/HTMLCS.js")

BEGIN = """
() => {
  const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const axed = axe.run(document, {runOnly: levels, resultTypes: ["violations"]}).then(
    (found) => found.violations.flatMap((one) => one.nodes.map(
      (node) => `axe ${one.id}: ${node.target.join(" ")} ${node.failureSummary}`)));
  const sniffed = new Promise((done) => HTMLCS.process("WCAG2AA", document, () => done(
    HTMLCS.getMessages().filter((one) => one.type === HTMLCS.ERROR)
      .map((one) => `sniffer ${one.code}: ${one.element.outerHTML?.slice(0, 160)} ${one.msg}`))));
  window.judged = Promise.all([axed, sniffed]);
}
"""


@cache
def _sources() -> str:
    return ";\n".join((MODULES / name).read_text() for name in JUDGES)


def seat_judges(page: Any) -> None:
    """They wait in every page that this tab opens from now on: sent once, and outside the page's content policy."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.addScriptToEvaluateOnNewDocument", {"source": _sources()})


def begin(page: Any) -> None:
    """Lets the page judge itself while another is dealt with."""
    page.evaluate(BEGIN)


def verdict(page: Any) -> list[str]:
    """Errors only."""
    axed, sniffed = page.evaluate("() => window.judged")
    return [*axed, *sniffed]


def complaints(page: Any) -> list[str]:
    """Of a page that is open already; the judges are evaluated from outside, so that its content policy stays."""
    page.evaluate(_sources())
    begin(page)
    return verdict(page)
