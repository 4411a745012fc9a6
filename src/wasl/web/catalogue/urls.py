from django.urls import path

from wasl.web.catalogue import views

app_name = "catalogue"

urlpatterns = [
    path("", views.kinds, name="list"),
    path("<slug:kind>/", views.entries, name="entries"),
    path("<slug:kind>/propose/", views.propose, name="propose"),
    path("<slug:kind>/<uuid:row_id>/", views.entry, name="entry"),
    path("<slug:kind>/<uuid:row_id>/approve/", views.approve, name="approve"),
    path("<slug:kind>/<uuid:row_id>/refuse/", views.refuse, name="refuse"),
]
