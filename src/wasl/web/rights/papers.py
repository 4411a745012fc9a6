from django.http import HttpRequest

from wasl.web.printed import language

LANGUAGES = ("fr", "ar")


def language_of(request: HttpRequest) -> str:
    """That of the person who leaves with the paper, else that of the screen."""
    wanted = request.POST.get("lang", "")
    return wanted if wanted in LANGUAGES else language()
