"""The save of an exam choice under load: `python -m tests.bench.load`."""
