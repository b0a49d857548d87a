"""What the places that run containers share. Not a place itself."""
