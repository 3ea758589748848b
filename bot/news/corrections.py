"""Whether a story reads otherwise than it was told: decided without I/O.

An outlet that joins a story may bring a better title; that corrects nothing. What an outlet has rewritten does.
"""

import re
from typing import Final

from storage.digest_records import ToldStory
from storage.records import Story

_FIGURES: Final = re.compile(r"\d+(?:[.,]\d+)*")


def is_corrected(told: ToldStory, story: Story) -> bool:
    """Tell whether the title that was told, or a figure in the lead, is what no publication of the story has any more.

    Words changed in the lead alone are no correction.
    """
    titles = {story.title, *(one.title for one in story.articles)}
    if told.title not in titles:
        return True
    leads = {story.lead, *(one.lead for one in story.articles)}
    return told.lead not in leads and _figures(told.lead) != _figures(story.lead)


def _figures(text: str) -> list[str]:
    return sorted(_FIGURES.findall(text))
