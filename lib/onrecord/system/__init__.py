"""Files, processes and machines."""
