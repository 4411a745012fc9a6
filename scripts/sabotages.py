"""What `make prove-guards` breaks, and which check must see it."""

from typing import NamedTuple


class Edit(NamedTuple):
    """Replaces `old` by `new` in `file`; without `old`, appends `new`."""

    file: str
    old: str | None
    new: str


class Guard(NamedTuple):
    name: str
    edits: tuple[Edit, ...]
    command: tuple[str, ...]


CONTRACTS = ("lint-imports",)
STYLE = ("ruff", "check", "-q", "src")
TYPES = ("mypy",)
MESSAGES = ("python", "scripts/messages.py", "check")
MIGRATIONS = ("python", "-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks")


def tests(*names: str) -> tuple[str, ...]:
    return ("python", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *names)


def append(file: str, text: str) -> tuple[Edit, ...]:
    return (Edit(file, None, text),)


def change(file: str, old: str, new: str) -> tuple[Edit, ...]:
    return (Edit(file, old, new),)


SCOPE = "src/wasl/core/scope.py"

GUARDS = [
    Guard("an import upward", append("src/wasl/core/money.py", "\nfrom wasl.people import models\n"), CONTRACTS),
    Guard(
        "an import between strangers",
        append("src/wasl/simulation/demo.py", "\nfrom wasl.web import menu\n"),
        CONTRACTS,
    ),
    Guard("rules that know Django", append("src/wasl/access/rules.py", "\nfrom django.db import models\n"), CONTRACTS),
    Guard(
        "rules that know models",
        append("src/wasl/access/rules.py", "\nfrom wasl.access.models import Account\n"),
        CONTRACTS,
    ),
    Guard(
        "a screen that reads models",
        append("src/wasl/web/access/views.py", "\nfrom wasl.access.models import Account\n"),
        CONTRACTS,
    ),
    Guard(
        "a heavy engine by another door", append("src/wasl/people/models/__init__.py", "\nimport duckdb\n"), CONTRACTS
    ),
    Guard(
        "a command that reads the clock",
        append("src/wasl/access/queries.py", "\nfrom django.utils import timezone\n\nNOW = timezone.now()\n"),
        STYLE,
    ),
    Guard("a room that answers requests", append("src/wasl/access/queries.py", "\nimport django.http\n"), STYLE),
    Guard(
        "an import hidden from the contracts",
        append("src/wasl/access/queries.py", "\nfrom importlib import import_module\n"),
        STYLE,
    ),
    Guard(
        "a function without types",
        append("src/wasl/core/actor.py", "\n\ndef untyped(value):\n    return value\n"),
        TYPES,
    ),
    Guard(
        "a model without its migration",
        change(
            "src/wasl/network/models.py",
            "is_simulated = models.BooleanField(default=False)",
            "is_simulated = models.BooleanField(default=True)",
        ),
        MIGRATIONS,
    ),
    Guard(
        "a message that nobody translated",
        append("src/wasl/web/access/messages.py", '\nNEW = _("Nobody has translated this yet")\n'),
        MESSAGES,
    ),
    Guard(
        "a message that lost its Arabic",
        change("src/wasl/locale/ar/access.po", 'msgid "Postings"\nmsgstr "التعيينات"', 'msgid "Postings"\nmsgstr ""'),
        MESSAGES,
    ),
    Guard(
        "a file too long to read",
        append("src/wasl/access/roles.py", "# a line\n" * 400),
        tests("tests/house/test_layout.py"),
    ),
    Guard(
        "a drawer module", append("src/wasl/access/utils.py", '"""Things."""\n'), tests("tests/house/test_layout.py")
    ),
    Guard(
        "a lock that names a host",
        append("requirements.lock", "# from https://example.org/simple\n"),
        tests("tests/house/test_layout.py"),
    ),
    Guard(
        "a dependency without its reason",
        change("pyproject.toml", '  "argon2-cffi>=25.1",', '  "argon2-cffi>=25.1",\n  "requests>=2",'),
        tests("tests/house/test_layout.py"),
    ),
    Guard(
        "a foreign key upward",
        change(
            "src/wasl/network/models.py",
            "    is_simulated = models.BooleanField(default=False)",
            '    agent = models.ForeignKey("access.Agent", on_delete=models.PROTECT, null=True)',
        ),
        tests("tests/house/test_relations.py", "-k", "relations"),
    ),
    Guard(
        "a table without its policy",
        change(SCOPE, 'f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"', 'f"SELECT 1;"'),
        tests("tests/house/test_relations.py"),
    ),
    Guard(
        "a query that nobody opened",
        change(SCOPE, "        if not self._opened:\n            raise", "        if False:\n            raise"),
        tests("tests/core/test_scope.py", "-k", "way_round"),
    ),
    Guard(
        "a first wall without territory",
        change(SCOPE, "rows = self.filter(territory & level)", "rows = self.filter(level)"),
        tests("tests/core/test_scope.py", "-k", "first_wall"),
    ),
    Guard(
        "a first wall without denials",
        change(SCOPE, "        if actor.denied:\n", "        if False:\n"),
        tests("tests/core/test_scope.py", "-k", "first_wall"),
    ),
    Guard(
        "a second wall without levels",
        change(SCOPE, '(f" AND {READABLE_LEVEL}" if level else "")', '""'),
        tests("tests/core/test_scope.py", "-k", "second_wall"),
    ),
    Guard(
        "a second wall without names",
        change(SCOPE, 'f" AND (level < {NOMINATIVE}"', 'f" AND (level < {NOMINATIVE + 1}"'),
        tests("tests/core/test_scope.py", "-k", "second_wall"),
    ),
    Guard(
        "a row that keeps another unit's path",
        change(SCOPE, " ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE;", " NOT ENFORCED;"),
        tests("tests/people/test_walls.py"),
    ),
    Guard(
        "an address without its line",
        change(
            "src/wasl/web/urls.py",
            'path("calendar/", views.neutral, name="neutral"),',
            'path("calendar/", views.neutral, name="neutral"),\n    path("other/", views.neutral, name="other"),',
        ),
        tests("tests/house/test_addresses.py", "-k", "every_address"),
    ),
    Guard(
        "an address that asks no permission",
        change("src/wasl/web/access/views.py", "    require(request.actor, Permission.ACCOUNT_CREATE)\n", ""),
        tests("tests/house/test_addresses.py", "-k", "each_role"),
    ),
    Guard(
        "an account found beyond the territory",
        change(
            "src/wasl/access/queries.py",
            "Account.objects.filter(agent__unit__path__gte=low, agent__unit__path__lt=high)",
            "Account.objects.all()",
        ),
        tests("tests/house/test_addresses.py", "-k", "another_territory"),
    ),
    Guard(
        "a journal that can be rewritten",
        change(
            "src/wasl/journal/migrations/0001_initial.py",
            "REVOKE UPDATE, DELETE, TRUNCATE ON journal_line, journal_sealedline FROM wasl_app, wasl_system;",
            "",
        ),
        tests("tests/journal"),
    ),
    Guard(
        "a chain that does not follow",
        change("src/wasl/journal/queries.py", "        line.subject_id,\n", ""),
        tests("tests/journal/test_chain.py"),
    ),
    Guard(
        "one person who resets alone",
        change("src/wasl/access/rules.py", "ResetRefusal.SAME_PERSON: is_asker,", "ResetRefusal.SAME_PERSON: False,"),
        tests("tests/access/test_accounts.py"),
    ),
    Guard(
        "somebody who posts themselves",
        change(
            "src/wasl/access/rules.py",
            "PostingRefusal.OWN_ACCOUNT: is_own_account,",
            "PostingRefusal.OWN_ACCOUNT: False,",
        ),
        tests("tests/access/test_accounts.py"),
    ),
    Guard(
        "a sealed value of another row",
        change("src/wasl/core/sealed.py", ", context)", ', b"")'),
        tests("tests/core/test_sealed.py"),
    ),
    Guard(
        "an unsafe database server",
        change("src/wasl/config/launcher/selftest.py", "else _durability(connection)", "else []"),
        tests("tests/config/test_refusals.py", "-k", "misorder"),
    ),
    Guard(
        "an application role that escapes row-level security",
        change("src/wasl/config/launcher/selftest.py", "        *_role(connection),\n", ""),
        tests("tests/config/test_refusals.py", "-k", "walks_through_walls"),
    ),
    Guard(
        "field keys drawn anew when they are lost",
        change("src/wasl/config/launcher/ring.py", "        if wanted:\n", "        if False:\n"),
        tests("tests/config/test_refusals.py", "-k", "lost_field_keys"),
    ),
    Guard(
        "children that outlive the launcher",
        change(
            "src/wasl/config/launcher/processes.py",
            "_libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)",
            "pass",
        ),
        tests("tests/config/test_postgres.py", "-k", "launcher_dies"),
    ),
    Guard(
        "a restored backup that nobody compares",
        change("src/wasl/config/backup/comparing.py", "if list(restored[table]) != list(before[table]):", "if False:"),
        tests("tests/config/test_backup.py", "-k", "comparison"),
    ),
    Guard(
        "a setting the guide does not name",
        append("src/wasl/config/settings.py", '\nUNNAMED = os.environ.get("WASL_UNNAMED", "")\n'),
        tests("tests/config/test_guide.py"),
    ),
]
