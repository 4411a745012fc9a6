from django.urls import path

from wasl.web.network import imports, views

app_name = "network"
urlpatterns = [
    path("", views.listing, name="list"),
    path("map/", views.by_province, name="map"),
    path("imports/", imports.imports, name="imports"),
    path("imports/model/<slug:kind>.xlsx", imports.blank, name="import_model"),
    path("imports/<uuid:import_id>/", imports.review, name="import"),
    path("imports/<uuid:import_id>/verdicts.xlsx", imports.verdicts_file, name="import_verdicts"),
    path("imports/<uuid:import_id>/take/", imports.take, name="import_take"),
    path("imports/<uuid:import_id>/undo/", imports.undo, name="import_undo"),
    path("<str:code>/", views.unit, name="unit"),
    path("<str:code>/new/", views.create, name="create"),
    path("<str:code>/change/", views.change, name="change"),
    path("<str:code>/move/", views.move, name="move"),
    path("<str:code>/close/", views.close, name="close"),
    path("<str:code>/correct/", views.correct, name="correct"),
]
