import tempfile
from pathlib import Path

from scripts.messages import compile_all

from wasl.config.settings import *  # noqa: F403

WASL_HOME = Path(tempfile.gettempdir())

SECRET_KEY = "only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files come straight from the source tree.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
compile_all()
