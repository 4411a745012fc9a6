"""What an agent does with the calendar in a morning."""

import re
from datetime import date, timedelta
from urllib.parse import quote

from scripts.scenes import Scene, Story, last_id


class Appointments(Story):
    def tell(self) -> list[Scene]:
        her = self.register("AZ012", "Aïcha", "Ouhmane", birth_year="1990", phone="0661234511", contact="CALL_SMS")
        day = _working_day()
        found = self.as_("AZ012").read(f"/appointments/new/{her}/")
        worker = re.findall(r'<option value="([0-9a-f-]{36})"', found)[0]
        parts = {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
        given = {**parts, "starts": "15:00", "minutes": "30", "worker_id": worker, "place": "centre", "service": "ECO"}
        one = last_id(self.as_("AZ012").send(f"/appointments/new/{her}/", **given))
        self.see("AZ012", "appointments-week", f"/appointments/?day={day.isoformat()}")
        self.see("AZ012", "appointments-day", f"/appointments/?day={day.isoformat()}&view=day")
        self.see("AZ012", "appointment", f"/appointments/{one}/")
        self.see("AZ012", "appointment-move", f"/appointments/{one}/move/")
        self.see("AZ012", "appointment-book", f"/appointments/new/{her}/")
        self.see("AZ012", "appointment-choose", f"/appointments/new/?q={quote('Aïcha Ouhmane')}")
        self.see("AZ012", "appointment-busy", "/appointments/busy/")
        self.see("AZ012", "appointments-reminders", "/appointments/reminders/")
        self.see("AZ012", "appointments-feed", "/appointments/file/")
        return self.scenes


def _working_day() -> date:
    day = date.today() + timedelta(days=1)  # noqa: DTZ011 - the browser's own day
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return day
