"""The server under load: `python -m tests.bench.load`. Exams: saves of sittings; classes: people who study."""
