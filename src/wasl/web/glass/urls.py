from django.urls import path

from wasl.web.glass import views

app_name = "glass"
urlpatterns = [
    path("", views.requests, name="list"),
    path("ask/<uuid:registration_id>/", views.ask, name="ask"),
    path("<uuid:request_id>/confirm/", views.confirm, name="confirm"),
]
