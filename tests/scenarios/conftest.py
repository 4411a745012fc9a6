from tests.simulation.conftest import in_world, world

__all__ = ["in_world", "world"]
