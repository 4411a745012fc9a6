"""A case from what comes next to what was reached: its page, the caseload, a rest, a closure, a transfer."""

import datetime
from zoneinfo import ZoneInfo

from scripts.scenes import Scene, Story, last_id


def in_days(name: str, days: int) -> dict[str, str]:
    day = datetime.datetime.now(tz=ZoneInfo("Africa/Casablanca")).date() + datetime.timedelta(days=days)
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


class Cases(Story):
    def tell(self) -> list[Scene]:
        case = self.a_case_with_steps()
        self.its_forms(case)
        self.the_caseload()
        self.a_transfer()
        return self.scenes

    def opened(self, given: str, family: str, situation: str = "PAUVRETE") -> str:
        pk = self.register("AZ012", given, family, birth_age="41")
        form = {"basis": "CONSENT", "situations": situation, "severity": "2"}
        return last_id(self.as_("AZ012").send(f"/cases/new/{pk}/", **form))

    def a_case_with_steps(self) -> str:
        worker, case = self.as_("AZ012"), self.opened("Rkia", "Ouaziz")
        page = f"/cases/{case}/"
        worker.send(f"{page}step/", on=page, what="Appeler la directrice de l’école", **in_days("due_on", 0))
        worker.send(f"{page}step/", on=page, what="زيارة البيت مع المساعدة", **in_days("due_on", 9))
        worker.send(f"{page}note/", on=page, text="Vue avec sa sœur ; elle parle tamazight.", readers="team")
        worker.send(f"{page}note/", on=page, text="قالت إنها تفضل ألا يتصل بها أحد.", readers="author")
        worker.send(f"{page}act/", service="ADM", place="home", minutes="40", language="tzm")
        self.see("AZ012", "case-next-step", page)
        self.see("AZ011", "case-seen-by-the-director", page)
        return case

    def its_forms(self, case: str) -> None:
        worker, page = self.as_("AZ012"), f"/cases/{case}/"
        step = worker.id_in(page, f"/cases/{case}/steps/{{}}/")
        self.see("AZ012", "case-step", f"{page}steps/{step}/")
        for part in ("rest", "close", "change", "team"):
            self.see("AZ012", f"case-form-{part}", f"{page}{part}/")
        situation = worker.id_in(page, f"/cases/{case}/situations/{{}}/")
        self.see("AZ012", "case-situation", f"{page}situations/{situation}/")
        resting = self.opened("Brahim", "Amzil")
        worker.send(f"/cases/{resting}/rest/", reason="HOSPITAL", **in_days("until", 30))
        self.see("AZ012", "case-resting", f"/cases/{resting}/")
        over = self.opened("Zineb", "Ouchen")
        worker.send(f"/cases/{over}/close/", reason="OBJ_ATTEINT", outcome="PARTLY")
        self.see("AZ012", "case-over", f"/cases/{over}/")
        asked = worker.id_in(f"/cases/{over}/", "/caseload/follow-ups/{}/")
        self.see("AZ012", "case-follow-up", f"/caseload/follow-ups/{asked}/")

    def the_caseload(self) -> None:
        for part in ("", "late/", "lost/", "follow-ups/", "transfers/"):
            self.see("AZ012", f"caseload-{part.strip('/') or 'mine'}", f"/caseload/{part}")
        director = self.as_("AZ011")
        self.see("AZ011", "caseload-team", "/caseload/team/")
        colleague = director.id_in("/caseload/team/", "/caseload/team/{}/")
        self.see("AZ011", "caseload-of-a-colleague", f"/caseload/team/{colleague}/")

    def a_transfer(self) -> None:
        worker, case = self.as_("AZ012"), self.opened("Itto", "Bouhaddou")
        page = f"/cases/{case}/transfer/"
        self.see("AZ012", "case-transfer", page)
        words = "Suivie depuis l’automne ; il reste à appeler l’école."
        worker.send(page, to_unit=self.option(page, "to_unit"), reason="NEARER", words=words)
        proposed = worker.id_in("/caseload/transfers/", "/caseload/transfers/{}/")
        self.see("AZ012", "transfer-proposed", f"/caseload/transfers/{proposed}/")
