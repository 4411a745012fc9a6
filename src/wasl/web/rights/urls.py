from django.urls import path

from wasl.web.rights.views import access, corrections, file, retention

app_name = "rights"

urlpatterns = [
    path("persons/<uuid:registration_id>/timeline/", file.timeline, name="timeline"),
    path("persons/<uuid:registration_id>/household/", file.household, name="household"),
    path("persons/<uuid:registration_id>/consents/", file.consents, name="consents"),
    path("persons/<uuid:registration_id>/correction/", corrections.ask, name="correction-new"),
    path("persons/<uuid:registration_id>/hold/", retention.hold, name="hold"),
    path("holds/<uuid:hold_id>/end/", retention.release, name="hold-end"),
    path("past/", retention.past, name="past"),
    path("erasures/", retention.erasures, name="erasures"),
    path("erasures/<uuid:erasure_id>/", retention.erasure, name="erasure"),
    path("erasures/<uuid:erasure_id>/decide/", retention.decide, name="erasure-decide"),
    path("erasures/<uuid:erasure_id>/certificate/", retention.certificate, name="erasure-certificate"),
    path("access/", access.answers, name="access"),
    path("access/new/", access.new, name="access-new"),
    path("cases/<uuid:case_id>/named/", access.mentions, name="mentions"),
    path("corrections/", corrections.waiting, name="corrections"),
    path("corrections/<uuid:request_id>/", corrections.correction, name="correction"),
    path("corrections/<uuid:request_id>/decide/", corrections.decide, name="correction-decide"),
    path("corrections/<uuid:request_id>/receipt/", corrections.receipt, name="correction-receipt"),
]
