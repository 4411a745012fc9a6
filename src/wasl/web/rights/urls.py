from django.urls import path

from wasl.web.rights.views import access, corrections, file

app_name = "rights"

urlpatterns = [
    path("persons/<uuid:registration_id>/timeline/", file.timeline, name="timeline"),
    path("persons/<uuid:registration_id>/household/", file.household, name="household"),
    path("persons/<uuid:registration_id>/consents/", file.consents, name="consents"),
    path("persons/<uuid:registration_id>/correction/", corrections.ask, name="correction-new"),
    path("access/", access.answers, name="access"),
    path("access/new/", access.new, name="access-new"),
    path("cases/<uuid:case_id>/named/", access.mentions, name="mentions"),
    path("corrections/", corrections.waiting, name="corrections"),
    path("corrections/<uuid:request_id>/", corrections.correction, name="correction"),
    path("corrections/<uuid:request_id>/decide/", corrections.decide, name="correction-decide"),
    path("corrections/<uuid:request_id>/receipt/", corrections.receipt, name="correction-receipt"),
]
