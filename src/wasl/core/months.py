"""Dates in words, as Morocco writes them: the months are not the eastern ones that most Arabic catalogues hold."""

from datetime import date

MONTHS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"),
}
WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}


def day_in_words(value: date, lang: str, *, weekday: bool = True) -> str:
    """mardi 24 novembre 2026, الثلاثاء 24 نونبر 2026."""
    ordinal = "1er" if value.day == 1 and lang == "fr" else str(value.day)
    text = f"{ordinal} {MONTHS[lang][value.month - 1]} {value.year}"
    return f"{WEEKDAYS[lang][value.weekday()]} {text}" if weekday else text
