from django.urls import path

from wasl.web.caseload import views
from wasl.web.caseload import views_transfers as transfers

app_name = "caseload"

urlpatterns = [
    path("caseload/", views.mine, name="mine"),
    path("caseload/team/", views.team, name="team"),
    path("caseload/team/<uuid:account_id>/", views.worker, name="worker"),
    path("caseload/late/", views.late, name="late"),
    path("caseload/lost/", views.lost, name="lost"),
    path("caseload/follow-ups/", views.follow_ups, name="follow_ups"),
    path("caseload/follow-ups/<uuid:follow_up_id>/", views.follow_up, name="follow_up"),
    path("caseload/transfers/", transfers.transfers, name="transfers"),
    path("caseload/transfers/<uuid:transfer_id>/", transfers.transfer, name="transfer"),
    path("cases/<uuid:case_id>/transfer/", transfers.propose, name="propose"),
]
