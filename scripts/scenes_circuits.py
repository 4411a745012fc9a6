"""Circuits as the demo tells them: a woman's dossier, a child's, a procedure; the paper that asks why; the figures."""

import re

from scripts.scenes import ID, Scene, Story, send_wrong

WOMEN, COLLEAGUE, CHILD, WORKER, DELEGATE = "AZ021", "AZ022", "AZ031", "AZ012", "AZ001"


class Circuits(Story):
    def tell(self) -> list[Scene]:
        self.women()
        self.children()
        self.procedures()
        self.figures()
        return self.scenes

    def runs_of(self, number: str) -> list[str]:
        """Addresses of the circuits of an agent's dossiers, the latest dossier first."""
        agent, found = self.as_(number), []
        for case in dict.fromkeys(re.findall(f"/cases/({ID})/", agent.read("/cases/"))):
            page = agent.read(f"/cases/{case}/circuits/")
            found += dict.fromkeys(re.findall(f"/cases/{case}/circuits/{ID}/", page))
        return found

    def women(self) -> None:
        runs = self.runs_of(WOMEN)
        self.see(WOMEN, "circuit-women", runs[0])
        self.see(WOMEN, "circuit-women-errors", runs[0], send_wrong)
        self.see(WOMEN, "circuits-of-case", runs[-1].rpartition("circuits/")[0] + "circuits/")
        letter = self.as_(WOMEN).id_in("/letters/", r"/letters/{}/")
        self.see(WOMEN, "letter-nominative", f"/letters/{letter}/")
        paper = self.as_(WOMEN).id_in(f"/letters/{letter}/", r"/documents/{}/")
        self.see(WOMEN, "paper-why", f"/documents/{paper}/")
        self.see(WOMEN, "paper-why-errors", f"/documents/{paper}/", send_wrong)

    def children(self) -> None:
        signal = self.as_(CHILD).id_in("/signals/", r"/signals/{}/")
        self.see(CHILD, "signals", "/signals/")
        self.see(CHILD, "signal", f"/signals/{signal}/")
        self.see(CHILD, "signal-new-errors", "/signals/new/", send_wrong)
        self.see(CHILD, "signals-committee", "/signals/committee/")
        self.see(CHILD, "duty", "/duty/")
        self.see(CHILD, "circuit-child", self.runs_of(CHILD)[0])

    def procedures(self) -> None:
        for number, run in enumerate(self.runs_of(WORKER)[:4], 1):
            self.see(WORKER, f"circuit-{number}", run)

    def figures(self) -> None:
        self.see(WORKER, "destinations-worker", "/orientations/destinations/")
        self.see(DELEGATE, "destinations-delegate", "/orientations/destinations/")
        self.see(DELEGATE, "report-casework", "/reports/casework/?territory=05.081&period=2026")
        self.see(DELEGATE, "report-provincial", "/reports/provincial/?territory=05.081&period=2026")
        self.see(DELEGATE, "report-row", "/reports/provincial/rows/14/beneficiaries/?territory=05.081&period=2026")
