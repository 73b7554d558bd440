"""The root of everything that can go wrong in a way a person can be told about.

Errors carry data and no text: the edge (a chat handler, the command line) chooses the words.
"""

from dataclasses import dataclass


@dataclass(eq=False)
class KallelseError(Exception):
    """Something a person asked for cannot be done; each subclass says when."""
