"""Starts and keeps the three processes of Wasl: PostgreSQL, the web server and the worker."""
