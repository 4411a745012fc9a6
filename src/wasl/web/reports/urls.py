from django.urls import path

from wasl.web.reports import issues, views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("issues/<uuid:issue_id>/", issues.issue, name="issue"),
    path("issues/<uuid:issue_id>/difference/", issues.difference, name="difference"),
    path("issues/<uuid:issue_id>/<str:lang>.pdf", issues.issue_pdf, name="issue_pdf"),
    path("<slug:code>/", views.report, name="report"),
    path("<slug:code>/file.<str:format>", views.report_file, name="file"),
    path("<slug:code>/freeze/", issues.freeze, name="freeze"),
    path("<slug:code>/rows/<int:row>/<slug:measure>/", views.rows, name="rows"),
]
