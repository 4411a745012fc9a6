from django.urls import path

from wasl.web.assessments import views

app_name = "assessments"

urlpatterns = [
    path("cases/<uuid:case_id>/assessments/", views.assessments, name="list"),
    path("cases/<uuid:case_id>/assessments/new/<slug:code>/", views.assess, name="assess"),
    path("cases/<uuid:case_id>/assessments/compare/<slug:code>/", views.compare, name="compare"),
    path("cases/<uuid:case_id>/assessments/<uuid:assessment_id>/", views.assessment, name="assessment"),
    path("cases/<uuid:case_id>/assessments/<uuid:assessment_id>/override/", views.override, name="override"),
]
