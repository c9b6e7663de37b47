"""klage: the borgervejleder's case tool for complaints, callbacks and what they teach."""

__version__ = "0.1.0"
