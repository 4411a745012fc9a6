"""The bureau d'ordre of the morning: letters that came and left, files of a case, a letter on its way."""

import io

from PIL import Image
from scripts.scenes import Scene, Story, last_id, send_wrong

PDF = b"%PDF-1.7\n1 0 obj\n<<>>endobj\ntrailer<<>>\n%%EOF\n"
PARAGRAPH = "La personne demande une copie intégrale de son acte de naissance, afin d’inscrire ses enfants à l’école."


def photograph() -> bytes:
    out, tags = io.BytesIO(), Image.Exif()
    tags.get_ifd(0x8769)[0x9003] = "2026:11:20 08:15:00"
    Image.new("RGB", (900, 600), "#6b8f71").save(out, "JPEG", exif=tags)
    return out.getvalue()


class Bureau(Story):
    def tell(self) -> list[Scene]:
        self.registers()
        self.files_and_letters()
        return self.scenes

    def enter(self, way: str, who: str, about: str, level: str = "1") -> str:
        given = {"correspondent": who, "subject": about, "medium": "hand", "reference": "312/CAB", "level": level}
        return last_id(self.as_("AZ012").send(f"/bureau/{way}/new/", **given))

    def registers(self) -> None:
        worker = self.as_("AZ012")
        came = self.enter("arrivals", "Pachalik de Demnate", "Liste des douars enclavés par la neige")
        self.enter("arrivals", "محكمة الأسرة بأزيلال", "طلب بحث اجتماعي", "3")
        left = self.enter("departures", "Pachalik de Demnate", "Réponse sur les douars enclavés")
        worker.send(f"/bureau/lines/{came}/follow/", on=f"/bureau/lines/{came}/", kind="transmitted", words="Mme Itto")
        number = worker.read(f"/bureau/lines/{left}/").partition("D-2")[2][:9]
        worker.send(f"/bureau/lines/{came}/follow/", on=f"/bureau/lines/{came}/", kind="answered", answer=f"2{number}")
        worker.upload(
            f"/bureau/lines/{came}/attachments/", "lettre.jpg", photograph(), "image/jpeg", on=f"/bureau/lines/{came}/"
        )
        self.see("AZ012", "bureau-arrivals", "/bureau/arrivals/")
        self.see("AZ012", "bureau-departures", "/bureau/departures/")
        self.see("AZ012", "bureau-line", f"/bureau/lines/{came}/")
        self.see("AZ012", "bureau-correct", f"/bureau/lines/{came}/correct/")
        self.see("AZ012", "bureau-found", "/bureau/arrivals/?q=douars")
        self.see("AZ012", "bureau-new-wrong", "/bureau/arrivals/new/", send_wrong)

    def files_and_letters(self) -> None:
        worker, director = self.as_("AZ012"), self.as_("AZ011")
        person = self.register("AZ012", "Tuda", "Aït Ouchen", birth_year="1979", given_other="تودة")
        case = last_id(worker.send(f"/cases/new/{person}/", basis="CONSENT", severity="2"))
        worker.upload(
            f"/cases/{case}/attachments/", "certificat.pdf", PDF, "application/pdf", title="Certificat de vie"
        )
        worker.upload(f"/cases/{case}/attachments/", "photo.jpg", photograph(), "image/jpeg", title="La maison")
        text = {"addressee": "Monsieur le Caïd d’Imi n’Oulaoun", "address": "Azilal", "paragraph": PARAGRAPH}
        made = last_id(worker.send(f"/cases/{case}/letters/new/", template="REQUEST", lang="fr", **text))
        arabic = {
            "addressee": "السيد رئيس المحكمة الابتدائية",
            "address": "أزيلال",
            "paragraph": "رفقته نسخة من الوثائق.",
        }
        draft = last_id(worker.send(f"/cases/{case}/letters/new/", template="TRANSMISSION", lang="ar", **arabic))
        for letter in (made, draft):
            worker.send(f"/letters/{letter}/step/", on=f"/letters/{letter}/", step="prepare")
        director.send(f"/letters/{made}/step/", on=f"/letters/{made}/", step="initial")
        director.send(f"/letters/{made}/step/", on=f"/letters/{made}/", step="sign")
        self.see("AZ012", "bureau-case-files", f"/cases/{case}/attachments/")
        self.see("AZ012", "bureau-case-arrival", f"/cases/{case}/attachments/letter/arrivals/")
        self.see("AZ012", "bureau-letter-new", f"/cases/{case}/letters/new/")
        self.see("AZ012", "bureau-letter-signed", f"/letters/{made}/")
        self.see("AZ011", "bureau-letter-to-initial", f"/letters/{draft}/")
        self.see("AZ011", "bureau-letters", "/letters/")
        self.see("AZ011", "bureau-my-day", "/day/")
        self.see("HQ002", "bureau-templates", "/catalogue/letters/")
