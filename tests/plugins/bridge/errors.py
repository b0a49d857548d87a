"""What a resource raises."""


class ProviderError(Exception):
    """An error for the user, with the words of the official provider where it has some."""
