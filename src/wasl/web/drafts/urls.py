from django.urls import path

from wasl.web.drafts import views

app_name = "drafts"

urlpatterns = [path("drafts/<slug:form>/", views.draft, name="draft")]
