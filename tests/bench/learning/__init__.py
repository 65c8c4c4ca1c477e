"""How much is known on exam day: simulated learners under several policies: `python -m tests.bench.learning`."""
