"""What the people's codes are called on screen, and what their problems say."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wasl.people.linkage.households import Tie
from wasl.people.rules import (
    AccessState,
    Apart,
    Birth,
    Contact,
    DocumentStatus,
    NoKin,
    NoneOfThese,
    Origin,
    RegistryStatus,
    WhyAccess,
    WhyLevel,
    age_on,
)
from wasl.web import printed
from wasl.web.words import Words

CONTACT: Words = {
    Contact.CALL: _("May be called, no message"),
    Contact.CALL_SMS: _("May be called and sent messages"),
    Contact.SMS: _("Only messages, no call"),
    Contact.VISIT: _("Only when she visits"),
    Contact.NEVER: _("Never contact"),
}
CONTACT_BADGE: dict[str, str] = {
    Contact.CALL: "quiet",
    Contact.CALL_SMS: "quiet",
    Contact.SMS: "due",
    Contact.VISIT: "due",
    Contact.NEVER: "danger",
}
DOCUMENT_STATUS: Words = {DocumentStatus.DECLARED: _("declared"), DocumentStatus.SEEN: _("seen")}
REGISTRY_STATUS: Words = {
    RegistryStatus.NONE: _("Not registered"),
    RegistryStatus.DECLARED: _("Says she is registered"),
    RegistryStatus.SEEN: _("Proof seen"),
}
NONE_OF_THESE: Words = {
    NoneOfThese.OTHER_AGE: _("Not the same age"),
    NoneOfThese.OTHER_FAMILY: _("Not the same family"),
    NoneOfThese.RELATIVE: _("A relative or a namesake"),
    NoneOfThese.PERSON_SAYS: _("The person says so"),
    NoneOfThese.UNSURE: _("Cannot be told today"),
}
KIN: Words = {Apart.TWINS: _("Twins"), Apart.SIBLINGS: _("Brothers or sisters")}
NO_KIN: Words = {
    NoKin.SELF: _("Nobody is her own twin: choose another member of the household."),
    NoKin.OTHER_HOME: _("They have never been in one household here: write the household down first."),
    NoKin.ONE_PERSON: _("These two registrations are said to be one person: take them apart first."),
    NoKin.DECLARED: _("They are declared already: take that back first."),
    NoKin.SIBLING_BIRTHS: _("So many years lie between these births that one is hardly the other's sister or brother."),
    NoKin.TWIN_BIRTHS: _("Twins are born together: correct a birth date first, or say brothers or sisters."),
}
TIES: Words = {
    Tie.PHONE: _("the same telephone"),
    Tie.PARENT: _("named as father or mother"),
    Tie.FATHER: _("the same father's name"),
    Tie.MOTHER: _("the same mother's name"),
    Tie.FAMILY: _("the same family name"),
    Tie.ADDRESS: _("the same address"),
    Tie.COMMUNE: _("the same commune"),
}
WHY_ACCESS: Words = {
    WhyAccess.SAME_PERSON: _("To know whether it is the same person"),
    WhyAccess.FOLLOW_UP: _("To follow up what was begun"),
    WhyAccess.URGENT: _("Urgent: she is here now"),
}
WHY_LEVEL: Words = {
    WhyLevel.HER_WISH: _("She asks for it"),
    WhyLevel.DANGER: _("Somebody could harm her"),
    WhyLevel.OVER: _("The danger is over"),
    WhyLevel.MISTAKE: _("It was noted by mistake"),
}
#: Who reads a phone or an address, by level.
READ_BY: Words = {
    2: _("All who work on her file"),
    3: _("Those who read sensitive files"),
    4: _("Only those named on her protected case"),
}
ACCESS_STATE: Words = {
    AccessState.ASKED: _("waiting for an answer"),
    AccessState.GRANTED: _("open to you"),
    AccessState.REFUSED: _("not given"),
    AccessState.ENDED: _("over"),
}
ORIGIN: Words = {
    Origin.FOUND: _("found by comparison"),
    Origin.SAID: _("said by an agent"),
    Origin.CHECK: _("linked automatically, drawn to be checked"),
}
LANGUAGES: Words = {
    "ar": _("Arabic (darija)"),
    "tzm": _("Tamazight"),
    "shi": _("Tachelhit"),
    "rif": _("Tarifit"),
    "fr": _("French"),
    "sign": _("Sign language"),
    "other": _("Another language"),
}
REASONS: Words = {
    "given_same": _("same given name"),
    "given_other_script": _("same given name in the other script"),
    "given_other_spelling": _("same given name, spelled otherwise"),
    "given_near": _("given name nearly the same"),
    "given_begins": _("given name begins so"),
    "given_differs": _("other given name"),
    "family_same": _("same family name"),
    "family_other_script": _("same family name in the other script"),
    "family_other_spelling": _("same family name, spelled otherwise"),
    "family_near": _("family name nearly the same"),
    "family_begins": _("family name begins so"),
    "family_differs": _("other family name"),
    "names_swapped": _("names in the other order"),
    "father_same": _("same father"),
    "father_differs": _("other father"),
    "mother_same": _("same mother"),
    "mother_differs": _("other mother"),
    "date_same": _("same birth date"),
    "date_twin": _("same birth date, other given name: twins perhaps"),
    "date_swapped": _("day and month exchanged"),
    "date_near": _("birth date but for one digit"),
    "day_differs": _("another day of the same year"),
    "year_same": _("same birth year"),
    "year_near": _("birth year nearly the same"),
    "year_differs": _("other birth year"),
    "sex_same": _("same sex"),
    "sex_differs": _("not the same sex"),
    "commune_same": _("same commune"),
    "phone_same": _("same phone number"),
    "document_same": _("same paper"),
    "document_differs": _("other paper number"),
    "phone_differs": _("other phone number"),
    "commune_differs": _("other commune"),
    "document_near": _("same paper but for one letter or digit"),
}
#: What a likely registration may not say of itself: it goes without saying, or agrees with half of the country.
UNSAID = {"sex_same"}
MASKED_REASONS: Words = {
    "names": _("same name"),
    "year": _("same birth year"),
    "day": _("same birth date"),
    "phone": _("same phone number"),
    "document": _("same paper"),
}
PROBLEMS: Words = {
    "FUTURE": _("This day has not come yet: check the date."),
    "IMPOSSIBLE_DATE": _("There is no such day: check the day, the month and the year."),
    "TOO_OLD": _("This is more than 120 years ago: check the year."),
    "AGE_RANGE": _("An age is between 0 and 120 years."),
    "DATE_AND_AGE": _("Give a date or an age, not both."),
    "YEAR_MISSING": _("Give the year too, or only an age."),
    "MONTH_MISSING": _("Give the month too, or only the year."),
    "NOT_ARABIC": _("Latin letters stand in a name in Arabic: write one script in each field."),
    "NOT_LATIN": _("Arabic letters stand in a name in Latin script: write one script in each field."),
    "TOO_LONG": _("This is too long: shorten it."),
    "UNREADABLE": _("A sign in this text cannot be kept: type it again."),
    "UNKNOWN": _("Choose one of the answers offered."),
    "PHONE_FORM": _("A phone number has ten digits and begins with 05, 06, 07 or 08; from abroad it begins with +."),
    "CNIE_FORM": _("A national card number is one or two letters, then digits, for example JB44551."),
    "IDCS_FORM": _("This number has exactly ten digits."),
    "RSU_FORM": _("This number has 6 to 14 digits."),
    "MASSAR_FORM": _("A Massar code is one letter, then nine digits."),
    "NUMBER_FORM": _("A number of a paper holds letters and digits only, 24 at most."),
    "NUMBER_UNREADABLE": _("This number holds neither a digit nor a Latin letter: type it again."),
    "NUMBER_UNEXPECTED": _("This kind of paper has no number: leave it empty."),
    "ENDS_BEFORE_START": _("It ends before it begins: check both days."),
}


def reason_texts(reasons: Iterable[str]) -> list[str]:
    return [str(REASONS[code]) for code in map(str, reasons) if code in REASONS and code not in UNSAID]


def birth_text(birth: Birth, *, today: date) -> str:
    """In words, with the age: "born in 1988 (year only), 38 years old"."""
    if birth.age is not None and birth.stated_on is not None:
        told = {"age": birth.age, "day": printed.day(birth.stated_on)}
        return gettext("about %(age)s years old on %(day)s") % told
    if birth.year is None:
        return gettext("age not known")
    age = age_on(today, year=birth.year, month=birth.month, born_on=birth.day)
    if birth.month is None:
        return gettext("born in %(year)s (year only), about %(age)s years old") % {"year": birth.year, "age": age}
    if birth.day is None:
        month = printed.month(date(birth.year, birth.month, 1))
        return gettext("born in %(month)s, %(age)s years old") % {"month": month, "age": age}
    born = printed.day(date(birth.year, birth.month, birth.day))
    return gettext("born on %(day)s, %(age)s years old") % {"day": born, "age": age}


def language_names(codes: list[str]) -> str:
    return printed.comma().join(str(LANGUAGES.get(code, code)) for code in codes)
