"""Stand-ins for provider plugins, and what the official plugins were seen to do."""
