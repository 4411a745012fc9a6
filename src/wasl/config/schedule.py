"""What the worker does by the clock (UTC). Each job may run twice or late: running it again does nothing more."""

import contextlib
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wasl.access.commands.brakes import forget_counts, watch_readers
from wasl.assistance.commands import duty_calls
from wasl.assistance.commands.appointment_reminders import may_still_be_sent, remind_appointments
from wasl.assistance.commands.complaints import remind_complaints
from wasl.assistance.commands.following import follow_cases
from wasl.assistance.commands.glass import escalate_reviews
from wasl.assistance.commands.reminders import remind_orientations
from wasl.catalogue.queries import parameter, parameters
from wasl.config import erasures as erasure_list
from wasl.config.gateways import gateway_in_force
from wasl.config.launcher.home import Home
from wasl.journal.commands import seal_lines
from wasl.messages.commands import expire_messages, send_due
from wasl.messages.models import Message
from wasl.network.commands import apply_due_changes
from wasl.network.models import Institution
from wasl.people.commands import count_names, find_doubles, lists, rekey_registrations, rescore_pairs
from wasl.rights.commands import erase_next, find_past_files
from wasl.watch.commands import partner_links
from wasl.watch.commands.dispatches import remind_dispatches
from wasl.watch.commands.scores import score_households
from wasl.watch.queries.alerts import latest_run
from wasl.watch.queries.siting import waiting_options
from wasl.watch.rules.weeks import last_complete_week

logger = logging.getLogger(__name__)
MOST_ROUNDS = 2_000
KEPT_HOURS = 72
#: Longest that one list keeps a place in the worker.
TURN_SECONDS = 20


def until_nothing_is_left(batch: Callable[[], int]) -> int:
    """Repeats a command that works in batches; a bound keeps one job from holding the worker for ever."""
    done = 0
    for _ in range(MOST_ROUNDS):
        more = batch()
        done += more
        if not more:
            break
    return done


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal journal")
def seal_journal(timestamp: int) -> int:
    """Chains the lines of the last minute, however many a flood wrote."""
    return until_nothing_is_left(seal_lines)


@app.periodic(cron="3 * * * *")
@app.task(queueing_lock="due changes")
def due_changes(timestamp: int) -> int:
    """Moves of units planned for today; every hour, because Morocco's midnight is not UTC's all the year."""
    return apply_due_changes(today=timezone.localdate())


@app.periodic(cron="5 6,11 * * *")
@app.task(queueing_lock="reminders")
def reminders(timestamp: int) -> dict[str, int]:
    return remind_orientations(now=timezone.now(), today=timezone.localdate())


@app.periodic(cron="10 6,11 * * *")
@app.task(queueing_lock="signal reminders")
def signal_reminders(timestamp: int) -> dict[str, int]:
    """Signals of the field that were passed on and that nobody answers, by the clocks of orientations."""
    return remind_dispatches(now=timezone.now(), today=timezone.localdate())


@app.periodic(cron="45 1 * * *")
@app.task(queueing_lock="household scores")
def household_scores(timestamp: int) -> dict[str, int]:
    """Points of households by the published score; proposals only once enough outcomes are known."""
    return score_households(now=timezone.now(), today=timezone.localdate())


@app.periodic(cron="15 6,12 * * *")
@app.task(queueing_lock="appointment reminders")
def appointment_reminders(timestamp: int) -> dict[str, int]:
    gateway = gateway_in_force()
    return remind_appointments(now=timezone.now(), carried=gateway.channels if gateway else ())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="readers")
def readers(timestamp: int) -> int:
    """Accounts that read more than a day's work: whoever answers for them is told within the minute."""
    now, today = timezone.now(), timezone.localdate()
    since = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return watch_readers(now=now, since=since, day=today, caps=parameters("brake.", on=today))


@app.periodic(cron="25 6 * * *")
@app.task(queueing_lock="glass reviews")
def glass_reviews(timestamp: int) -> int:
    """Openings nobody reviewed in time; and counts of lines listed are forgotten after a month."""
    forget_counts(before=timezone.localdate() - timedelta(days=31))
    return escalate_reviews(now=timezone.now(), today=timezone.localdate())


@app.periodic(cron="15 6 * * *")
@app.task(queueing_lock="complaints")
def complaints(timestamp: int) -> dict[str, int]:
    """Handlers are reminded before a day due; headquarters are told after it."""
    return remind_complaints(today=timezone.localdate())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="duty calls")
def called_duty(timestamp: int) -> int:
    """Urgent signals outside hours that nobody has taken on: who is on duty, then the next one."""
    gateway = gateway_in_force()
    return duty_calls.call_duty(now=timezone.now(), carried=gateway.channels if gateway else ())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="outbox")
def outbox(timestamp: int) -> int:
    """Messages that are due, through the gateway that is set; without one they stay where they are, then expire."""
    gateway = gateway_in_force()

    def permits(row: Message, number: str) -> bool:
        if row.subject == duty_calls.SUBJECT:
            return duty_calls.may_still_call(row)
        if row.subject == partner_links.SUBJECT:
            return partner_links.may_still_tell(row.subject_id, now=timezone.now())
        return may_still_be_sent(row, number, today=timezone.localdate())

    expire_messages(now=timezone.now(), has_gateway=gateway is not None)
    if gateway is None:
        return 0
    return until_nothing_is_left(lambda: send_due(now=timezone.now(), gateway=gateway, permits=permits))


@app.periodic(cron="35 4 * * *")
@app.task(queueing_lock="follow cases")
def followed_cases(timestamp: int) -> dict[str, int]:
    """Late steps go to those who supervise; whoever falls out of sight gets a task with a name on it."""
    return follow_cases(now=timezone.now(), today=timezone.localdate())


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="name census")
def name_census(timestamp: int) -> int:
    """How common names are, for the search: what a rare one is worth, and which keys would bring too many."""
    return count_names(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="rekey")
def rekey(timestamp: int) -> int:
    """After an upgrade that folds names another way, the search keys of everybody already registered."""
    return until_nothing_is_left(rekey_registrations)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="likely doubles")
def likely_doubles(timestamp: int) -> int:
    """After the fact, so that registering the double of a protected person takes the time of any other."""
    return until_nothing_is_left(lambda: find_doubles(now=timezone.now()))


@app.periodic(cron="30 4 * * *")
@app.task(queueing_lock="rescore doubles")
def rescored_doubles(timestamp: int) -> int:
    """What waits for review, in the order that the answers of those in charge of doubles teach."""
    return rescore_pairs()


@app.task(name="wasl.config.schedule.work_on_list")
def work_on_list(list_id: str, lane: int = 0) -> int:
    """One list of persons, chunk by chunk, until it waits for a person again; other jobs get their turn in between."""
    began, chunks = time.monotonic(), 0
    while lists.work_on(list_id=UUID(list_id), now=timezone.now()):
        chunks += 1
        if time.monotonic() - began > TURN_SECONDS:
            take_up_list(UUID(list_id), lane)
            break
    return chunks


def take_up_list(list_id: UUID, lane: int) -> None:
    job = work_on_list.configure(queueing_lock=f"list {list_id} {lane}", lock=f"list {list_id} {lane}")
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(list_id=str(list_id), lane=lane)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="waiting lists")
def waiting_lists(timestamp: int) -> int:
    """Takes up lists whose worker was killed, and those that were asked for while it was away."""
    found = lists.waiting_lists()
    for list_id in found:
        for lane in range(lists.LANES):
            take_up_list(list_id, lane)
    return len(found)


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="old lists")
def old_lists(timestamp: int) -> int:
    return until_nothing_is_left(lambda: lists.clear_lists(now=timezone.now()))


@app.task(name="wasl.config.schedule.solve_siting")
def solve_siting(option_id: str) -> None:
    """Where centres might open: HiGHS is loaded here, by the worker that needs it, and by no web process."""
    from wasl.watch.solving import solve_option

    solve_option(option_id=UUID(option_id), now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="waiting sitings")
def waiting_sitings(timestamp: int) -> int:
    """Takes up alternatives whose worker was killed, and those asked for while it was away."""
    found = waiting_options()
    for option_id in found:
        job = solve_siting.configure(queueing_lock=f"siting {option_id}", lock=f"siting {option_id}")
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(option_id=str(option_id))
    return len(found)


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="compare registry")
def compare_registry(timestamp: int) -> None:
    """What is new or changed since the last run against all, in a process of its own: the engines leave with it."""
    argv = [sys.executable, "-m", "wasl.config.command", "link", "--registry", "--inside", "--changed"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    logger.warning("comparison of the registry: %s", (done.stdout + done.stderr).strip())
    if done.returncode:
        raise RuntimeError(done.stderr.strip())


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="watch run")
def watch_run(timestamp: int) -> None:
    """The weekly look at every series, once its week is over and waited for, in a process of its own: the engine leaves
    with it. Every night, because the day depends on a parameter; a week that was looked at is not looked at again."""
    today = timezone.localdate()
    week = last_complete_week(today, wait_days=parameter("watch.wait_days", on=today))
    latest = latest_run()
    if latest is not None and latest.week >= week:
        return
    argv = [sys.executable, "-m", "wasl.config.command", "watch", "run", "--inside"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    logger.warning("watch: %s", (done.stdout + done.stderr).strip())
    if done.returncode:
        raise RuntimeError(done.stderr.strip())


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="needs to come")
def needs_to_come(timestamp: int) -> None:
    """The year ahead, once its last month is over and waited for, in a process of its own: the engine leaves with it.
    Every night, so that a run that was cut goes on; a month that was foretold is not foretold again."""
    argv = [sys.executable, "-m", "wasl.config.command", "watch", "needs", "--inside"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    logger.warning("needs to come: %s", (done.stdout + done.stderr).strip())
    if done.returncode:
        raise RuntimeError(done.stderr.strip())


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="who lacks what")
def who_lacks_what(timestamp: int) -> None:
    """Who lacks several things at once, in a process of its own. Every night: an edition of the census or a month that
    was counted is not counted again."""
    argv = [sys.executable, "-m", "wasl.config.command", "watch", "poverty", "--inside"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    logger.warning("who lacks what: %s", (done.stdout + done.stderr).strip())
    if done.returncode:
        raise RuntimeError(done.stderr.strip())


@app.periodic(cron="40 2 * * *")
@app.task(queueing_lock="ended sessions")
def ended_sessions(timestamp: int) -> None:
    call_command("clearsessions")


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="past files")
def past_files(timestamp: int) -> int:
    """Files whose time is over, for those who may propose them; a thousand registrations a transaction."""
    after, rounds, now = None, 0, timezone.now()
    while rounds == 0 or after is not None:
        after, rounds = find_past_files(after=after, now=now), rounds + 1
    return rounds


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="erasures")
def erasures(timestamp: int) -> int:
    """One registration a transaction, listed outside the database first."""
    note = partial(erasure_list.note, Home.from_environment())
    return until_nothing_is_left(lambda: int(erase_next(now=timezone.now(), note=note)))


@app.periodic(cron="50 2 * * *")
@app.task(queueing_lock="old jobs", pass_context=True)
async def old_jobs(context: JobContext, timestamp: int) -> None:
    """Jobs that went well are forgotten after three days; failed ones stay until someone looked at them."""
    await builtin_tasks.remove_old_jobs(context, max_hours=KEPT_HOURS, remove_failed=False)


@app.periodic(cron="30 1 * * *")
@app.task(queueing_lock="nightly backup")
def nightly_backup(timestamp: int) -> None:
    """Backs up, restores beside, compares. A failure stays in the job list and in what `wasl doctor` says."""
    own = os.environ.get("WASL_OWN_DATABASE")
    if not own or Institution.objects.filter(mode=Institution.Mode.DEMO).exists():
        return
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "WASL_INSIDE"}}
    argv = [sys.executable, "-m", "wasl.config.command", "backup", "--verify"]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    logger.warning("nightly backup: %s", (done.stdout + done.stderr).strip())
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
