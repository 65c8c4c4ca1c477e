"""Item rules: weaknesses of questions, scenarios and cards, and their waivers."""
