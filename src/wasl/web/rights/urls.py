from django.urls import path

from wasl.web.rights.views import file

app_name = "rights"

urlpatterns = [
    path("persons/<uuid:registration_id>/timeline/", file.timeline, name="timeline"),
    path("persons/<uuid:registration_id>/household/", file.household, name="household"),
    path("persons/<uuid:registration_id>/consents/", file.consents, name="consents"),
]
