from django.urls import path

from wasl.web.circuits import views

app_name = "circuits"
urlpatterns = [
    path("cases/<uuid:case_id>/circuits/", views.circuits, name="list"),
    path("cases/<uuid:case_id>/circuits/<uuid:run_id>/", views.run, name="run"),
    path("cases/<uuid:case_id>/circuits/<uuid:run_id>/steps/<uuid:step_id>/", views.step, name="step"),
    path("cases/<uuid:case_id>/circuits/<uuid:run_id>/end/", views.end, name="end"),
    path("cases/<uuid:case_id>/circuits/<uuid:run_id>/report/", views.report, name="report"),
    path("cases/<uuid:case_id>/circuits/<uuid:run_id>/steps/<uuid:step_id>/paper/", views.paper, name="paper"),
    path("cases/<uuid:case_id>/circuits/<uuid:run_id>/attestation/", views.attestation, name="attestation"),
]
