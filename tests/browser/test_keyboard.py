"""Ten journeys of a social worker's day without a mouse: Tab, Enter, Space, arrows and letters, in Arabic."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.access.factories import PASSWORD
from tests.assistance.factories import found_institution
from wasl.assistance.commands.appointments import hours_on
from wasl.catalogue.commands import seed

HERE = "document.activeElement"
WAIT = 30_000


class Keys:
    """A page of which only the keyboard is touched."""

    def __init__(self, page):
        self.page, self.keyboard = page, page.keyboard

    def matches(self, selector):
        return self.page.evaluate(f"one => {HERE}.matches(one)", selector)

    def reach(self, selector, most=140):
        """Tab until the focus is there: whatever a mouse can press, Tab comes to."""
        for _ in range(most):
            if self.matches(selector):
                return
            self.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {selector} on {self.page.url}")

    def write(self, selector, text):
        self.reach(selector)
        self.keyboard.press("Control+a")
        self.keyboard.insert_text(text)

    def choose(self, name, value):
        """One of several: Tab comes to the group, arrows go through it."""
        self.reach(f"input[name={name}]")
        for _ in range(12):
            if self.matches(f"[value='{value}']"):
                return self.keyboard.press("Space")
            self.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value} in {name}")

    def pick(self, name, value):
        """From a list that unfolds: arrows go down it."""
        self.reach(f"select[name={name}]")
        for _ in range(80):
            if self.page.evaluate(f"{HERE}.value") == value:
                return
            self.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value} in {name}")

    def press(self, selector, until):
        """A button or a link, and the page it leads to."""
        self.reach(selector)
        self.page.evaluate("document.documentElement.dataset.left = ''")
        self.keyboard.press("Enter")
        self.page.wait_for_selector("html:not([data-left])", state="attached")
        expect(self.page).to_have_url(re.compile(until), timeout=WAIT)
        self.page.wait_for_load_state("domcontentloaded")

    def submit(self, form, until):
        self.press(f"form{form} button", until)

    def day(self, name, day):
        self.write(f"input[name={name}_day]", str(day.day))
        self.pick(f"{name}_month", str(day.month))
        self.write(f"input[name={name}_year]", str(day.year))


ID = r"[0-9a-f-]{36}"


@pytest.fixture
def keys(site):
    seed()
    found_institution()
    keys = Keys(site.page(lang="ar"))
    keys.address, keys.account = site.address, site.account_of("SOCIAL_WORKER")
    return keys


def sign_in(keys):
    keys.page.goto(f"{keys.address}/account/sign-in/")
    keys.write("input[name=login]", keys.account.staff_number)
    keys.write("input[name=password]", PASSWORD)
    keys.press("main button.btn-primary", "/day/$")


def receive(keys):
    """From the day, past the frame by its first link, to a person who waits and is heard."""
    keys.press("a[href='/receptions/new/']", "/receptions/new/")
    keys.write("#q", "Zineb Ouali 1988")
    keys.keyboard.press("Enter")
    keys.page.wait_for_selector("#who-new")
    expect(keys.page.locator("#who-new")).to_be_focused(timeout=WAIT)
    keys.choose("who", "new")
    keys.pick("need", "ECO")
    keys.choose("urgency", "urgent")
    keys.press("button[name=then]", f"/receptions/{ID}/$")


def listen(keys):
    keys.write("textarea[name=note]", "سمعت ما قالته")
    keys.press("button[name=goes_on]", f"/receptions/{ID}/$")
    keys.page.wait_for_selector(".message-success")


def open_case(keys):
    keys.press("a[href$='/case/']", "/case/$")
    keys.reach("input[name=situations][value=PAUVRETE]")
    keys.keyboard.press("Space")
    keys.choose("severity", "2")
    keys.submit(":not([action]) .submit-row", f"/cases/{ID}/$")
    keys.case = keys.page.url


def next_step(keys):
    """What comes next is said, then done."""
    keys.reach("form[action$='/step/'] textarea, details:has(form[action$='/step/']) > summary")
    keys.keyboard.press("Enter")
    keys.write("form[action$='/step/'] textarea", "زيارة منزلية")
    keys.submit("[action$='/step/'] .submit-row", f"/cases/{ID}/$")
    keys.page.wait_for_selector(".message-success")
    keys.press("a.btn[href*='/steps/']", f"/steps/{ID}/$")
    keys.write("textarea[name=how]", "تمت")
    keys.write("textarea[name=next_what]", "اتصال هاتفي")
    keys.day("next_due_on", timezone.localdate() + timedelta(days=9))
    keys.submit(" .submit-row", f"/cases/{ID}/$")


def note(keys):
    keys.write("form[action$='/note/'] textarea", "ملاحظة للفريق")
    keys.submit("[action$='/note/'] .submit-row", f"/cases/{ID}/$")
    keys.page.wait_for_selector(".message-success")


def orient(keys):
    keys.press("a[href$='/orient/']", "/orient/$")
    keys.pick("service", "JUR")
    keys.pick("destination", "CSU")
    keys.choose("urgency", "urgent")
    keys.reach("input[name=shared][value=given_name]")
    keys.keyboard.press("Space")
    keys.pick("basis", "CONSENT")
    keys.reach("button[value=preview]")
    keys.keyboard.press("Enter")
    keys.page.wait_for_selector("section[role=status]")
    keys.press("button[value=send]", f"/orientations/{ID}/$")


def answer(keys):
    """Told by telephone, noted, and the orientation closed."""
    keys.choose("via", "phone")
    keys.choose("answer", "SERVIE")
    keys.submit("[action$='/answer/'] .submit-row", f"/orientations/{ID}/$")
    keys.page.wait_for_selector(".message-success")
    keys.submit("[action$='/close/']", f"/orientations/{ID}/$")
    keys.page.wait_for_selector("form[action$='/close/']", state="detached")


def give_appointment(keys):
    keys.page.goto(f"{keys.case}appointments/")
    keys.press("a[href$='/appointments/new/']", "/appointments/new/$")
    day = timezone.localdate() + timedelta(days=1)
    while hours_on(day) is None:
        day += timedelta(days=1)
    keys.day("day", day)
    keys.write("input[name=starts]", "10:00")
    keys.pick("worker_id", str(keys.account.pk))
    keys.submit(":not([action]) .submit-row", r"/appointments/")
    keys.page.wait_for_selector(".message-success")


def begin_plan(keys):
    keys.page.goto(f"{keys.case}plans/")
    keys.write("textarea[name=summary]", "سكن آمن")
    keys.pick("language", "ar")
    keys.submit("[action$='/new/'] .submit-row", f"/plans/{ID}/$")


def close(keys):
    keys.page.goto(keys.case)
    keys.press("a[href$='/close/']", "/close/$")
    keys.pick("reason", "OBJ_ATTEINT")
    keys.choose("outcome", "REACHED")
    keys.submit(":not([action]) .submit-row", f"/cases/{ID}/$")


def hide(keys):
    keys.keyboard.press("Escape")
    keys.keyboard.press("Escape")
    expect(keys.page).to_have_url(re.compile("/calendar/$"), timeout=WAIT)


JOURNEYS = (
    sign_in, receive, listen, open_case, next_step, note, orient, answer, give_appointment, begin_plan, close, hide,
)  # fmt: skip


def test_a_day_is_worked_through_by_keyboard_alone(keys):
    for journey in JOURNEYS:
        journey(keys)
    assert keys.page.url.endswith("/calendar/")
