"""A class server, its learners and their answers."""
