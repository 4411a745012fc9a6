from django.urls import include, path

urlpatterns = [
    path("", include("wasl.web.urls")),
]
