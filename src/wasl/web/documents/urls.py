from django.urls import path

from wasl.web.documents import views

app_name = "documents"
urlpatterns = [
    path("v/", views.verify, name="verify"),
    path("v/<str:code>", views.verify_code, name="verify_code"),
    path("documents/<uuid:document_id>/", views.paper, name="paper"),
]
