"""The lines of all addresses, gathered from each room's file."""

import importlib
import pkgutil

from tests.house import addresses
from tests.house.addresses import Address

LINES: dict[str, Address] = {
    name: line
    for module in pkgutil.iter_modules(addresses.__path__)
    for name, line in importlib.import_module(f"{addresses.__name__}.{module.name}").ADDRESSES.items()
}
