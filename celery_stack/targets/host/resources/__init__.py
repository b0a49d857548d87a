"""Dynamic resources of a machine. Pulumi pickles their providers by reference, so they keep no state of their own."""
