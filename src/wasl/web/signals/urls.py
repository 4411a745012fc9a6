from django.urls import path

from wasl.web.signals import committee, duty, views

app_name = "signals"
urlpatterns = [
    path("signals/", views.signals, name="list"),
    path("signals/new/", views.new, name="new"),
    path("signals/committee/", committee.committee, name="committee"),
    path("signals/<uuid:signal_id>/", views.signal, name="signal"),
    path("signals/<uuid:signal_id>/do/", views.act, name="act"),
    path("signals/<uuid:signal_id>/child/", views.child, name="child"),
    path("signals/<uuid:signal_id>/children/<uuid:child_id>/", views.open_case, name="open"),
    path("signals/<uuid:signal_id>/reporter/", views.reporter, name="reporter"),
    path("duty/", duty.duty, name="duty"),
    path("duty/<uuid:duty_id>/end/", duty.end, name="end_duty"),
]
