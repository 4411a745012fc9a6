"""Takes a picture of every page of the demo world, in French and Arabic, 320 and 1280 px wide.

    scripts/screenshots.py [--base ADDRESS] [--out DIRECTORY] [--as NUMBER ...] [--check] [--scenes | ADDRESS ...]

Without --base it loads and serves the demo world itself. It first plays a morning through the screens
(`scripts/scenes.py`, `scripts/scenes_administration.py`) and takes the pages that need it: an open case, a double, an
answered request, a frozen report that differs, a list under review, forms sent wrong.
Then it signs in under each staff number, follows every link it finds, and takes one page of each kind (the same
address with another identifier is the same kind). With --scenes it stops after the morning, with ADDRESSes it takes
these only; --story plays one of the stories (cases, bureau, circuits …). --check also runs axe and HTML_CodeSniffer,
watches the browser's console, and fails on any finding.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "src"))

from scripts.scenes import Scene, Story  # noqa: E402
from scripts.scenes_administration import Administration  # noqa: E402
from scripts.scenes_appointments import Appointments  # noqa: E402
from scripts.scenes_assessments import Assessments  # noqa: E402
from scripts.scenes_bureau import Bureau  # noqa: E402
from scripts.scenes_cases import Cases  # noqa: E402
from scripts.scenes_circuits import Circuits  # noqa: E402
from scripts.scenes_voices import Voices  # noqa: E402
from tests.browser.accessibility import complaints  # noqa: E402

PASSWORD = "demonstration-wasl"
#: Played in this order: later ones stand on what earlier ones wrote.
STORIES: tuple[type[Story], ...] = (
    Story, Assessments, Cases, Administration, Appointments, Bureau, Voices, Circuits,
)  # fmt: skip
#: What the scenes of the administration need.
OFFICE = (Assessments, Administration, Appointments, Bureau)
NUMBERS = ("AZ012", "AZ001", "AZ004", "HQ001", "HQ002", "AZ011", "AZ021", "AZ051", "BM001", "AZ031", "HQ003", "HQ006")
LANGUAGES = ("fr", "ar")
WIDTHS = (1280, 320)
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
# Fixed parts of an address are in small letters; a part with a capital or a digit names one thing among many.
IDENTIFIER = re.compile(r"(?<=/)[^/]*[A-Z0-9][^/]*(?=/|$)|(?<=/)[0-9a-f]{8}-[0-9a-f-]{27}(?=/|$)")
NEVER = re.compile(r"/(sign-out|static|calendar)/|\.(pdf|xlsx|csv|json|png|svg)$")
MOST = 120


@contextmanager
def served() -> Iterator[str]:
    """The demo world on a free port, stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "WASL_HOME": str(ROOT / "var" / "screenshots-home"), "WASL_PORT": str(port)}
    process = subprocess.Popen([ROOT / ".venv" / "bin" / "wasl", "demo"], env=env, cwd=ROOT)
    base = f"http://127.0.0.1:{port}"
    try:
        for _second in range(180):
            try:
                with urlopen(f"{base}/account/sign-in/", timeout=2):
                    break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit("The demo world could not be served; the lines above say why.") from None
                time.sleep(1)
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def kind_of(address: str) -> str:
    """The address without its identifiers and its query."""
    return IDENTIFIER.sub("_", urlsplit(address).path)


class Camera:
    def __init__(self, browser: Any, base: str, out: Path, *, check: bool) -> None:
        self.browser, self.base, self.out, self.check = browser, base, out, check
        self.taken: set[str] = set()
        self.findings: list[str] = []
        self.heard: list[str] = []

    def nobody(self) -> Any:
        return self.browser.new_context(viewport={"width": 1280, "height": 900})

    def context(self, number: str) -> Any:
        """Signed in under this staff number."""
        context = self.nobody()
        page = context.new_page()
        page.goto(f"{self.base}/account/sign-in/")
        page.fill("#id_login", number)
        page.fill("#id_password", PASSWORD)
        page.click("main button")
        page.wait_for_load_state("networkidle")
        return context

    def listen(self, page: Any) -> None:
        def heard(message: Any) -> None:
            if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
                self.heard.append(message.text)

        page.on("console", heard)
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def take(self, page: Any, number: str, address: str) -> list[str]:
        """Pictures of one page; gives the addresses it links to."""
        links: list[str] = []
        for language in LANGUAGES:
            page.context.add_cookies([{"name": "wasl_language", "value": language, "url": self.base}])
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            answer = page.goto(urljoin(self.base, address), wait_until="networkidle")
            if answer is None or "text/html" not in answer.headers.get("content-type", ""):
                return []
            links = page.eval_on_selector_all("a[href]", "found => found.map((one) => one.href)")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if width != WIDTHS[0]:
                    page.reload(wait_until="networkidle")
                name = kind_of(address).strip("/").replace("/", "-") or "home"
                page.screenshot(path=self.out / f"{name}-{language}-{width}.png", full_page=True)
                self.look(page, f"{number} {address} {language} {width}", answer.status)
        return links

    def stage(self, scenes: list[Scene]) -> None:
        """Pictures of pages in a state that had to be brought about."""
        contexts: dict[str, Any] = {}
        for scene in scenes:
            if scene.number not in contexts:
                contexts[scene.number] = self.context(scene.number) if scene.is_signed_in else self.nobody()
            for language in LANGUAGES:
                for width in WIDTHS:
                    self.play(contexts[scene.number], scene, language, width)
            self.taken.add(scene.name)
        for context in contexts.values():
            context.close()

    def play(self, context: Any, scene: Scene, language: str, width: int) -> None:
        page = context.new_page()
        self.listen(page)
        page.set_viewport_size({"width": width, "height": 900})
        context.add_cookies([{"name": "wasl_language", "value": language, "url": self.base}])
        answer = page.goto(urljoin(self.base, scene.address), wait_until="load")
        if scene.act:
            scene.act(page)
        page.screenshot(path=self.out / f"scene-{scene.name}-{language}-{width}.png", full_page=True)
        is_expected = scene.act is not None or answer is None or answer.status == scene.status
        self.look(page, f"{scene.number} {scene.name} {language} {width}", 200 if is_expected else answer.status)
        page.close()

    def look(self, page: Any, where: str, status: int) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found = [f"answered {status}"] if status >= 400 else []
        found += [f"{wide} px too wide"] if wide > 0 else []
        found += [f"console: {text}" for text in self.heard]
        self.heard.clear()
        found += complaints(page) if self.check else []
        for line in dict.fromkeys(found):
            self.findings.append(f"{where}: {line}")
            print(self.findings[-1], flush=True)

    def walk(self, number: str, only: list[str]) -> None:
        context = self.context(number)
        page = context.new_page()
        self.listen(page)
        waiting, seen = list(only) or ["/"], set[str]()
        while waiting and len(seen) < MOST:
            address = waiting.pop(0)
            kind = kind_of(address)
            if kind in seen or NEVER.search(kind):
                continue
            seen.add(kind)
            links = self.links(page, address) if kind in self.taken else self.take(page, number, address)
            self.taken.add(kind)
            if not only:
                waiting += [link.partition("#")[0] for link in links if link.startswith(self.base + "/")]
        context.close()

    def links(self, page: Any, address: str) -> list[str]:
        """Where a page leads, without a picture: another account may find other links on it."""
        page.goto(urljoin(self.base, address))
        self.heard.clear()
        found: list[str] = page.eval_on_selector_all("a[href]", "found => found.map((one) => one.href)")
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("addresses", nargs="*", metavar="ADDRESS")
    parser.add_argument("--base")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "screenshots")
    parser.add_argument("--as", dest="numbers", action="append")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--scenes", nargs="?", const="", metavar="PART", help="only these, or those named like PART")
    parser.add_argument("--story", dest="stories", action="append", metavar="NAME", help="play these only: cases, …")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.base:
        return photograph(given, given.base)
    with served() as base:
        return photograph(given, base)


def only_office(part: str | None) -> bool:
    """Every scene of the administration is called so: the reception's morning need not be played for them."""
    return (part or "").startswith("admin-")


def photograph(given: argparse.Namespace, base: str) -> int:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        path = os.environ.get("WASL_CHROMIUM", "/usr/bin/chromium")
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        camera = Camera(browser, base, given.out, check=given.check)
        if not given.addresses:
            told = [one for one in STORIES if not given.stories or one.__name__.lower() in given.stories]
            if only_office(given.scenes):
                told = [one for one in told if one in OFFICE]
            scenes = [scene for one in told for scene in one(camera.context, base, given.out).tell()]
            camera.stage([scene for scene in scenes if (given.scenes or "") in scene.name])
        if given.scenes is None:
            for number in given.numbers or NUMBERS:
                camera.walk(number, given.addresses)
        browser.close()
    print(f"{len(camera.taken)} pages in {given.out}")
    print(f"{len(camera.findings)} findings" if camera.findings else "Nothing found wrong.")
    return 1 if camera.findings else 0


if __name__ == "__main__":
    sys.exit(main())
