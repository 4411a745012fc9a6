from django.urls import path

from wasl.web.readers import brakes, denials, reviews, views

app_name = "readers"
urlpatterns = [
    path("readers/", views.readings, name="list"),
    path("readers/named/", views.readings_of_named, name="named"),
    path("readers/alerts/", brakes.alerts, name="alerts"),
    path("readers/alerts/<uuid:brake_id>/", brakes.judge, name="judge"),
    path("readers/stopped/", brakes.stopped, name="stopped"),
    path("glass/reviews/", reviews.reviews, name="reviews"),
    path("glass/<uuid:request_id>/review/", reviews.review, name="review"),
    path("cases/<uuid:case_id>/denials/", denials.denials, name="denials"),
    path("cases/<uuid:case_id>/denials/<uuid:access_id>/end/", denials.end, name="end-denial"),
]
