from django.urls import path, re_path

from wasl.web.poverty import definitions, households, views

app_name = "poverty"

FILE = r"(?P<extension>pdf|xlsx|csv)$"
urlpatterns = [
    path("poverty/", views.home, name="home"),
    re_path(rf"^poverty/table\.{FILE}", views.table, name="table"),
    path("poverty/households/", households.home, name="households"),
    re_path(rf"^poverty/households/(?P<what>things|places)\.{FILE}", households.file, name="households_file"),
    path("poverty/households/rows/", households.rows, name="rows"),
    path("poverty/households/what/", definitions.published, name="definition"),
    path("poverty/households/what/propose/", definitions.propose, name="propose"),
    path("poverty/households/what/<uuid:row_id>/decide/", definitions.decide, name="decide"),
    path("poverty/<str:code>/", views.one, name="one"),
    re_path(rf"^poverty/(?P<code>[\w.]+)/file\.{FILE}", views.file, name="file"),
]
