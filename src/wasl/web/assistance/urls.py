from django.urls import path

from wasl.web.assistance.views import acts, blanks, cases, day, identifying, orientations, papers, receptions

app_name = "assistance"

urlpatterns = [
    path("day/", day.my_day, name="my_day"),
    path("receptions/", receptions.register, name="register"),
    path("receptions/new/", receptions.receive, name="receive"),
    path("receptions/paper/", blanks.paper, name="paper"),
    path("receptions/blanks/", blanks.blanks, name="blanks"),
    path("receptions/<uuid:reception_id>/", receptions.reception, name="reception"),
    path("receptions/<uuid:reception_id>/state/", receptions.change, name="change_reception"),
    path("receptions/<uuid:reception_id>/who/", identifying.identify, name="identify"),
    path("receptions/<uuid:reception_id>/listen/", receptions.listen, name="listen"),
    path("receptions/<uuid:reception_id>/act/", acts.new_act, name="reception_act"),
    path("receptions/<uuid:reception_id>/unmet/", acts.unmet, name="reception_unmet"),
    path("receptions/<uuid:reception_id>/orient/", orientations.orient, name="reception_orient"),
    path("receptions/<uuid:reception_id>/case/", cases.open_case, name="reception_case"),
    path("receptions/<uuid:reception_id>/slip/", papers.slip, name="slip"),
    path("acts/new/", acts.new_act, name="new_act"),
    path("orientations/", orientations.orientations, name="orientations"),
    path("orientations/coupon/", orientations.coupon, name="coupon"),
    path("orientations/<uuid:orientation_id>/", orientations.orientation, name="orientation"),
    path("orientations/<uuid:orientation_id>/answer/", orientations.answer, name="answer"),
    path("orientations/<uuid:orientation_id>/who/", identifying.receive_as, name="receive_as"),
    path("orientations/<uuid:orientation_id>/seen/", orientations.acknowledge, name="acknowledge"),
    path("orientations/<uuid:orientation_id>/close/", orientations.close, name="close_orientation"),
    path("orientations/<uuid:orientation_id>/letter/", papers.letter, name="letter"),
    path("cases/", cases.cases, name="cases"),
    path("cases/new/<uuid:registration_id>/", cases.open_case, name="person_case"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/situation/", cases.add_situation, name="add_situation"),
    path("cases/<uuid:case_id>/state/", cases.advance, name="advance_case"),
    path("cases/<uuid:case_id>/close/", cases.close, name="close_case"),
    path("cases/<uuid:case_id>/protection/end/", cases.end_protection, name="end_protection"),
    path("cases/<uuid:case_id>/lower/", cases.lower, name="lower_case"),
    path("cases/<uuid:case_id>/colleague/", cases.colleague, name="case_colleague"),
    path("cases/<uuid:case_id>/act/", acts.new_act, name="case_act"),
    path("cases/<uuid:case_id>/unmet/", acts.unmet, name="case_unmet"),
    path("cases/<uuid:case_id>/orient/", orientations.orient, name="case_orient"),
]
