"""When a digest is due and what it tells first: decided without I/O."""

import re
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from storage.records import Story

# In the three languages of the feeds; «подписчик», «подписка» and "signal" are no signed documents.
_SIGNED: Final = re.compile(
    r"\b(?:подпис(?:ал|ан|ыва|ать|ание|ании)|соглашени|меморандум|"
    r"падпіс(?:ал|ан|ва|аць)|пагадненн|мемарандум|sign(?:s|ed|ing)?\b|agreements?\b|memorand)",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(
    r"\d\s*(?:%|\$|€|₽|процент|працэнт|per\s?cent|percent|тыс|тысяч|млн|млрд|трлн|мільён|мільярд|миллион|миллиард|"
    r"thousand|million|billion|руб|доллар|долар|евро|еўра|тонн)|[$€]\s?\d",
    re.IGNORECASE,
)
_OUTLETS_COUNTED: Final = 4  # a fifth agency that repeats the others adds nothing


def next_moment(at: time, zone: ZoneInfo, after: datetime) -> datetime:
    """Return the first moment after ``after`` at which clocks in ``zone`` show ``at``, in UTC.

    Where a change of clocks skips that time, the moment is as much later as the clocks were moved; where it
    comes twice, the first one counts. (``zoneinfo`` reads a skipped time by the offset before the change.)
    """
    day = after.astimezone(zone).date()
    moments = (datetime.combine(day + timedelta(days=more), at, zone).astimezone(after.tzinfo) for more in range(3))
    return next(moment for moment in moments if moment > after)


def importance(story: Story) -> int:
    """Return how much a story matters: two for each further outlet, three for a signed document, one for a figure.

    Outlets count once each, four at most; documents and figures are looked for in the title and the lead.
    """
    outlets = len({article.outlet for article in story.articles})
    text = f"{story.title}\n{story.lead}"
    further = max(0, min(outlets, _OUTLETS_COUNTED) - 1)
    return 2 * further + 3 * bool(_SIGNED.search(text)) + bool(_FIGURE.search(text))
