from django.utils import timezone

from tests.assistance import factories
from tests.house.addresses import Address
from tests.house.addresses.assistance import registration, worker
from tests.house.addresses.attachments import case, sealed_case
from wasl.assistance.commands.letters import About, draft_letter
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.documents.commands.letters import Text

TEXT = Text(addressee="X", paragraph="Y")


def drafted(world, place, about, template, role="SOCIAL_WORKER"):
    with factories.working(worker(world, place, role)) as who:
        return draft_letter(
            actor=who, now=timezone.now(), letter_id=new_id(), about=about, template=template, lang="fr", text=TEXT
        )


def letter(place, *, is_sealed=False):
    def make(world):
        if not is_sealed:
            return drafted(world, place, About(), "PARTNER_REPLY")
        return drafted(world, place, About(**sealed_case(world)), "REQUEST", "WOMEN_OFFICER")

    return lambda world: {"letter_id": world.once(f"letter {place} {is_sealed}", lambda: make(world)).pk}


def about_letter(needs, methods=("GET",)):
    return Address(
        needs, methods, inside=letter("centre"), outside=letter("stranger"), sealed=letter("centre", is_sealed=True)
    )


ADDRESSES = {
    "letters:list": Address(P.LETTER_READ),
    "letters:unit": Address(P.LETTER_WRITE, ("GET", "POST")),
    "letters:case": Address(
        P.LETTER_WRITE, ("GET", "POST"), inside=case("centre"), outside=case("stranger"), sealed=sealed_case
    ),
    "letters:person": Address(
        P.LETTER_WRITE, ("GET", "POST"), inside=registration("centre"), outside=registration("stranger")
    ),
    "letters:letter": about_letter(P.LETTER_READ),
    "letters:edit": about_letter(P.LETTER_WRITE, ("GET", "POST")),
    "letters:preview": about_letter(P.LETTER_READ),
    "letters:step": about_letter(P.LETTER_READ, ("POST",)),
}
