from django.urls import path

from wasl.web.network import views

app_name = "network"
urlpatterns = [
    path("", views.listing, name="list"),
    path("map/", views.by_province, name="map"),
    path("<str:code>/", views.unit, name="unit"),
    path("<str:code>/new/", views.create, name="create"),
    path("<str:code>/change/", views.change, name="change"),
    path("<str:code>/move/", views.move, name="move"),
    path("<str:code>/close/", views.close, name="close"),
    path("<str:code>/correct/", views.correct, name="correct"),
]
