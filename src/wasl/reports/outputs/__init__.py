"""The same sheet as JSON, CSV, XLSX or PDF: every output is made from `printed`, so that a number is one number."""
