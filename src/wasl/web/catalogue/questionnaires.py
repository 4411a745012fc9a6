"""A questionnaire on screen: its words, points and caps, question by question; what is kept is a new version."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.catalogue.questionnaires.rules import Kind, WrongForm, form_of
from wasl.web.catalogue.entries import EntryForm
from wasl.web.catalogue.words import FLAWS, QUESTION_KINDS, USES
from wasl.web.fields import NumberField

NEW = "NEW"
_LINES = {"rows": 4, "dir": "auto", "spellcheck": "false"}
_MOST = 20_000


def _text(label: Any, direction: str, *, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": direction})
    return forms.CharField(label=label, max_length=600, required=False, widget=widget)


def _lines(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=_MOST, required=False, widget=forms.Textarea(attrs=dict(_LINES)), **more
    )


def written(rows: list[dict[str, Any]], names: tuple[str, ...]) -> str:
    """Rows as lines of text: code | French | Arabic | points."""
    return "\n".join(" | ".join(str(row.get(name, 0)) for name in names) for row in rows)


def read(text: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows back; a line with too few parts keeps what it has, and the rules say what is missing."""
    rows = [[part.strip() for part in line.split("|")] for line in text.splitlines() if line.strip()]
    return [dict(zip(names, row, strict=False)) for row in rows]


OPTION = ("code", "fr", "ar", "points")
BAND = ("code", "least", "fr", "ar")


class QuestionnaireForm(EntryForm):
    use = forms.ChoiceField(label=_("What it is for"), choices=list(USES.items()))
    least_age = NumberField(label=_("Asked from the age of"), most=120)
    most_age = NumberField(label=_("Up to the age of"), most=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content: dict[str, Any] = self.initial.get("content") or {"parts": []}
        if not self.content["parts"]:
            self.content = self.content | {"parts": [{"code": "PART1", "fr": "", "ar": "", "questions": []}]}
        for part in self.content["parts"]:
            self._add_part(part)
        shown = written(self.content.get("bands", []), BAND)
        help_text = _("One line each: code | from how many points | French | Arabic")
        self.fields["bands"] = _lines(_("Levels of the total"), initial=shown, help_text=help_text)

    def _add_part(self, part: Mapping[str, Any]) -> None:
        for language, direction in (("fr", "ltr"), ("ar", "rtl")):
            field = _text(_("Title in French") if language == "fr" else _("Title in Arabic"), direction, rows=1)
            self._add(f"part-{part['code']}-{language}", field, part.get(language, ""))
        self._add(f"part-{part['code']}-cap", NumberField(label=_("Most points"), most=500, required=False),
                  part.get("cap"))  # fmt: skip
        for question in (*part["questions"], {"code": f"{NEW}{part['code']}"}):
            self._add_question(question)

    def _add_question(self, question: Mapping[str, Any]) -> None:
        code = question["code"]
        if code.startswith(NEW):
            self._add(f"q-{code}-code", forms.CharField(label=_("Code"), max_length=30, required=False), "")
            kinds = forms.ChoiceField(label=_("What is answered"), choices=list(QUESTION_KINDS.items()), required=False)
            self._add(f"q-{code}-kind", kinds, Kind.SINGLE)
        self._add(f"q-{code}-fr", _text(_("Question in French"), "ltr"), question.get("fr", ""))
        self._add(f"q-{code}-ar", _text(_("Question in Arabic"), "rtl"), question.get("ar", ""))
        self._add(f"q-{code}-help_fr", _text(_("Help in French"), "ltr"), question.get("help_fr", ""))
        self._add(f"q-{code}-help_ar", _text(_("Help in Arabic"), "rtl"), question.get("help_ar", ""))
        if "options" in question or code.startswith(NEW):
            help_text = _("One line each: code | French | Arabic | points")
            answers = written(question.get("options", []), OPTION)
            self._add(f"q-{code}-options", _lines(_("Answers"), help_text=help_text), answers)
        required = forms.BooleanField(label=_("An answer is needed"), required=False)
        self._add(f"q-{code}-is_required", required, question.get("is_required", True))
        if not code.startswith(NEW):
            self._add(f"q-{code}-drop", forms.BooleanField(label=_("Take this question out"), required=False), False)

    def _add(self, name: str, field: forms.Field, initial: Any) -> None:
        field.initial = initial
        self.fields[name] = field

    def heads(self) -> list[Any]:
        """Fields of the questionnaire itself."""
        return [self[name] for name in self.fields if not name.startswith(("part-", "q-"))]

    def groups(self) -> Iterator[tuple[str, list[Any], list[tuple[str, list[Any]]]]]:
        """Each part: its code, its fields, and its questions with theirs."""
        for part in self.content["parts"]:
            codes = [*(one["code"] for one in part["questions"]), f"{NEW}{part['code']}"]
            questions = [("" if code.startswith(NEW) else code, self._of(f"q-{code}-")) for code in codes]
            yield part["code"], self._of(f"part-{part['code']}-"), questions

    def _of(self, start: str) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(start)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                given["content"] = self._content(given)
                form_of(given["content"])
            except WrongForm as wrong:
                raise forms.ValidationError(str(FLAWS[wrong.flaw]) % {"where": wrong.where}) from None
        return given

    def _content(self, given: Mapping[str, Any]) -> dict[str, Any]:
        parts = [self._part(part, given) for part in self.content["parts"]]
        return self.content | {"parts": [one for one in parts if one["questions"]], "bands": read(given["bands"], BAND)}

    def _part(self, part: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        start = f"part-{part['code']}-"
        kept = [one for one in part["questions"] if not given[f"q-{one['code']}-drop"]]
        questions = [self._question(one, f"q-{one['code']}-", given) for one in kept]
        new = f"q-{NEW}{part['code']}-"
        if given[f"{new}code"]:
            fresh = {"code": given[f"{new}code"], "kind": given[f"{new}kind"]}
            questions.append(self._question(fresh, new, given))
        said = {name: given[start + name] for name in ("fr", "ar", "cap")}
        return {**part, **said, "questions": questions}

    def _question(self, question: Mapping[str, Any], start: str, given: Mapping[str, Any]) -> dict[str, Any]:
        names = ("fr", "ar", "help_fr", "help_ar", "is_required")
        changed = dict(question) | {name: given[start + name] for name in names}
        if given.get(f"{start}options"):
            changed["options"] = read(given[f"{start}options"], OPTION)
        return changed

    def values(self) -> dict[str, Any]:
        own = {name: value for name, value in self.cleaned_data.items() if not name.startswith(("part-", "q-"))}
        own.pop("bands")
        return own | {"is_offered": not own.pop("is_ended")}


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(code, words before, words after) of the questions that differ; empty words where there was none, or is none."""
    old, new = _questions(before), _questions(after)
    codes = [*new, *(code for code in old if code not in new)]
    return [
        (code, _said(old.get(code)), _said(new.get(code)))
        for code in codes
        if _whole(old.get(code)) != _whole(new.get(code))
    ]


def _questions(content: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    return {one["code"]: one for part in (content or {"parts": []})["parts"] for one in part["questions"]}


def _whole(question: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    """What makes a question, however it was written down."""
    if question is None:
        return None
    helps = (question.get("help_fr", ""), question.get("help_ar", ""))
    return _said(question), helps, question["kind"], question.get("is_required", True)


def _said(question: Mapping[str, Any] | None) -> str:
    if question is None:
        return ""
    answers = written(question.get("options", []), OPTION)
    return "\n".join(filter(None, (question["fr"], question["ar"], answers)))
