"""The TOML files of a course: syllabus, exams and models, with places for what is wrong."""
