"""What may leave with an orientation, value by value: only what is known and can be ticked."""

from typing import Any

from django.utils import timezone

from wasl.assistance.queries import situations_of
from wasl.core.actor import Actor
from wasl.people.queries.reaching import Sought, reaches_of
from wasl.people.rules.reaching import Purpose, Way
from wasl.vocabulary.queries import label
from wasl.web.people.labels import language_names
from wasl.web.people.places import commune_name
from wasl.web.printed import comma
from wasl.web.templatetags.wasl import years


def available(about: Any, language: str, *, actor: Actor) -> dict[str, str]:
    """Field of `rules.SHARABLE` -> the value the other side would read. What is not known cannot be ticked."""
    person = about.person
    values = {"need": about.need_label, "sex": label("sex", about.sex, language) if about.sex in {"F", "M"} else ""}
    if about.case_id is not None:
        codes = situations_of(actor=actor, case_id=about.case_id)
        values["situation"] = comma().join(label("vulnerability_situations", code, language) for code in codes)
    if about.age_band not in {"", "ANR"}:
        values["age"] = label("age_bands", about.age_band, language)
    if person is None:
        return _known(values)
    given = person.given_ar if language == "ar" else person.given_latin
    family = person.family_ar if language == "ar" else person.family_latin
    values |= {
        "given_name": given or person.given_latin or person.given_ar,
        "family_name": family or person.family_latin or person.family_ar,
        "sex": label("sex", person.sex, language) if person.sex != "X" else "",
        "languages": language_names(person.languages),
        "commune": commune_name(person.commune_code),
    }
    values["safe_phone"] = _safe_phone(actor, about)
    if person.birth_year:
        values["age"] = years(timezone.localdate().year - person.birth_year)
    return _known(values)


def _safe_phone(actor: Actor, about: Any) -> str:
    """A number on which an agent may call her and say who calls; without one, none may be passed on."""
    sought = Sought(about.person.pk, about.level, frozenset(actor.circuits))
    ((reach, number),) = reaches_of(actor=actor, sought=[sought], purpose=Purpose.NEWS, on=timezone.localdate())
    return number if reach.way == Way.CALL else ""


def _known(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
