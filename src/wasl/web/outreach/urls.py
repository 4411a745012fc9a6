from django.urls import path

from wasl.web.outreach import method, views

app_name = "outreach"
urlpatterns = [
    path("outreach/", views.proposed, name="list"),
    path("outreach/method/", method.published, name="method"),
    path("outreach/method/propose/", method.propose, name="propose"),
    path("outreach/method/<uuid:row_id>/decide/", method.decide, name="decide_version"),
    path("outreach/fairness/", method.report, name="fairness"),
    path("outreach/<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("outreach/<uuid:proposal_id>/decide/", views.decide, name="decide"),
    path("outreach/<uuid:proposal_id>/end/", views.end, name="end"),
    path("outreach/<uuid:proposal_id>/paper/", views.paper, name="paper"),
    path("outreach/<uuid:proposal_id>/contest/", views.contest, name="contest"),
]
