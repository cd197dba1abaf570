"""Any endpoint that speaks OpenAI's chat completions, through the openai package; nothing is sent until it is asked."""

import base64
from typing import Any

from itembank_desktop.adapters.images import thumbnail_png
from itembank_desktop.core.errors import GraderAway
from itembank_desktop.core.grading import GradeQuestion, GradeReply

_SIDE = 768
_SECONDS = 60.0
_RETRIES = 3
"""Of the package itself, with backoff: lost connections, 429 and 5xx."""


class OpenAiGrader:
    """Implements services.grade_pairs.Grader."""

    def __init__(self, endpoint: str, model: str, key: str, seconds: float = _SECONDS, retries: int = _RETRIES) -> None:
        """`endpoint` is the part of the address before /chat/completions; a local server often wants no `key`."""
        from openai import OpenAI

        self.model = model
        self._endpoint = endpoint
        self._client = OpenAI(base_url=endpoint, api_key=key or "none", timeout=seconds, max_retries=retries)

    def ask(self, question: GradeQuestion) -> GradeReply:
        """One call at temperature 0; GraderAway when there is no usable reply."""
        from openai import OpenAIError

        parts: list[Any] = [{"type": "text", "text": question.text}]
        parts += [{"type": "image_url", "image_url": {"url": _data_url(one)}} for one in question.pictures]
        messages: list[Any] = [{"role": "system", "content": question.system}, {"role": "user", "content": parts}]
        try:
            reply = self._client.chat.completions.create(
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
        self._client.close()


def _data_url(data: bytes) -> str:
    png = thumbnail_png(data, "figure", _SIDE, _SIDE)
    return "data:image/png;base64," + base64.b64encode(png).decode()
