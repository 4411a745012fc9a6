"""Detection in counts: arrays in, arrays out, no database. The one door to numba of the watch's counting.

Panel → `detect` → Alarms. Read in this order: panel, reference and farrington (R's method), baseline, channels and
ladder (ours), binomial below them.
"""

from wasl.watch.detection.detecting import METHODS, detect
from wasl.watch.detection.panel import Alarms, CannotDetect, Channel, Panel, Rung, settle_corrections

__all__ = ["METHODS", "Alarms", "CannotDetect", "Channel", "Panel", "Rung", "detect", "settle_corrections"]
