from django.urls import URLPattern, URLResolver, include, path

from wasl.web import sessions, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("more/", views.more, name="more"),
    path("language/", views.language, name="language"),
    path("who/", sessions.who, name="who"),
    path("calendar/", views.neutral, name="neutral"),
    path("", include("wasl.web.access.urls")),
    path("journal/", include("wasl.web.journal.urls")),
    path("glass/", include("wasl.web.glass.urls")),
    path("", include("wasl.web.readers.urls")),
    path("voices/", include("wasl.web.voices.urls")),
    path("complaints/", include("wasl.web.complaints.urls")),
    path("people/", include("wasl.web.people.urls")),
    path("rights/", include("wasl.web.rights.urls")),
    path("", include("wasl.web.assistance.urls")),
    path("", include("wasl.web.caseload.urls")),
    path("", include("wasl.web.appointments.urls")),
    path("", include("wasl.web.circuits.urls")),
    path("", include("wasl.web.signals.urls")),
    path("", include("wasl.web.drafts.urls")),
    path("catalogue/", include("wasl.web.catalogue.urls")),
    path("territory/", include("wasl.web.territory.urls")),
    path("network/", include("wasl.web.network.urls")),
    path("", include("wasl.web.documents.urls")),
    path("", include("wasl.web.attachments.urls")),
    path("bureau/", include("wasl.web.bureau.urls")),
    path("figures/", include("wasl.web.facts.urls")),
    path("reports/", include("wasl.web.reports.urls")),
]
