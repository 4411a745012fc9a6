from django.urls import path

from wasl.web.bureau import views

app_name = "bureau"

urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:direction>/", views.register, name="register"),
    path("<slug:direction>/new/", views.new_line, name="new_line"),
    path("<slug:direction>/print/", views.print_page, name="print"),
    path("lines/<uuid:line_id>/", views.line, name="line"),
    path("lines/<uuid:line_id>/follow/", views.follow, name="follow"),
    path("lines/<uuid:line_id>/correct/", views.correct, name="correct"),
]
