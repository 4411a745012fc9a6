"""Every block of the house on one page, for looking at and for the browser tests. Not part of the product."""

from datetime import UTC, date, datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import include, path
from django.utils.translation import get_language

from wasl.web.fields import BirthField, DayField, ManySegments, NumberField, Segments

WORDS = {
    "fr": {
        "title": "Galerie des blocs", "purpose": "Tout ce qu’un écran peut employer, sur une page.",
        "act": "Recevoir une personne", "name": "Nom tel qu’il se prononce ou s’écrit",
        "name_help": "En arabe ou en lettres latines, comme il vient.", "sex": "Sexe", "woman": "Femme", "man": "Homme",
        "birth": "Naissance", "day": "Jour de l’accueil", "need": "Besoins",
        "housing": "Hébergement", "papers": "Papiers",
        "amount": "Montant", "agree": "La personne est d’accord", "note": "Ce qu’elle demande", "service": "Service",
        "waiting": "En attente à l’accueil", "about": "Femme, env. 35 ans", "request": "Demande : aide aux démarches",
        "listen": "Écouter", "accepted": "acceptée", "late": "en retard de 3 jours", "redo": "à refaire",
        "danger": "danger immédiat", "minutes": "20 min", "happened": "Ce qui s’est passé", "listening": "Écoute",
        "shared": "Note partagée avec l’équipe.", "beneficiaries": "Bénéficiaires", "persons": "personnes",
        "empty": "Les réponses apparaîtront ici.", "label": "Rubrique", "value": "Valeur", "source": "Source",
        "recorded": "enregistré", "saved": "L’accueil est enregistré.", "provinces": "Personnes reçues par province",
        "year": "Année", "missing": "pas de donnée", "chart": "Personnes reçues par an", "save": "Enregistrer",
    },
    "ar": {
        "title": "معرض المكونات", "purpose": "كل ما يمكن أن تستعمله شاشة، في صفحة واحدة.",
        "act": "استقبال شخص", "name": "الاسم كما ينطقه أو كما في وثيقته",
        "name_help": "بالعربية أو باللاتينية، كما تيسر.", "sex": "الجنس", "woman": "امرأة", "man": "رجل",
        "birth": "الازدياد", "day": "يوم الاستقبال", "need": "الحاجيات", "housing": "الإيواء", "papers": "الوثائق",
        "amount": "المبلغ", "agree": "الشخص موافق", "note": "ما يطلبه", "service": "الخدمة",
        "waiting": "في انتظار الاستقبال", "about": "امرأة، حوالي 35 سنة", "request": "الطلب: المساعدة في الإجراءات",
        "listen": "استماع", "accepted": "مقبول", "late": "متأخر بثلاثة أيام", "redo": "للإعادة",
        "danger": "خطر وشيك", "minutes": "20 دقيقة", "happened": "ما حدث", "listening": "استماع",
        "shared": "ملاحظة مشتركة مع الفريق.", "beneficiaries": "المستفيدون", "persons": "أشخاص",
        "empty": "ستظهر الأجوبة هنا.", "label": "البيان", "value": "القيمة", "source": "المصدر",
        "recorded": "مسجل", "saved": "تم تسجيل الاستقبال.", "provinces": "الأشخاص المستقبلون حسب الإقليم",
        "year": "السنة", "missing": "لا توجد معطيات", "chart": "الأشخاص المستقبلون حسب السنة", "save": "تسجيل",
    },
}  # fmt: skip


def words() -> dict[str, str]:
    return WORDS["ar" if get_language() == "ar" else "fr"]


class GalleryForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say = words()
        self.fields["name"] = forms.CharField(
            label=say["name"], help_text=say["name_help"], widget=forms.TextInput(attrs={"dir": "auto"})
        )
        self.fields["sex"] = forms.ChoiceField(
            label=say["sex"], choices=[("F", say["woman"]), ("M", say["man"])], widget=Segments
        )
        self.fields["birth"] = BirthField(label=say["birth"], required=False)
        self.fields["day"] = DayField(label=say["day"])
        self.fields["need"] = forms.MultipleChoiceField(
            label=say["need"],
            choices=[("H", say["housing"]), ("P", say["papers"])],
            widget=ManySegments,
            required=False,
        )
        self.fields["service"] = forms.ChoiceField(label=say["service"], choices=[("1", say["papers"])])
        self.fields["amount"] = NumberField(label=say["amount"], required=False, places=2)
        self.fields["note"] = forms.CharField(
            label=say["note"], required=False, widget=forms.Textarea(attrs={"dir": "auto"})
        )
        self.fields["agree"] = forms.BooleanField(label=say["agree"], required=False)


def charts() -> list[dict[str, object]]:
    say = words()
    years = {"categories": ["2022", "2023", "2024", "2025"], "unit": say["persons"], "title": say["chart"]}
    values = [1200, None, 2476, 2785]
    places = [("A", "Azilal", 2476), ("B", "Béni Mellal", 812), ("C", "Khénifra", None)]
    return [
        {"kind": "bar", "series": [{"name": say["beneficiaries"], "values": values}], **years},
        {
            "kind": "line",
            "series": [{"name": say["woman"], "values": values}, {"name": say["man"], "values": [3, 900, 1000, 2000]}],
            **years,
        },
        {
            "kind": "bar",
            "lying": True,
            "categories": [name for _code, name, _value in places],
            "series": [{"name": say["beneficiaries"], "values": [value for _code, _name, value in places]}],
            "unit": say["persons"],
            "title": say["provinces"],
        },
        {
            "kind": "map",
            "title": say["provinces"],
            "shapes": "/gallery/shapes.json",
            "values": [{"code": code, "name": name, "value": value} for code, name, value in places],
            "classes": [
                {"from": 0, "to": 1000, "label": "0–1 000"},
                {"from": 1000, "to": 3000, "label": "1 000–3 000"},
            ],
            "missing": say["missing"],
            "unit": say["persons"],
        },
    ]


def shapes(request: HttpRequest) -> HttpResponse:
    def square(code: str, left: int) -> dict[str, object]:
        ring = [[left, 31], [left + 1, 31], [left + 1, 32], [left, 32], [left, 31]]
        return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    squares = [square(code, -8 + rank) for rank, code in enumerate("ABC")]
    return JsonResponse({"type": "FeatureCollection", "features": squares})


#: What the server was given: ids of commands done, and the last draft.
DONE: list[str] = []
DRAFTS: list[dict[str, str]] = []


def draft(request: HttpRequest) -> HttpResponse:
    DRAFTS.append(request.POST.dict())
    return HttpResponse(status=204)


def fragment(request: HttpRequest, status: int) -> HttpResponse:
    return HttpResponse(f"<p>{request.method} {status}</p>", status=status)


def gallery(request: HttpRequest) -> HttpResponse:
    say = words()
    form = GalleryForm(request.POST or None, initial={"day": date(2026, 1, 15)})
    if form.is_bound and form.is_valid():
        DONE.append(request.POST["command_id"])
        messages.success(request, say["saved"])
        return redirect("gallery")
    context = {
        "say": say, "form": form, "charts": charts(), "on": date(2026, 1, 15),
        "at": datetime(2026, 1, 15, 9, 10, tzinfo=UTC),
        "events": [{"title": say["listening"], "when": "15/01", "text": say["shared"]}] * 3,
        "latin": "Fatima Ait Hammou", "arabic": "فاطمة أيت حمو", "next_key": "k2", "previous_key": "k0",
        "statuses": [200, 422, 401, 403, 404, 409, 500],
    }  # fmt: skip
    return TemplateResponse(request, "gallery.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("gallery/shapes.json", shapes),
    path("gallery/draft/", draft),
    path("gallery/fragment/<int:status>/", fragment),
    path("", include("wasl.config.urls")),
]
handler404 = "wasl.web.errors.missing"
handler403 = "wasl.web.errors.refused"
