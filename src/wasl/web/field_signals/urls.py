from django.urls import path

from wasl.web.field_signals.views import passing, rounds, signals

app_name = "field_signals"
urlpatterns = [
    path("field/", signals.reports, name="list"),
    path("field/new/", signals.new, name="new"),
    path("field/received/", passing.received, name="received"),
    path("field/received/<uuid:dispatch_id>/", passing.dispatch, name="dispatch"),
    path("field/received/<uuid:dispatch_id>/answer/", passing.answer, name="answer"),
    path("field/received/<uuid:dispatch_id>/visit/", passing.visit, name="visit_received"),
    path("field/received/<uuid:dispatch_id>/receive/", passing.receive, name="receive_received"),
    path("field/rounds/", rounds.rounds, name="rounds"),
    path("field/rounds/new/", rounds.new, name="new_round"),
    path("field/rounds/<uuid:round_id>/", rounds.sheet, name="round"),
    path("field/rounds/<uuid:round_id>/move/", rounds.move, name="move_round"),
    path("field/rounds/<uuid:round_id>/paper/", rounds.paper, name="paper"),
    path("field/rounds/<uuid:round_id>/results/", rounds.results, name="results"),
    path("field/rounds/<uuid:round_id>/homes/<int:position>/", rounds.stop, name="stop"),
    path("field/<uuid:signal_id>/", signals.report, name="signal"),
    path("field/<uuid:signal_id>/move/", signals.move, name="move"),
    path("field/<uuid:signal_id>/join/", signals.join, name="join"),
    path("field/<uuid:signal_id>/send/", passing.send, name="send"),
    path("field/<uuid:signal_id>/visit/", signals.visit, name="visit"),
    path("field/<uuid:signal_id>/receive/", signals.receive, name="receive"),
    path("field/<uuid:signal_id>/reporter/", signals.reporter, name="reporter"),
]
