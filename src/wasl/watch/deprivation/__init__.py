"""How many people lack several things at once: of households that were assessed, and of territories by the census.

>>> from wasl.watch.deprivation import census_headcount, measured
"""

from wasl.watch.deprivation.census import COLUMNS, census_headcount
from wasl.watch.deprivation.counting import CUTOFF, Poverty, measured, parts

__all__ = ["COLUMNS", "CUTOFF", "Poverty", "census_headcount", "measured", "parts"]
