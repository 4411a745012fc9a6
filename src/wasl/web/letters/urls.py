from django.urls import path

from wasl.web.letters import views

app_name = "letters"

urlpatterns = [
    path("letters/", views.listing, name="list"),
    path("letters/new/", views.new, name="unit"),
    path("cases/<uuid:case_id>/letters/new/", views.new, name="case"),
    path("people/<uuid:registration_id>/letters/new/", views.new, name="person"),
    path("letters/<uuid:letter_id>/", views.letter, name="letter"),
    path("letters/<uuid:letter_id>/edit/", views.edit, name="edit"),
    path("letters/<uuid:letter_id>/preview/", views.preview, name="preview"),
    path("letters/<uuid:letter_id>/step/", views.step, name="step"),
]
