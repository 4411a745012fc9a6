from tests.house.addresses import Address
from wasl.core.permissions import Permission as P

ADDRESSES = {"journal:list": Address(P.JOURNAL_READ)}
