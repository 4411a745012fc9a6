from django.urls import path

from wasl.web.answers import views

app_name = "answers"

# The secret stands in the first address only; every form goes to the second, with the secret in its body.
urlpatterns = [
    path("r/", views.answer, name="answer"),
    path("r/<str:secret>/", views.link, name="link"),
]
