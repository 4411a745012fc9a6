from tests.house.addresses import OPEN, Address

ADDRESSES = {
    "partner_pages:sheet": Address(OPEN, ("GET", "POST"), empty_at_first=True),
    "partner_pages:link": Address(
        OPEN, inside=lambda world: {"secret": "A" * 43}, reach="everywhere", empty_at_first=True
    ),
}  # fmt: skip
