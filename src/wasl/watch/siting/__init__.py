"""Where to open centres: choose among places, with what the choice is worth and how far it may be from the best.

>>> from wasl.watch.siting import Places, Question, choose

HiGHS comes with it: import it from the command line or a job, never from a screen.
"""

from wasl.watch.siting.choose import choose
from wasl.watch.siting.explain import Reasons, explain, robustness
from wasl.watch.siting.question import Choice, Grouping, Objective, Places, Question, Share
from wasl.watch.siting.solver import NoAnswer

__all__ = [
    "Choice", "Grouping", "NoAnswer", "Objective", "Places", "Question", "Reasons", "Share", "choose", "explain",
    "robustness",
]  # fmt: skip
