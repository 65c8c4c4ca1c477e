"""What a learner does: marking, memory, and what comes next."""
