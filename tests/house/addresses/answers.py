from tests.house.addresses import OPEN, Address

ADDRESSES = {
    "answers:answer": Address(OPEN, ("GET", "POST"), empty_at_first=True),
    "answers:link": Address(
        OPEN, inside=lambda world: {"secret": "A" * 43}, reach="everywhere", empty_at_first=True
    ),
}  # fmt: skip
