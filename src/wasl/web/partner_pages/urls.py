from django.urls import path

from wasl.web.partner_pages import views

app_name = "partner_pages"

# The secret stands in the first address only; every form goes to the second, with the secret in its body.
urlpatterns = [
    path("p/", views.sheet, name="sheet"),
    path("p/<str:secret>/", views.link, name="link"),
]
