"""Any endpoint that speaks OpenAI's chat completions, through the openai package; nothing is sent until it is asked."""

import asyncio
import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from itembank_desktop.adapters.images import thumbnail_png
from itembank_desktop.core.errors import BadInput, GraderAway
from itembank_desktop.core.grading import GradeQuestion, GradeReply

_SIDE = 768
_SECONDS = 60.0
_RETRIES = 3
"""Of the package itself, with backoff: lost connections, 429 and 5xx."""
_LOOK = 0.1
"""Seconds between two looks whether a call is still wanted."""


class OpenAiGrader:
    """Implements services.grade_pairs.Grader. One thread uses it; a call that keeps one waiting can be given up."""

    def __init__(self, endpoint: str, model: str, key: str, seconds: float = _SECONDS, retries: int = _RETRIES) -> None:
        """`endpoint` is the part of the address before /chat/completions; a local server often wants no `key`.

        BadInput for an address or a key that cannot be one.
        """
        from openai import AsyncOpenAI

        if not _is_address(endpoint):
            raise BadInput(endpoint, "an address looks like https://host:port/v1")
        if not (key.isascii() and key.isprintable()):
            raise BadInput("the key", "has letters that no key has")
        self.model = model
        self._endpoint = endpoint
        self._client = AsyncOpenAI(base_url=endpoint, api_key=key or "none", timeout=seconds, max_retries=retries)
        self._loop = asyncio.new_event_loop()

    def ask(self, question: GradeQuestion, cancelled: Callable[[], bool] = lambda: False) -> GradeReply | None:
        """One call at temperature 0; None when given up. GraderAway when there is no usable reply."""
        return self._loop.run_until_complete(self._ask(question, cancelled))

    async def _ask(self, question: GradeQuestion, cancelled: Callable[[], bool]) -> GradeReply | None:
        call = asyncio.ensure_future(self._call(question))
        while not call.done():
            await asyncio.wait({call}, timeout=_LOOK)
            if cancelled() and not call.done():
                call.cancel()
                await asyncio.wait({call})
                return None
        return call.result()

    async def _call(self, question: GradeQuestion) -> GradeReply:
        from openai import OpenAIError

        parts: list[Any] = [{"type": "text", "text": question.text}]
        parts += [{"type": "image_url", "image_url": {"url": _data_url(one)}} for one in question.pictures]
        messages: list[Any] = [{"role": "system", "content": question.system}, {"role": "user", "content": parts}]
        try:
            reply = await self._client.chat.completions.create(
                model=self.model, messages=messages, temperature=0, response_format={"type": "json_object"}
            )
        except OpenAIError as error:
            raise GraderAway(self._endpoint, str(error) or type(error).__name__) from error
        if not reply.choices or reply.usage is None:
            raise GraderAway(self._endpoint, "answered without a message or without counting its tokens")
        text = reply.choices[0].message.content or ""
        return GradeReply(text, reply.usage.prompt_tokens, reply.usage.completion_tokens)

    def close(self) -> None:
        """Let go of the connections."""
        self._loop.run_until_complete(self._client.close())
        # Names are looked up on threads of the loop's own.
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


def _is_address(endpoint: str) -> bool:
    try:
        told = urlsplit(endpoint)
        return told.scheme in ("http", "https") and bool(told.hostname) and told.port != 0
    except ValueError:  # A port out of range, a bracket without its other half.
        return False


def _data_url(data: bytes) -> str:
    png = thumbnail_png(data, "figure", _SIDE, _SIDE)
    return "data:image/png;base64," + base64.b64encode(png).decode()
