from django.urls import path, re_path

from wasl.web.needs import views

app_name = "needs"

urlpatterns = [
    path("needs/", views.home, name="home"),
    re_path(r"^needs/table\.(?P<extension>pdf|xlsx|csv)$", views.table, name="table"),
    path("needs/<slug:kind>/<str:code>/", views.one, name="one"),
    path("needs/<slug:kind>/<str:code>/rows/", views.rows, name="rows"),
    re_path(r"^needs/(?P<kind>[a-z]+)/(?P<code>[^/]+)/file\.(?P<extension>pdf|xlsx|csv)$", views.file, name="file"),
]
