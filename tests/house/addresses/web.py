from tests.house.addresses import OPEN, SIGNED_IN, Address

ADDRESSES = {
    "home": Address(SIGNED_IN),
    "more": Address(SIGNED_IN),
    "language": Address(OPEN, ("POST",)),
    "neutral": Address(OPEN),
    "who": Address(SIGNED_IN),
}
