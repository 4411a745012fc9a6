"""A small line with what was usual around it, drawn by the server: no script, values in the table of the alert."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wasl.web.printed import language

WIDTH, HEIGHT, ROOM = 152, 44, 3
#: Steps shown in the small line; the page of the alert shows them all.
SHOWN = 26

Values = Sequence[float | None]


def spark(observed: Values, expected: Values, upper: Values) -> SafeString:
    """The last `SHOWN` steps; a step nobody reported is a gap in the line, never a zero."""
    observed, expected, upper = (list(one)[-SHOWN:] for one in (observed, expected, upper))
    top = max([value for one in (observed, upper, expected) for value in one if value is not None] or [1]) or 1
    steps = max(len(observed) - 1, 1)
    # In Arabic time runs from right to left.
    is_mirrored = language() == "ar"

    def at(index: int, value: float) -> str:
        x = ROOM + index * (WIDTH - 2 * ROOM) / steps
        x = WIDTH - x if is_mirrored else x
        return f"{x:.1f},{HEIGHT - ROOM - value * (HEIGHT - 2 * ROOM) / top:.1f}"

    band = _band(expected, upper, at)
    lines = "".join(_drawn(points, 'stroke-width="1.6"') for points in _stretches(observed, at))
    last = next((index for index in range(len(observed) - 1, -1, -1) if observed[index] is not None), None)
    dot = ""
    if last is not None:
        x, _comma, y = at(last, observed[last] or 0).partition(",")
        dot = f'<circle cx="{x}" cy="{y}" r="3" fill="currentColor"/>'
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH, HEIGHT, _("The latest weeks, and in the shaded band what is usual"),
        mark_safe(band + lines + dot),  # noqa: S308 (numbers only)
    )  # fmt: skip


def _band(expected: Values, upper: Values, at) -> str:  # type: ignore[no-untyped-def]
    known = [index for index, (low, high) in enumerate(zip(expected, upper, strict=False)) if low is not None and high]
    if len(known) < 2:
        return ""
    above = [at(index, upper[index]) for index in known]
    below = [at(index, 0) for index in reversed(known)]
    usual = [at(index, expected[index]) for index in known]
    shaded = f'<polygon points="{" ".join([*above, *below])}" fill="currentColor" fill-opacity=".12"/>'
    return shaded + _drawn(usual, 'stroke-opacity=".45" stroke-dasharray="3 3"')


def _drawn(points: Sequence[str], look: str) -> str:
    return f'<polyline points="{" ".join(points)}" fill="none" stroke="currentColor" {look}/>'


def _stretches(values: Values, at) -> list[list[str]]:  # type: ignore[no-untyped-def]
    """Points of each unbroken stretch."""
    found: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append(at(index, value))
    return [points for points in found if points]
