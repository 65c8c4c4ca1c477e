"""The save of an exam choice on a laptop's server."""
