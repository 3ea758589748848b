"""How Python's search for garbage is kept off what stays, and how seldom it is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_YOUNG: Final = 10_000
"""New objects between two searches; Python's own 700 are a few answers, and a fifth of the time of judging news."""


@contextmanager
def staying() -> Iterator[None]:
    """Keep what is made in the block, which stays as long as the process, out of every search; then search seldom.

    The models of aiogram are most of all objects. Searching them took a quarter of the start, and later held every
    answer up by a quarter of a second now and then.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_YOUNG)
        gc.enable()
