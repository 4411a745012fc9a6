"""One module per word after `wasl`: `arguments(parser)` declares what it takes, `run(given)` does it."""
