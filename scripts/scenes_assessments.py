"""Questionnaires, a plan and the phrases read aloud, in the states their pages can be in."""

import re

from scripts.scenes import Scene, Story, last_id, send_wrong

NEEDS = {
    "sleeps": "hosted", "must_leave": "yes", "water": "no", "meals": "two", "income": "irregular", "depend": "5",
    "debt": "yes", "ill": "no", "cover": "yes", "pregnant": "no", "school": "yes", "afraid": "no", "alone": "yes",
    "first": "Un logement pour l’hiver",
}  # fmt: skip
DUE = {"due_on_day": "15", "due_on_month": "3", "due_on_year": "2027"}
BY = {"by_on_day": "1", "by_on_month": "6", "by_on_year": "2027"}


class Assessments(Story):
    def tell(self) -> list[Scene]:
        mother = self.register(
            "AZ012", "Tamaynut", "Aït Bihi", given_other="تماينوت", birth_year="1991", languages="shi"
        )
        case = last_id(self.as_("AZ012").send(f"/cases/new/{mother}/", basis="CONSENT"))
        self.asked(case)
        self.planned(case)
        self.heard()
        return self.scenes

    def asked(self, case: str) -> None:
        worker, address = self.as_("AZ012"), f"/cases/{case}/assessments/"
        for change in ({}, {"sleeps": "own", "meals": "three"}):
            form = worker.read(f"{address}new/NEEDS/")
            version = re.search(r'name="questionnaire" value="([^"]+)"', form)
            answers = {f"a-{code}": value for code, value in (NEEDS | change).items()}
            one = worker.send(
                f"{address}new/NEEDS/", questionnaire=version[1] if version else "", language="shi",
                conclusion="À revoir au printemps", **answers,
            )  # fmt: skip
        self.see("AZ012", "assessments", address)
        self.see("AZ012", "assessment-new", f"{address}new/NEEDS/")
        self.see("AZ012", "assessment", one)
        self.see("AZ012", "assessments-compared", f"{address}compare/NEEDS/")
        self.see("AZ012", "assessment-wrong", f"{address}new/WG_SS/", send_wrong, status=422)

    def planned(self, case: str) -> None:
        worker = self.as_("AZ012")
        address = worker.send(f"/cases/{case}/plans/new/", on=f"/cases/{case}/plans/", language="shi",
                              summary="Un logement sûr, et les enfants à l’école.")  # fmt: skip
        worker.send(
            f"{address}goals/new/", what="Dormir chez soi", measure="nuits par mois", start="0", target="30", **BY
        )
        goal = worker.id_in(address, r"/goals/{}/actions/new/")
        worker.send(f"{address}goals/{goal}/actions/new/", what="Visiter deux chambres", responsible="person", **DUE)
        self.see("AZ012", "plans", f"/cases/{case}/plans/")
        self.see("AZ012", "plan-draft", address)
        self.see("AZ012", "plan-goal", f"{address}goals/{goal}/")
        self.see("AZ012", "plan-aloud", f"{address}aloud/")
        self.see("AZ012", "plan-goal-wrong", f"{address}goals/new/", send_wrong, status=422)

    def heard(self) -> None:
        self.see("AZ012", "recordings", "/recordings/")
        self.see("AZ012", "recording", "/recordings/talk-hello/shi/")
