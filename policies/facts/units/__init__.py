"""What runs on a machine, by the texts that a resource writes there: units, programs, configurations, scripts."""
