"""Traffic with a service on this machine, captured by tools that people capture with."""
