from django.urls import path

from wasl.web.requested import views

app_name = "requested"

urlpatterns = [
    path("service-requests/", views.asked, name="list"),
    path("service-requests/<uuid:request_id>/", views.one, name="one"),
    path("cases/<uuid:case_id>/services/", views.of_case, name="of_case"),
]
