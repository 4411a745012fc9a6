"""What must have happened before some pages can be seen, done through the screens; and where to look afterwards."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LATIN, ARABIC = ("Zahra", "Aït Oumghar"), ("زهرة", "آيت أومغار")
TOKEN = re.compile(r'name="token" value="([^"]+)"')
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"


@dataclass(frozen=True)
class Scene:
    """A page to look at under one staff number; `act` brings it into the state to look at (a form sent wrong …)."""

    number: str
    name: str
    address: str
    act: Callable[[Any], None] | None = None
    is_signed_in: bool = True
    status: int = 200


class Agent:
    """Sends forms as a browser would: the page first, then what it asks."""

    def __init__(self, context: Any, base: str) -> None:
        self.context, self.requests, self.base = context, context.request, base

    def read(self, address: str) -> str:
        return str(self.requests.get(self.base + address).text())

    def send(self, address: str, /, *, on: str = "", **fields: str) -> str:
        """The address the answer led to. `on` is the page that holds the form, when it is another one."""
        mark = CSRF.search(self.read(on or address))
        if mark is None:
            raise SystemExit(f"No form at {on or address}")
        answer = self.requests.post(self.base + address, form={"csrfmiddlewaretoken": mark[1], **fields})
        if not answer.ok:
            problems = re.findall(r"(?s)<li>(?:<a[^>]*>)?([^<]*)", answer.text())
            raise SystemExit(f"{address} answered {answer.status}: {problems}")
        self.last = answer
        return str(answer.url).removeprefix(self.base)

    def upload(self, address: str, name: str, content: bytes, media: str, *, on: str = "", **fields: str) -> str:
        """The address the answer led to. `media`: the type of the file; `on`: the page that holds the form."""
        mark = CSRF.search(self.read(on or address))
        file = {"name": name, "mimeType": media, "buffer": content}
        sent = {"csrfmiddlewaretoken": mark[1] if mark else "", "file": file, **fields}
        answer = self.requests.post(self.base + address, multipart=sent)
        if not answer.ok:
            raise SystemExit(f"{address} answered {answer.status} to {name}")
        return str(answer.url).removeprefix(self.base)

    def id_in(self, address: str, pattern: str) -> str:
        """The last id that stands in `pattern` ("{}" in its place) on a page."""
        found = re.findall(pattern.format(f"({ID})"), self.read(address))
        if not found:
            raise SystemExit(f"Nothing like {pattern} at {address}")
        return str(found[-1])


def last_id(address: str) -> str:
    return str(re.findall(ID, address)[-1])


class Story:
    """One morning, told once; each step gives the addresses that the scenes need."""

    def __init__(self, sign_in: Callable[[str], Any], base: str, out: Path) -> None:
        self.sign_in, self.base, self.out = sign_in, base, out
        self.agents: dict[str, Agent] = {}
        self.scenes: list[Scene] = []

    def as_(self, number: str) -> Agent:
        if number not in self.agents:
            self.agents[number] = Agent(self.sign_in(number), self.base)
        return self.agents[number]

    def see(self, number: str, name: str, address: str, act: Callable[[Any], None] | None = None, **how: Any) -> None:
        self.scenes.append(Scene(number, name, address, act, **how))

    def tell(self) -> list[Scene]:
        mother = self.a_file_with_everything()
        self.a_household(mother)
        self.a_case(mother)
        self.a_case_that_ended()
        self.without_a_name()
        self.asked_from_elsewhere(mother)
        self.a_protected_person()
        self.papers_to_print()
        self.forms_sent_wrong(mother)
        self.when_it_goes_wrong()
        return self.scenes

    def register(self, number: str, given: str, family: str, **more: str) -> str:
        told = {"none_of_these": "RELATIVE", "sex": "F", **more}
        return last_id(self.as_(number).send("/people/new/", given=given, family=family, **told))

    def a_file_with_everything(self) -> str:
        worker = self.as_("AZ012")
        pk = self.register(
            "AZ012", LATIN[0], LATIN[1], given_other=ARABIC[0], family_other=ARABIC[1], birth_day="14",
            birth_month="3", birth_year="1987", place="Demnate", father="Moha", mother="Itto", birth_place="Imi n'Ifri",
            languages="tzm", phone="0661234509", contact="CALL", document_type="CNIE", document_number="IA104477",
            idcs_status="DECLARED", rsu_status="SEEN",
        )  # fmt: skip
        worker.send(
            f"/people/{pk}/phones/add/", number="0524458912", contact="NEVER", level="2", belongs_to="la belle-sœur"
        )
        landmark = "derrière le moulin, porte bleue"
        worker.send(
            f"/people/{pk}/addresses/add/", place="Demnate", line="12, derb Lakbir", landmark=landmark, level="2"
        )
        worker.send(f"/people/{pk}/papers/add/", type="CNIE", number="IA104478", status="SEEN")
        worker.send(
            f"/people/{pk}/correct/", version="1", given=LATIN[0], family=LATIN[1], given_other=ARABIC[0],
            family_other=ARABIC[1], birth_day="14", birth_month="3", birth_year="1988", place="Demnate", sex="F",
            father="Moha", mother="Itto", known_as="Lalla Zahra", languages="ar",
        )  # fmt: skip
        self.see("AZ012", "person-full", f"/people/{pk}/")
        for part in ("history", "correct", "phones/add", "papers/add", "addresses/add", "same"):
            self.see("AZ012", f"person-{part.replace('/', '-')}", f"/people/{pk}/{part}/")
        self.see("AZ012", "search-found", f"/people/?q={LATIN[0]}+{LATIN[1]}".replace(" ", "+"))
        self.see("AZ012", "search-nobody", "/people/?q=Xyzzy+Qwortz")
        return pk

    def a_household(self, mother: str) -> None:
        worker = self.as_("AZ012")
        if f"/people/{mother}/household/add/" not in worker.read(f"/people/{mother}/"):
            worker.send(f"/people/{mother}/household/new/", on=f"/people/{mother}/")
        for given, arabic, year in (("Idir", "إيدير", "2012"), ("Tilila", "تيليلا", "2016")):
            child = self.register(
                "AZ012", given, LATIN[1], given_other=arabic, family_other=ARABIC[1], birth_year=year, mother=LATIN[0]
            )  # fmt: skip
            joined = {"who": child, "role": "ENF", "since_day": "1", "since_month": "9", "since_year": "2017"}
            worker.send(f"/people/{mother}/household/add/", **joined)
        member = worker.id_in(f"/people/{mother}/", "/people/memberships/{}/")
        until = {"until_day": "30", "until_month": "6", "until_year": "2020"}
        since = {"since_day": "1", "since_month": "9", "since_year": "2017"}
        worker.send(f"/people/memberships/{member}/", role="ENF", **since, **until)
        self.see("AZ012", "household-member", f"/people/memberships/{member}/")
        self.see("AZ012", "household-add", f"/people/{mother}/household/add/?q=Tilila")
        self.see("AZ012", "child-left-household", f"/people/{child}/")

    def receive(self, number: str, **fields: str) -> str:
        told = {"channel": "SPONT", "need": "ECO", "urgency": "urgent", "is_confirmed": "on", "then": "hear", **fields}
        return last_id(self.as_(number).send("/receptions/new/", **told))

    def listen(self, number: str, reception: str, note: str) -> None:
        self.as_(number).send(
            f"/receptions/{reception}/listen/", on=f"/receptions/{reception}/", note=note, sharing="team", minutes="25",
            language="tzm", has_interpreter="on", goes_on="1",
        )  # fmt: skip

    def a_case(self, mother: str) -> None:
        worker = self.as_("AZ012")
        reception = self.receive("AZ012", who=mother)
        self.see("AZ012", "reception-heard", f"/receptions/{reception}/")
        self.listen("AZ012", reception, "Le mari est parti travailler à Agadir ; deux mois sans revenu.")
        worker.send(f"/receptions/{reception}/unmet/", service="ECO", reason=self.unmet_reason(reception))
        opened = worker.send(f"/receptions/{reception}/case/", basis="CONSENT", situations="PAUVRETE", severity="2")
        case = last_id(opened)
        worker.send(f"/cases/{case}/act/", service="ADM", place="home", minutes="40", language="tzm")
        sent = {"service": "ORI", "urgency": "normal", "basis": "CONSENT", "words": "أسرة بلا دخل منذ شهرين"}
        target = self.target(case)
        inside = last_id(worker.send(f"/cases/{case}/orient/", to_unit=target, shared="given_name", **sent))
        outside = worker.send(
            f"/cases/{case}/orient/", destination=self.option(f"/cases/{case}/orient/", "destination"),
            destination_name="Centre de santé de Demnate", **sent,
        )  # fmt: skip
        receiver = self.as_("AZ041")
        day = {"appointment_on_day": "14", "appointment_on_month": "12", "appointment_on_year": "2027"}
        receiver.send(f"/orientations/{inside}/answer/", on=f"/orientations/{inside}/", answer="RDV", **day)
        self.letter(inside)
        self.slip(reception)
        self.see("AZ012", "case-open", f"/cases/{case}/")
        self.see("AZ012", "orientation-answered", f"/orientations/{inside}/")
        self.see("AZ041", "orientation-received", f"/orientations/{inside}/")
        self.see("AZ041", "orientation-who", f"/orientations/{inside}/who/")
        self.see("AZ012", "orientation-outside", outside)
        for part in ("act", "unmet", "orient"):
            self.see("AZ012", f"case-{part}", f"/cases/{case}/{part}/")
        self.see("AZ012", "day-full", "/day/")
        self.see("AZ011", "day-of-the-director", "/day/")
        for side in ("sent", "received"):
            self.see("AZ041" if side == "received" else "AZ012", f"orientations-{side}", f"/orientations/?side={side}")

    def option(self, address: str, field: str, *, on: str = "AZ012") -> str:
        """The first answer a list of choices offers."""
        text = self.as_(on).read(address)
        select = re.search(rf'(?s)<select[^>]*name="{field}".*?</select>', text)
        values = re.findall(r'value="([^"]+)"', select[0]) if select else []
        if not values:
            raise SystemExit(f"{address} offers nothing for {field}")
        return str(values[0])

    def unmet_reason(self, reception: str) -> str:
        return self.option(f"/receptions/{reception}/unmet/", "reason")

    def target(self, case: str) -> str:
        """The unit of AZ041, which answers: the centre for people with a disability of Azilal."""
        text = self.as_("AZ012").read(f"/cases/{case}/orient/")
        found = re.findall(rf'<option value="({ID})"[^>]*>[^<]*(?:situation de handicap Azilal|إعاقة أزيلال)', text)
        return str(found[0]) if found else self.option(f"/cases/{case}/orient/", "to_unit")

    def a_case_that_ended(self) -> None:
        worker = self.as_("AZ012")
        pk = self.register("AZ012", "Rachid", "Bouhlal", birth_age="52", sex="M")
        opened = worker.send(f"/cases/new/{pk}/", basis="CONSENT", situations="SANS_EMPLOI", severity="1")
        case = last_id(opened)
        self.see("AZ012", "case-new", f"/cases/new/{pk}/")
        worker.send(f"/cases/{case}/close/", reason="OBJ_ATTEINT", outcome="REACHED")
        self.see("AZ012", "case-closed", f"/cases/{case}/")
        self.see("AZ012", "cases-over", "/cases/?state=over")

    def without_a_name(self) -> None:
        worker = self.as_("AZ012")
        later = self.receive("AZ012", who="anonymous", sex="F", age_band="A25_59")
        worker.send(
            f"/receptions/{later}/who/", who="new", q="Fadma Ouhssain", new_given="Fadma", new_family="Ouhssain",
            new_age="60", none_of_these="RELATIVE",
        )  # fmt: skip
        self.see("AZ012", "reception-named-later", f"/receptions/{later}/")
        still = self.receive("AZ012", who="anonymous", sex="M", age_band="A60P")
        self.see("AZ012", "reception-without-a-name", f"/receptions/{still}/")
        self.see("AZ012", "reception-who", f"/receptions/{still}/who/")
        self.see("AZ012", "reception-who-found", f"/receptions/{still}/who/?q=Fadma")
        group = self.receive("AZ012", who="anonymous", sex="X", age_band="ANR", head_count="12")
        self.see("AZ012", "reception-group", f"/receptions/{group}/")
        self.see("AZ012", "receive-known", "/receptions/new/?fresh=1&q=Zahra")
        worker.send("/drafts/reception/", on="/receptions/new/", need="ADM", urgency="danger", head_count="3")
        self.see("AZ012", "receive-draft", "/receptions/new/")

    def asked_from_elsewhere(self, mother: str) -> None:
        asker, words = self.as_("BM021"), f"{LATIN[0]} {LATIN[1]} 1988"
        address = f"/people/?q={words.replace(' ', '+')}"
        for answer in ("yes", "no", ""):
            token = TOKEN.search(asker.read(address))
            if token is None:
                raise SystemExit("The other province finds nobody under a mask.")
            asker.send("/people/access/ask/", on=address, token=token[1], words=words, reason="URGENT", sent="1")
            self.see("BM021", "search-masked", address)
            if answer:
                waiting = self.as_("AZ011").id_in("/people/access/", "/people/access/{}/decide/")
                self.as_("AZ011").send(f"/people/access/{waiting}/decide/", on="/people/access/", answer=answer)
        granted = asker.id_in("/people/access/", "/people/access/{}/")
        self.see("BM021", "requests-of-the-asker", "/people/access/")
        self.see("BM021", "granted", f"/people/access/{granted}/")
        self.see("BM021", "refused", "/people/access/01890000-0000-7000-8000-000000000000/")
        self.see("AZ011", "requests-to-answer", "/people/access/")

    def a_protected_person(self) -> None:
        officer, colleague = self.as_("AZ021"), self.as_("AZ022")
        pk = self.register(
            "AZ021", "Khadija", "Amrani", given_other="خديجة", family_other="العمراني", birth_year="1990",
            phone="0662998877", contact="SMS",
        )  # fmt: skip
        reception = self.receive("AZ021", who=pk, need="ORI")
        self.listen("AZ021", reception, "Elle demande où dormir ce soir.")
        opened = officer.send(f"/receptions/{reception}/case/", basis="CONSENT", situations="VIOL_CONJ", severity="3")
        case = last_id(opened)
        for number, name in (("AZ021", "protected-case"), ("AZ022", "protected-case-of-a-colleague")):
            self.see(number, name, f"/cases/{case}/", status=200 if number == "AZ021" else 404)
        self.see("AZ021", "protected-person", f"/people/{pk}/")
        self.see("AZ021", "protected-orient", f"/cases/{case}/orient/")
        phone = officer.id_in(f"/people/{pk}/", "/people/phones/{}/level/")
        self.see("AZ021", "phone-level", f"/people/phones/{phone}/level/")
        self.see("AZ021", "protected-phone-add", f"/people/{pk}/phones/add/")
        told = {"reason": "DANGER", "words": "On frappe à la porte du centre."}
        self.see("AZ022", "glass-ask", f"/glass/ask/{pk}/")
        colleague.send(f"/glass/ask/{pk}/", **told)
        asked = officer.id_in("/glass/", "/glass/{}/confirm/")
        officer.send(f"/glass/{asked}/confirm/", on="/glass/")
        colleague.send(f"/glass/ask/{pk}/", **told)
        for number in ("AZ021", "AZ022", "AZ001"):
            self.see(number, f"glass-{number}", "/glass/")
        self.see("AZ022", "glass-person-in-force", f"/people/{pk}/")
        self.see("AZ021", "day-after-the-glass", "/day/")
        self.doubles()
        self.a_protection_that_ended()

    def a_protection_that_ended(self) -> None:
        officer = self.as_("AZ021")
        pk = self.register("AZ021", "Malika", "Ouaziz", birth_year="1979", phone="0662112233", contact="CALL")
        opened = officer.send(f"/cases/new/{pk}/", basis="CONSENT", situations="VIOL_FAM", severity="2")
        page = f"/cases/{last_id(opened)}/"
        officer.send(f"{page}protection/end/", on=page, reason="OVER")
        self.see("AZ021", "case-protection-ended", page)

    def doubles(self) -> None:
        """The same woman at another door: found by comparison for the protected one, said by an agent for the other."""
        self.register("AZ012", "خديجة", "العمراني", birth_year="1990")
        address = "/people/?q=زهرة+آيت+أومغار+1988"
        token = TOKEN.search(self.as_("AZ021").read(address))
        if token:
            self.register("AZ021", ARABIC[0], ARABIC[1], birth_year="1988", same_as=f"token:{token[1]}")
        for number in ("AZ003", "HQ005"):
            self.see(number, f"doubles-{number}", "/people/doubles/")
            found = re.findall(f"/people/doubles/({ID})/", self.as_(number).read("/people/doubles/"))
            if found:
                self.see(number, f"double-{number}", f"/people/doubles/{found[0]}/")

    def papers_to_print(self) -> None:
        worker = self.as_("AZ012")
        for lang in ("fr", "ar"):
            worker.send("/language/", on="/day/", language=lang, next="/day/")
            worker.send("/receptions/blanks/", count="2")
            (self.out / f"blank-{lang}.pdf").write_bytes(worker.last.body())
        worker.send("/language/", on="/day/", language="fr", next="/day/")

    def slip(self, reception: str) -> None:
        for lang in ("fr", "ar"):
            self.as_("AZ012").send(f"/receptions/{reception}/slip/", on=f"/receptions/{reception}/", lang=lang)
            (self.out / f"slip-{lang}.pdf").write_bytes(self.as_("AZ012").last.body())

    def letter(self, orientation: str) -> None:
        worker, page = self.as_("AZ012"), f"/orientations/{orientation}/"
        for lang in ("fr", "ar"):
            worker.send(f"{page}letter/", on=page, lang=lang)
            (self.out / f"letter-{lang}.pdf").write_bytes(worker.last.body())

    def forms_sent_wrong(self, mother: str) -> None:
        for name, address in (
            ("receive", "/receptions/new/?fresh=1"),
            ("paper", "/receptions/paper/"),
            ("coupon", "/orientations/coupon/"),
            ("blanks", "/receptions/blanks/"),
            ("person", "/people/new/?fresh=1"),
            ("phone", f"/people/{mother}/phones/add/"),
            ("address", f"/people/{mother}/addresses/add/"),
            ("act", "/acts/new/"),
        ):
            self.see("AZ012", f"errors-{name}", address, send_wrong)
        self.see("", "errors-sign-in", "/account/sign-in/", send_wrong, is_signed_in=False)
        self.see("", "verify-unknown", "/v/QQQQ-QQQQ-QQQ", is_signed_in=False)
        if code := code_on(self.out / "letter-fr.pdf"):
            self.see("", "verify-genuine", f"/v/{code}", is_signed_in=False)

    def when_it_goes_wrong(self) -> None:
        self.see("AZ012", "error-404", "/people/01890000-0000-7000-8000-000000000000/", status=404)
        self.see("AZ012", "error-403", "/accounts/", status=403)
        self.see("AZ012", "error-csrf", "/receptions/new/?fresh=1", without_the_mark, status=403)
        self.see("AZ012", "error-session-lost", "/receptions/new/?fresh=1", after_the_session)
        self.see("AZ012", "error-500", "/day/", lambda page: show_file(page, "failed"))
        self.see("AZ012", "error-503", "/day/", lambda page: show_file(page, "moved"))


def send_wrong(page: Any) -> None:
    """Presses the main button of a form in which something cannot be right."""
    for box in page.query_selector_all("main form[method=post] input[type=text]:visible")[:6]:
        box.fill("٣٢x")
    page.eval_on_selector_all("main form", "all => all.forEach((one) => one.noValidate = true)")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_timeout(700)
    page.wait_for_load_state("load")


def without_the_mark(page: Any) -> None:
    page.eval_on_selector_all("[name=csrfmiddlewaretoken]", "all => all.forEach((one) => one.remove())")
    page.eval_on_selector("body", "one => one.removeAttribute('hx-headers:inherited')")
    with page.expect_navigation():
        page.eval_on_selector("form[data-draft]", "one => HTMLFormElement.prototype.submit.call(one)")


def after_the_session(page: Any) -> None:
    """The form is sent when nobody is signed in any more: it waits in the tab."""
    kept = page.context.cookies()
    page.context.clear_cookies(name="wasl")
    page.eval_on_selector_all("main form", "all => all.forEach((one) => one.noValidate = true)")
    page.locator("form[data-draft] button.btn-primary").first.click()
    page.wait_for_timeout(1500)
    page.context.add_cookies(kept)


def show_file(page: Any, name: str) -> None:
    """The pages of last resort ask nothing of anybody: their file is what is sent."""
    root = Path(__file__).resolve().parent.parent / "src" / "wasl" / "web" / "templates" / "errors"
    page.set_content((root / f"{name}.html").read_text(encoding="utf-8"))


def code_on(paper: Path) -> str:
    """The code printed at a paper's foot; none where the program that reads a PDF is not installed."""
    if not shutil.which("pdftotext"):
        return ""
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"/v/([0-9A-Z-]+)", text) or re.search(r"\b([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3})\b", text)
    return found[1] if found else ""
