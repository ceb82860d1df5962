"""Answers inline queries: drafts for the people a query finds, for the one who asks and nobody else."""

import asyncio
import logging
from datetime import timedelta

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.error import TelegramError

from bot.delivery import NORMAL_LIFE
from conversations.inline import Article

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
BEGIN = InlineQueryResultsButton("Set me up first", start_parameter="inline")
WAIT = timedelta(seconds=5)
"""For an answer to be taken; Telegram does not want it any later, and updates wait meanwhile."""

NOBODY = InlineQueryResultsButton("Nobody found: look at your people", start_parameter="people")

logger = logging.getLogger(__name__)


async def answer_inline(query: InlineQuery, articles: tuple[Article, ...] | None) -> None:
    """Offer these; None to somebody who is not set up. Telegram keeps no copy, and shows them to nobody else."""
    button = BEGIN if articles is None else None if articles else NOBODY
    results = [_result(each) for each in articles or ()]
    try:
        async with asyncio.timeout(WAIT.total_seconds()):
            await query.answer(results, cache_time=0, is_personal=True, button=button)
    except (TelegramError, TimeoutError) as error:
        if not any(normal in str(error).lower() for normal in NORMAL_LIFE):
            found = {"owner": query.from_user.id, "error": type(error).__name__}
            logger.info("an inline query of %(owner)d was not answered: %(error)s", found)


def _result(article: Article) -> InlineQueryResultArticle:
    words = InputTextMessageContent(article.text, link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(article.key, article.title, words, description=article.description)
