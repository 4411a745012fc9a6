from django.urls import path

from wasl.web.plans.views import goals, life, pages

app_name = "plans"

_PLAN = "cases/<uuid:case_id>/plans/<uuid:plan_id>/"

urlpatterns = [
    path("cases/<uuid:case_id>/plans/", pages.plans, name="list"),
    path("cases/<uuid:case_id>/plans/new/", life.start, name="start"),
    path(_PLAN, pages.plan, name="plan"),
    path(f"{_PLAN}aloud/", pages.aloud, name="aloud"),
    path(f"{_PLAN}words/", life.words, name="words"),
    path(f"{_PLAN}goals/new/", goals.goal, name="new_goal"),
    path(f"{_PLAN}goals/<uuid:goal_id>/", goals.goal, name="goal"),
    path(f"{_PLAN}goals/<uuid:goal_id>/actions/new/", goals.action, name="new_action"),
    path(f"{_PLAN}goals/<uuid:goal_id>/actions/<uuid:action_id>/", goals.action, name="action"),
    path(f"{_PLAN}rows/<uuid:row_id>/result/", goals.result, name="result"),
    path(f"{_PLAN}validate/", life.validate, name="validate"),
    path(f"{_PLAN}return/", life.send_back, name="return"),
    path(f"{_PLAN}paper/", life.paper, name="paper"),
    path(f"{_PLAN}sign/", life.sign, name="sign"),
    path(f"{_PLAN}review/", life.review, name="review"),
    path(f"{_PLAN}end/", life.end, name="end"),
]
