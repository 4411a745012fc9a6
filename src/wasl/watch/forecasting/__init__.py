"""What comes: batched exponential smoothing, intervals learnt from past errors, agreement along a tree. Pure arrays."""

from wasl.watch.forecasting.hierarchy import NotATree, Tree, reconcile
from wasl.watch.forecasting.panel import Forecast, forecast, forecast_tree

__all__ = ["Forecast", "NotATree", "Tree", "forecast", "forecast_tree", "reconcile"]
