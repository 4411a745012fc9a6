from django.urls import include, path

urlpatterns = [
    path("", include("wasl.web.urls")),
]

handler400 = "wasl.web.errors.misunderstood"
handler403 = "wasl.web.errors.refused"
handler404 = "wasl.web.errors.missing"
handler500 = "wasl.web.errors.failed"
