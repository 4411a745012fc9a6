import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
application = get_wsgi_application()
if settings.TRUSTED_PROXIES:
    # Only what these proxies say about scheme and client is believed; anybody else's headers are ignored.
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=settings.TRUSTED_PROXIES)
