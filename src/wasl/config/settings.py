"""Django settings: one file, every variable part from the environment (docs/guide/administration lists them)."""

import logging
import os
import time
import zoneinfo
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
# The locked tzdata package and never the machine's tables: Morocco's clock is decided late (the Ramadan shifts, their
# end on 20 September 2026), and a server that is one table behind writes every hour and some days wrong.
zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()
WASL_HOME = Path(os.environ.get("WASL_HOME", Path.cwd() / "var")).absolute()


class BadSetting(SystemExit):
    """A setting that cannot be used; its text is one sentence that says what to change."""


def _flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, "1" if default else "0").strip().lower()
    if text not in {"0", "1", "yes", "no", "true", "false", "on", "off"}:
        raise BadSetting(f"{name}={text!r} is neither yes nor no: set it to 1 or 0.")
    return text in {"1", "yes", "true", "on"}


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdigit():
        raise BadSetting(f"{name}={text!r} is not a whole number: set it to digits only, for example {default}.")
    return int(text)


def _list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, object]:
    """A DATABASES entry from postgresql://user:password@host:port/name (host may be a socket directory)."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadSetting(
            "DATABASE_URL must read postgresql://user:password@host:5432/name: only PostgreSQL 18 is supported."
        )
    try:
        port = parts.port
    except ValueError:
        raise BadSetting("DATABASE_URL has a port that is not a number between 1 and 65535: correct it.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": os.environ.get("WASL_PROCESS", "wasl")},
    }


# The launcher fills these two before Django starts; without it a placeholder lets `check` and `makemessages` run.
DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql://wasl_app@127.0.0.1:1/wasl"))}
if _flag("WASL_DB_POOL", False):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": _number("WASL_DB_POOL_SIZE", 4), "timeout": 5}  # type: ignore[index]
# Migrations alone connect as the owner; see wasl.config.launcher.
OWNER_DATABASE_URL = os.environ.get("WASL_OWNER_DATABASE_URL", "")

SECRET_KEY = os.environ.get("WASL_SECRET_KEY", "")
if not SECRET_KEY:
    key_file = Path(os.environ.get("WASL_KEYS", WASL_HOME / "keys")) / "session.key"
    SECRET_KEY = key_file.read_text().strip() if key_file.is_file() else "unset-outside-the-launcher"

DEBUG = False
ALLOWED_HOSTS = _list("WASL_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _list("WASL_TRUSTED_ORIGINS")
# What printed papers tell the world to open in order to verify them.
PUBLIC_ADDRESS = os.environ.get("WASL_PUBLIC_ADDRESS", "").rstrip("/") or "http://localhost:8000"

INSTALLED_APPS = [
    "wasl.vocabulary",
    "wasl.territory",
    "wasl.journal",
    "wasl.documents",
    "wasl.messages",
    "wasl.network",
    "wasl.access",
    "wasl.catalogue",
    "wasl.people",
    "wasl.assistance",
    "wasl.facts",
    "wasl.rights",
    "wasl.watch",
    "wasl.reports",
    "wasl.web",
    "wasl.simulation",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "django_htmx",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "wasl.web.health.answer",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages too travel compressed; the framework pads them at random, so that their length tells nothing.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wasl.web.sessions.session_edge",
    "wasl.web.access.wall.second_factor",
    "wasl.web.middleware.scope",
]

ROOT_URLCONF = "wasl.config.urls"
WSGI_APPLICATION = "wasl.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wasl.web.context.shell",
            ],
            "builtins": ["wasl.web.templatetags.wasl"],
        },
    }
]

FORM_RENDERER = "wasl.web.renderer.Renderer"
CSRF_FAILURE_VIEW = "wasl.web.errors.expired"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["wasl.access.backend.AccountBackend"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # agents sign in by staff number; many have no e-mail
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# How messages to persons leave: nothing (none does), "console", "file" (in WASL_HOME/outbox), or the operator's own
# class as "package.module:Class". Nothing that calls out of this host is shipped.
MESSAGE_GATEWAY = os.environ.get("WASL_MESSAGE_GATEWAY", "").strip()

# Sign-in: staff number, password, second factor. Nothing here sends a message.
ACCOUNT_ADAPTER = "wasl.web.access.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "staff_number"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "slip": "20/m/ip,5/300s/key",
    "verify": "30/m/ip",
    "link": "30/m/ip",
}
ACCOUNT_FORMS = {
    "login": "wasl.web.access.forms.SignInForm",
    "change_password": "wasl.web.access.forms.OwnPasswordForm",
    "reauthenticate": "wasl.web.access.forms.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "wasl.web.access.forms.CodeForm",
    "reauthenticate": "wasl.web.access.forms.SameCodeForm",
    "activate_totp": "wasl.web.access.forms.TelephoneForm",
}
MFA_ADAPTER = "wasl.web.access.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Wasl"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "wasl_cache", "TIMEOUT": 900}
}

HTTPS = _flag("WASL_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Addresses of proxies whose X-Forwarded headers wasl.config.wsgi believes; nobody else's are.
TRUSTED_PROXIES = _list("WASL_TRUSTED_PROXIES")
SESSION_COOKIE_AGE = _number("WASL_SESSION_MINUTES", 30) * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "wasl"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("ar", _("Arabic"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "wasl_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"

STATIC_URL = "static/"
STATIC_ROOT = WASL_HOME / "static"
STATICFILES_DIRS: list[Path] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = WASL_HOME / "files"

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
PROCRASTINATE_IMPORT_PATHS = ["wasl.config.schedule"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# Logs are in UTC: the C library's zone table is the machine's.
logging.Formatter.converter = time.gmtime
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "wasl.config.discreet.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("WASL_LOG_LEVEL", "WARNING")},
}
