"""The batch that finds which registrations are one person: on plain files, without a database.

The one door to splink, duckdb, pyspark and pyarrow. Read in the order of the report (docs/adr/0021-batch-linkage.md):
records → features → blocking → model → rescoring → veto → tiers → clusters → summary; `run` puts them in a row.
"""
