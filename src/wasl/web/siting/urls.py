from django.urls import path, re_path

from wasl.web.siting import views

app_name = "siting"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:plan_id>/", views.plan, name="plan"),
    path("<uuid:plan_id>/another/", views.another, name="another"),
    path("alternatives/<uuid:option_id>/", views.option, name="option"),
    path("alternatives/<uuid:option_id>/refuse/", views.refuse, name="refuse"),
    path("alternatives/<uuid:option_id>/paper/", views.paper, name="paper"),
    re_path(r"^alternatives/(?P<option_id>[0-9a-f-]{36})/sites\.(?P<extension>csv|xlsx)$", views.export, name="export"),
]
