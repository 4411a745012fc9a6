"""How often each thing goes wrong when a person is written down."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares between 0 and 1. Each is of a record, except `several` (of persons); `husband` is of married women's
    records, `year_only_old` of those over 60, `half` of names in two words, `article` of family names with one."""

    arabic: float = 0.45
    spelling: float = 0.25
    rule: float = 0.08
    typo: float = 0.03
    half: float = 0.12
    swap: float = 0.03
    article: float = 0.12
    no_date: float = 0.03
    year_only: float = 0.08
    year_only_old: float = 0.30
    day_month: float = 0.02
    digit: float = 0.03
    no_card: float = 0.25
    card_typo: float = 0.015
    no_parents: float = 0.50
    no_phone: float = 0.50
    other_phone: float = 0.25
    moved: float = 0.15
    husband: float = 0.06
    sex: float = 0.005
    several: float = 0.20


NORMAL = Profile()
EASY = replace(
    NORMAL, spelling=0.10, rule=0.02, typo=0.01, half=0.04, swap=0.01, article=0.05, no_date=0.01, year_only=0.03,
    year_only_old=0.10, day_month=0.005, digit=0.005, no_card=0.10, card_typo=0.005, no_parents=0.25, no_phone=0.25,
    other_phone=0.10, moved=0.08, husband=0.02, sex=0.001,
)  # fmt: skip
HARD = replace(
    NORMAL, spelling=0.40, rule=0.16, typo=0.06, half=0.22, swap=0.06, article=0.22, no_date=0.06, year_only=0.16,
    year_only_old=0.45, day_month=0.04, digit=0.06, no_card=0.45, card_typo=0.03, no_parents=0.65, no_phone=0.65,
    other_phone=0.35, moved=0.25, husband=0.12, sex=0.01,
)  # fmt: skip
PROFILES = {"easy": EASY, "normal": NORMAL, "hard": HARD}
