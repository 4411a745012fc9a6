from django.urls import path, re_path

from wasl.web.territory import imports, views

app_name = "territory"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("boundaries/<slug:name>.<slug:digest>.json", views.boundary, name="boundary"),
    path("imports/", imports.upload, name="import"),
    path("imports/<uuid:upload_id>/", imports.review, name="review"),
    re_path(r"^(?P<code>[\w.-]{1,32})/table\.(?P<extension>csv|xlsx)$", views.export, name="export"),
    path("<str:code>/", views.page, name="page"),
]
