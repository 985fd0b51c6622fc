"""Files that bring records in: read and checked here, written by the actions."""
