from django.urls import path

from wasl.web.attachments import views

app_name = "attachments"

urlpatterns = [
    path("cases/<uuid:case_id>/attachments/", views.case, name="case"),
    path("cases/<uuid:case_id>/attachments/letter/<slug:direction>/", views.case_line, name="case_line"),
    path("people/<uuid:registration_id>/attachments/", views.person, name="person"),
    path("bureau/lines/<uuid:line_id>/attachments/", views.line, name="line"),
    path("attachments/<uuid:attachment_id>/", views.hand_out, name="hand_out"),
    path("attachments/<uuid:attachment_id>/withdraw/", views.withdraw, name="withdraw"),
]
