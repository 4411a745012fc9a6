"""Lists of persons from partners and centres: read as they come, without a model to fill."""
