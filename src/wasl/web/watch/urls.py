from django.urls import path

from wasl.web.watch import alerts, bulletins, calendar, datasets, links, views, weeks

app_name = "watch"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("method/", views.method, name="method"),
    path("budget/", views.budget, name="budget"),
    path("alerts/<uuid:alert_id>/", alerts.alert, name="alert"),
    path("alerts/<uuid:alert_id>/rows/", alerts.rows, name="rows"),
    path("alerts/<uuid:alert_id>/step/<str:code>/", alerts.step, name="step"),
    path("weeks/", weeks.units, name="weeks"),
    path("weeks/import/", weeks.bring, name="import_weeks"),
    path("weeks/import/to-fill.xlsx", weeks.to_fill, name="weeks_to_fill"),
    path("weeks/approve/", weeks.to_approve, name="weeks_to_approve"),
    path("weeks/<uuid:unit_id>/<str:day>/", weeks.week, name="week"),
    path("weeks/<uuid:unit_id>/<str:day>/approve/", weeks.approve, name="approve_week"),
    path("weeks/<uuid:unit_id>/<str:day>/return/", weeks.give_back, name="return_week"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<uuid:intervention_id>/end/", calendar.end, name="end_intervention"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/<uuid:bulletin_id>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<uuid:bulletin_id>/approve/", bulletins.approve, name="approve_bulletin"),
    path("bulletins/<uuid:bulletin_id>/<str:lang>.pdf", bulletins.paper, name="bulletin_paper"),
    path("needs/", bulletins.needs_on_paper, name="needs"),
    path("links/<str:kind>/<uuid:subject_id>/", links.links, name="links"),
    path("links/<str:kind>/<uuid:subject_id>/<uuid:link_id>/", links.change, name="change_link"),
    path("datasets/", datasets.datasets, name="datasets"),
    path("datasets/<uuid:dataset_id>/approve/", datasets.approve, name="approve_dataset"),
    path("datasets/<uuid:dataset_id>/revoke/", datasets.revoke, name="revoke_dataset"),
    path("datasets/<uuid:dataset_id>/data.csv", datasets.take, name="take_dataset"),
]
