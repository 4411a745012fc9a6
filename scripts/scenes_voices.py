"""Complaints, voices and who reads: what a counter, a handler, a unit and a director see of them."""

from scripts.scenes import Scene, Story, send_wrong

WORKER, DIRECTOR, HANDLER, DELEGATE = "AZ012", "AZ011", "HQ009", "AZ001"


class Voices(Story):
    def tell(self) -> list[Scene]:
        self.a_complaint()
        self.heard()
        self.readers()
        return self.scenes

    def a_complaint(self) -> None:
        worker, handler = self.as_(WORKER), self.as_(HANDLER)
        about = worker.id_in("/complaints/new/", r'<option value="{}"')
        worker.send(
            "/complaints/new/", about=about, kind="DELAI", words="Trois fois on m’a dit de revenir.", channel="oral",
            speaker="self", told="returns", name="Itto Amghar",
        )  # fmt: skip
        address = f"/complaints/{handler.id_in('/complaints/', r'href=./complaints/{}/')}/"
        for version, to in enumerate(("take", "admissible", "instructed")):
            handler.send(f"{address}step/", on=address, to=to, version=str(version))
        handler.send(f"{address}ask/", on=address, unit=about, question="Combien de temps attend-on ?", version="3")
        self.see(WORKER, "complaint-new", "/complaints/new/")
        self.see(WORKER, "complaint-new-errors", "/complaints/new/", send_wrong)
        self.see(WORKER, "complaint-follow", "/complaints/follow/")
        self.see(WORKER, "complaint-delays", "/complaints/delays/")
        self.see(HANDLER, "complaint-list", "/complaints/")
        self.see(HANDLER, "complaint-one", address)
        self.see(DIRECTOR, "complaint-questions", "/complaints/questions/")

    def heard(self) -> None:
        for kind in ("closure", "yearly"):
            self.see(WORKER, f"voice-{kind}", f"/voices/sheet/{kind}/")
        self.see(WORKER, "voice-start", "/voices/hear/")
        self.see(WORKER, "voice-code", "/voices/sheet/closure/?by=voice")
        self.see(DELEGATE, "voice-results", "/voices/")
        self.see(DELEGATE, "voice-rounds", "/voices/campaigns/")

    def readers(self) -> None:
        self.see(DELEGATE, "readers-list", "/readers/")
        self.see(DELEGATE, "readers-alerts", "/readers/alerts/")
        self.see(DELEGATE, "readers-reviews", "/glass/reviews/")
        self.see(WORKER, "readers-stopped", "/readers/stopped/")
