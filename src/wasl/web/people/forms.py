"""What is asked of a person: little at first, the rest when it is known."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.people.rules import Birth as KnownBirth
from wasl.people.rules import Contact, DocumentStatus, Particulars, Problem
from wasl.people.rules.papers import number_problem, phone_problem
from wasl.people.rules.particulars import is_arabic
from wasl.vocabulary.choices import choices
from wasl.web.fields import Birth, BirthField, DayField, ManySegments, Segments
from wasl.web.people import labels
from wasl.web.people.places import place_text, read_place

_NAME = {"dir": "auto", "autocomplete": "off", "spellcheck": "false"}


def _text(label: Any, *, most: int = 80, required: bool = False, **options: Any) -> forms.CharField:
    """Kept byte for byte: a name is what was written, blanks included."""
    attributes = _NAME | options.pop("attrs", {})
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, max_length=most, required=required, strip=False, widget=widget, **options)


def _codes(labels_of: Any, blank: Any = None) -> list[tuple[str, Any]]:
    first = [] if blank is None else [("", blank)]
    return first + [(str(code), text) for code, text in labels_of.items()]


class ParticularsForm(forms.Form):
    """Names in either script; the second pair of fields is for the other one. Nothing is mandatory: an anonymous
    person is received too."""

    given = _text(_("Given name"), help_text=_("As on the paper, or as she says it; in Arabic or in French."))
    family = _text(_("Family name"))
    birth = BirthField(label=_("Birth"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=choices("sex"), widget=Segments, required=False, initial="X")
    place = _text(
        _("Commune or douar"), most=120, help_text=_("Where she lives, for example: Demnate, douar Ait Oumghar.")
    )
    given_other = _text(_("Given name in the other script"))
    family_other = _text(_("Family name in the other script"))
    known_as = _text(_("Known as"), help_text=_("When there is no name: how she is called or recognised."))
    father = _text(_("Father's name"), most=120)
    mother = _text(_("Mother's name"), most=120)
    birth_place = _text(_("Place of birth"), most=120)
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=_codes(labels.LANGUAGES), widget=ManySegments, required=False
    )
    idcs_status = forms.ChoiceField(
        label=_("Civil and social number (IDCS)"), choices=_codes(labels.REGISTRY_STATUS, _("Not asked")),
        required=False,
    )  # fmt: skip
    rsu_status = forms.ChoiceField(
        label=_("Unified social register (RSU)"), choices=_codes(labels.REGISTRY_STATUS, _("Not asked")),
        required=False,
    )  # fmt: skip

    FIRST = ("given", "family", "birth", "sex", "place")
    MORE: tuple[str, ...] = (
        "given_other", "family_other", "known_as", "father", "mother", "birth_place", "languages", "idcs_status",
        "rsu_status",
    )  # fmt: skip

    def __init__(self, *args: Any, province: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.province = province

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def has_more(self) -> bool:
        """Whether the folded part holds something to see."""
        return any(self.errors.get(name) or self[name].value() for name in self.MORE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one, other in (("given", "given_other"), ("family", "family_other")):
            first, second = data.get(one, ""), data.get(other, "")
            if first and second and is_arabic(first) == is_arabic(second):
                self.add_error(other, _("This is the same script as the name above: write the other one here."))
        return data

    def particulars(self) -> Particulars:
        data = self.cleaned_data
        commune_code, douar = read_place(data["place"], province=self.province)
        return Particulars(
            **_by_script("given", data["given"], data["given_other"]),
            **_by_script("family", data["family"], data["family_other"]),
            known_as=data["known_as"],
            father=data["father"],
            mother=data["mother"],
            sex=data["sex"] or "X",
            birth=known_birth(data["birth"]),
            birth_place=data["birth_place"],
            commune_code=commune_code,
            douar=douar,
            languages=tuple(data["languages"]),
            idcs_status=data["idcs_status"],
            rsu_status=data["rsu_status"],
        )

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        fields = {"commune_code": "place", "douar": "place"}
        for problem in problems:
            name = problem.field.removesuffix("_ar").removesuffix("_latin")
            self.add_error(fields.get(name, name), str(labels.PROBLEMS[problem.code]))


def _by_script(name: str, *texts: str) -> dict[str, str]:
    found = {f"{name}_ar": "", f"{name}_latin": ""}
    for text in texts:
        if text.strip():
            found[f"{name}_ar" if is_arabic(text) else f"{name}_latin"] = text
    return found


def known_birth(birth: Birth | None) -> KnownBirth:
    if birth is None:
        return KnownBirth()
    stated_on = timezone.localdate() if birth.age is not None else None
    return KnownBirth(birth.year, birth.month, birth.day, birth.age, stated_on)


def initial_of(particulars: Particulars) -> dict[str, Any]:
    """What a correction begins with: the page's own script does not matter, Arabic comes first if it is there."""
    born = particulars.birth
    values = {name: getattr(particulars, name) for name in (*ParticularsForm.MORE, "sex") if hasattr(particulars, name)}
    for name in ("given", "family"):
        arabic, latin = getattr(particulars, f"{name}_ar"), getattr(particulars, f"{name}_latin")
        values |= {name: arabic or latin, f"{name}_other": latin if arabic else ""}
    birth = Birth(year=born.year, month=born.month, day=born.day, age=born.age)
    return values | {"birth": birth, "place": place_text(particulars.commune_code, particulars.douar)}


class NewPersonForm(ParticularsForm):
    phone = _text(_("Phone"), most=24, attrs={"inputmode": "tel", "dir": "ltr"})
    contact = forms.ChoiceField(
        label=_("What may be done with this number"), choices=_codes(labels.CONTACT), initial=Contact.CALL,
        required=False, help_text=_("Ask her: somebody else may answer or read."),
    )  # fmt: skip
    document_type = forms.ChoiceField(
        label=_("Paper shown or named"), choices=choices("identity_documents", blank=""), required=False
    )
    document_number = _text(_("Number of the paper"), most=30, attrs={"dir": "ltr"})
    document_status = forms.ChoiceField(
        label=_("The paper was"), choices=_codes(labels.DOCUMENT_STATUS), initial=DocumentStatus.DECLARED,
        widget=Segments, required=False,
    )  # fmt: skip
    none_of_these = forms.ChoiceField(
        label=_("Why it is none of these"), choices=_codes(labels.NONE_OF_THESE, ""), required=False
    )

    MORE = ("phone", "contact", "document_type", "document_number", "document_status", *ParticularsForm.MORE)

    @property
    def has_more(self) -> bool:
        said = set(self.MORE) - {"contact", "document_status"}
        return any(self.errors.get(name) or self[name].value() for name in said)

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and (code := phone_problem(phone)):
            raise forms.ValidationError(labels.PROBLEMS[code])
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        number = data.get("document_number", "")
        if number and not data.get("document_type"):
            self.add_error("document_type", _("Say which paper this number stands on."))
        elif code := number_problem(data.get("document_type", ""), number):
            self.add_error("document_number", str(labels.PROBLEMS[code]))
        return data


class SeenForm(forms.Form):
    """What hangs on a registration, with who reads it: `levels` are those the agent may choose among, by level."""

    def __init__(self, *args: Any, levels: list[int], level: int, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(one), labels.READ_BY[one]) for one in levels]
        field = forms.ChoiceField(label=_("Who may read it"), choices=choices, widget=Segments, initial=str(level))
        if len(choices) > 1:
            self.fields["level"] = field

    @property
    def level(self) -> int:
        """The level chosen, or 2 where there is nothing to choose."""
        return int(self.cleaned_data.get("level") or 2)


class LevelForm(SeenForm):
    reason = forms.ChoiceField(label=_("Why"), choices=_codes(labels.WHY_LEVEL), widget=Segments)


class PhoneForm(SeenForm):
    number = _text(_("Phone"), most=24, required=True, attrs={"inputmode": "tel", "dir": "ltr"})
    contact = forms.ChoiceField(
        label=_("What may be done with this number"), choices=_codes(labels.CONTACT), widget=Segments,
        initial=Contact.CALL, help_text=_("Ask her: somebody else may answer or read."),
    )  # fmt: skip
    belongs_to = _text(_("Whose number it is, when not her own"))

    def clean_number(self) -> str:
        if code := phone_problem(self.cleaned_data["number"]):
            raise forms.ValidationError(labels.PROBLEMS[code])
        return str(self.cleaned_data["number"])


class ContactForm(forms.Form):
    contact = forms.ChoiceField(choices=_codes(labels.CONTACT))


class DocumentForm(forms.Form):
    type = forms.ChoiceField(label=_("Paper"), choices=choices("identity_documents", blank=""))
    number = _text(_("Number of the paper"), most=30, attrs={"dir": "ltr"}, help_text=_("Kept sealed."))
    status = forms.ChoiceField(
        label=_("The paper was"), choices=_codes(labels.DOCUMENT_STATUS), widget=Segments,
        initial=DocumentStatus.DECLARED,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if code := number_problem(data.get("type", ""), data.get("number", "")):
            self.add_error("number", str(labels.PROBLEMS[code]))
        return data


class AddressForm(SeenForm):
    place = _text(_("Commune or douar"), most=120)
    line = _text(_("Street and number, if there are any"), most=200)
    landmark = _text(
        _("Landmark"), most=200, help_text=_("What one asks for to find the house, for example: behind the mill.")
    )
    since = DayField(label=_("Since"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not any(data.get(name, "").strip() for name in ("place", "line", "landmark")):
            self.add_error("place", _("Give at least a commune, a douar or a landmark."))
        return data


class MembershipForm(forms.Form):
    role = forms.ChoiceField(label=_("Place in the household"), choices=choices("household_roles"))
    since = DayField(label=_("Since"), required=False, help_text=_("Leave empty when it is not known."))
    until = DayField(label=_("Until"), required=False, help_text=_("Only when she no longer lives there."))


class JoinForm(forms.Form):
    role = forms.ChoiceField(label=_("Place in the household"), choices=choices("household_roles"))
    since = DayField(label=_("Since"), required=False, help_text=_("Leave empty when it is not known."))


class KinForm(forms.Form):
    kind = forms.ChoiceField(label=_("What they are to each other"), choices=_codes(labels.KIN), widget=Segments)


class AskForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why you ask"), choices=_codes(labels.WHY_ACCESS), widget=Segments)
