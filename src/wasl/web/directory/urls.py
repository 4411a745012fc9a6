from django.urls import path

from wasl.web.directory import destinations, views

app_name = "directory"

urlpatterns = [
    path("directory/", views.search, name="search"),
    path("directory/ours/", views.ours, name="ours"),
    path("directory/new/", views.new, name="new"),
    path("directory/<uuid:entry_id>/", views.entry, name="entry"),
    path("directory/<uuid:entry_id>/change/", views.change, name="change"),
    path("directory/<uuid:entry_id>/places/", views.places, name="places"),
    path("directory/<uuid:entry_id>/end/", views.end, name="end"),
    path("orientations/destinations/", destinations.destinations, name="destinations"),
]
