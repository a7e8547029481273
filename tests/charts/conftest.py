"""Articles of several outlets and days, for the charts that set them side by side."""

import pytest
from outlets_to_draw import ARTICLES

from onrecord.tables.corpus import analyse_many, combine


@pytest.fixture(scope="session")
def record():
    return combine(analyse_many(ARTICLES))
