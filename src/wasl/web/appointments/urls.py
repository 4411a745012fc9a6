from django.urls import path

from wasl.web.appointments.views import booking, calendar, changing, files, papers, reminders

app_name = "appointments"

urlpatterns = [
    path("appointments/", calendar.calendar, name="calendar"),
    path("appointments/new/", booking.choose, name="choose"),
    path("appointments/new/<uuid:registration_id>/", booking.book, name="book"),
    path("appointments/busy/", booking.busy, name="busy"),
    path("appointments/day-list/", papers.day_list, name="day_list"),
    path("appointments/reminders/", reminders.reminders, name="reminders"),
    path("appointments/reminders/paper/", papers.call_list, name="call_list"),
    path("appointments/reminders/<uuid:message_id>/", reminders.reached, name="reached"),
    path("appointments/file/", files.feed, name="feed"),
    path("appointments/<uuid:appointment_id>/", changing.appointment, name="appointment"),
    path("appointments/<uuid:appointment_id>/mark/", changing.mark, name="mark"),
    path("appointments/<uuid:appointment_id>/move/", changing.move, name="move"),
    path("appointments/<uuid:appointment_id>/confirm/", changing.confirm, name="confirm"),
    path("appointments/<uuid:appointment_id>/cancel/", changing.cancel, name="cancel"),
    path("appointments/<uuid:appointment_id>/slip/", papers.slip, name="slip"),
    path("appointments/<uuid:appointment_id>/file/", files.one, name="one"),
    path("calendar-file/<str:key>.ics", files.behind_key, name="behind_key"),
    path("cases/<uuid:case_id>/appointments/", booking.of_case, name="of_case"),
    path("cases/<uuid:case_id>/appointments/new/", booking.book_for_case, name="book_for_case"),
]
