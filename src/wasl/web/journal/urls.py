from django.urls import path

from wasl.web.journal import views

app_name = "journal"
urlpatterns = [path("", views.lines, name="list")]
