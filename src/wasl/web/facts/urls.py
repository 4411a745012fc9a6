from django.urls import path

from wasl.web.facts import proposals, views

app_name = "facts"
urlpatterns = [
    path("", views.declared, name="declared"),
    path("approve/", views.to_approve, name="to_approve"),
    path("units/<uuid:unit_id>/<str:period>/", views.state, name="state"),
    path("units/<uuid:unit_id>/<str:period>/versions/", views.versions, name="versions"),
    path("units/<uuid:unit_id>/<str:period>/approve/", views.approve, name="approve"),
    path("units/<uuid:unit_id>/<str:period>/return/", views.give_back, name="return"),
    path("indicators/", proposals.indicators, name="indicators"),
    path("indicators/new/", proposals.new_indicator, name="new_indicator"),
    path("targets/", proposals.targets, name="targets"),
    path("targets/new/", proposals.new_target, name="new_target"),
    path("proposals/<str:kind>/<uuid:row_id>/approve/", proposals.approve, name="approve_proposal"),
    path("proposals/<str:kind>/<uuid:row_id>/refuse/", proposals.refuse, name="refuse_proposal"),
]
