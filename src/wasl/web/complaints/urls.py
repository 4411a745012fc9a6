from django.urls import path

from wasl.web.complaints.views import counter, figures, handling, questions

app_name = "complaints"
urlpatterns = [
    path("", handling.complaints, name="list"),
    path("new/", counter.new, name="new"),
    path("receipt/", counter.receipt, name="receipt"),
    path("follow/", counter.follow, name="follow"),
    path("delays/", figures.delays, name="delays"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<uuid:question_id>/", questions.question, name="question"),
    path("<uuid:complaint_id>/", handling.complaint, name="complaint"),
    path("<uuid:complaint_id>/step/", handling.step, name="step"),
    path("<uuid:complaint_id>/ask/", handling.ask, name="ask"),
    path("<uuid:complaint_id>/away/", handling.away, name="away"),
    path("<uuid:complaint_id>/answer/", handling.answer, name="answer"),
]
