from django.urls import path

from wasl.web.recordings import views

app_name = "recordings"

urlpatterns = [
    path("recordings/", views.recordings, name="list"),
    path("recordings/<uuid:recording_id>/sound/", views.sound, name="sound"),
    path("recordings/<uuid:recording_id>/decide/", views.decide, name="decide"),
    path("recordings/<slug:slot>/<slug:language>/", views.phrase, name="phrase"),
    path("recordings/<slug:slot>/<slug:language>/record/", views.record, name="record"),
]
