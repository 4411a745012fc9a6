from django.urls import path

from wasl.web.voices import views

app_name = "voices"
urlpatterns = [
    path("", views.results, name="results"),
    path("hear/", views.start, name="start"),
    path("ticket/", views.ticket, name="ticket"),
    path("sheet/<str:kind>/", views.sheet, name="sheet"),
    path("campaigns/", views.campaigns, name="campaigns"),
]
