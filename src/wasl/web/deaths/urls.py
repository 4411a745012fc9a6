from django.urls import path

from wasl.web.deaths import views

app_name = "deaths"

urlpatterns = [
    path("people/<uuid:registration_id>/death/", views.death, name="death"),
    path("people/<uuid:registration_id>/death/withdraw/", views.withdraw, name="withdraw"),
]
