"""Small drawings beside spoken questions, for whoever does not read. Drawn for this project, on a field of 24 by 24."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_DRAWN = {
    "eye": "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "ear": "M7 10a5 5 0 1 1 10 0c0 4-4 4-4 8a3 3 0 0 1-5 1M10 10a2 2 0 1 1 4 0c0 1-1 2-2 3",
    "walk": "M13 3a1.6 1.6 0 1 0 0 3.2A1.6 1.6 0 0 0 13 3zM12 8l-3 4v3M12 8l1 6 3 3v4M10 16l-2 5M12 8l3 3h3",
    "head": "M9 21v-4H7v-4H5l2-4a6 6 0 1 1 9 6v6M11 8a2 2 0 1 1 2 3v1.500M13 15v.01",
    "wash": "M12 3c-3 4-4 6-4 8a4 4 0 0 0 8 0c0-2-1-4-4-8zM4 20h16M6 17h.01M18 17h.01",
    "speak": "M4 5h16v10h-9l-4 4v-4H4zM8 9h8M8 12h5",
    "hand": "M7 12V6a1.500 1.500 0 0 1 3 0v5V4a1.500 1.500 0 0 1 3 0v7-6a1.500 1.500 0 0 1 3 0v7"
    "M16 9a1.500 1.500 0 0 1 3 0v5c0 4-2 7-6 7s-6-2-8-6l-1-3a1.500 1.500 0 0 1 3 0",
    "school": "M3 9l9-5 9 5-9 5zM7 11v5c3 3 7 3 10 0v-5M21 9v6",
    "play": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 3c-4 5-4 13 0 18M3 12h18M5 6c4 3 10 3 14 0",
    "stop": "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16v.01",
    "people": "M9 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 20c0-4 3-7 6-7s6 3 6 7M16 5a3 3 0 0 1 0 5M17 13c3 1 4 4 4 7",
    "sad": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 16c2-3 6-3 8 0M9 9v.01M15 9v.01",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3",
    "house": "M3 12l9-8 9 8M6 10v10h12V10M10 20v-6h4v6",
    "bread": "M4 10c0-3 3-5 8-5s8 2 8 5c0 1-1 2-2 2v7H6v-7c-1 0-2-1-2-2zM10 9v3M14 9v3",
    "coins": "M9 6a5 3 0 1 0 0 6 5 3 0 1 0 0-6zM4 9v5c0 4 10 4 10 0V9M14 12c4-1 6 1 6 2.500v4c0 3-8 3-9 0",
    "heart": "M12 20C5 15 3 12 3 9a4.500 4.500 0 0 1 9-1 4.500 4.500 0 0 1 9 1c0 3-2 6-9 11z",
    "paper": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "night": "M20 14A8 8 0 1 1 10 4a7 7 0 0 0 10 10z",
    "target": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 12v.01",
    "pen": "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
    "finger": "M7 20c-2-4-2-13 5-13 4 0 6 3 6 7M10 21c-2-5-1-10 2-10 2 0 3 2 3 5v4M13 15v6M5 9c2-4 9-6 13-2",
    "shield": "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM9 12l2 2 4-4",
    "phone": "M6 3h4l1 5-2 2c1 2 3 4 5 5l2-2 5 1v4c0 2-2 3-4 3C9 20 4 13 4 6c0-2 1-3 2-3z",
}


@register.simple_tag
def pictogram(name: str) -> SafeString:
    """Nothing for a name that has no drawing; the words beside it say the same."""
    if name not in _DRAWN:
        return SafeString("")
    return format_html(
        '<svg class="pictogram" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', _DRAWN[name]
    )
