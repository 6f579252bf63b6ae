"""How a question begins that asks openly and stands on its own: with "what", "who", "how", in the six languages.

A text in, whether it opens so out; what it asks for is `query.py`'s to say.
"""

from __future__ import annotations

import re

_OPENINGS = (
    # English, French, Spanish, Russian, Arabic
    r"what|which|who|whose|whom|how|where|when|why",
    r"quel|quelle|quels|quelles|que|qu['’]\w+|qui|comment|où|quand|pourquoi|combien",
    r"qué|cuál|cuáles|quién|quiénes|cómo|dónde|cuándo|por qué|cuánto|cuánta|cuántos|cuántas",
    r"что|чем|чего|как|каков|какова|каково|каковы|какой|какая|какое|какие|каких|кто|где|когда|почему|сколько|зачем",
    r"ما|ماذا|من|كيف|أي|أية|متى|أين|لماذا|كم",
)
_OPENS = re.compile(rf"[\s¿]*(?:{'|'.join(_OPENINGS)})(?!\w)|.*(?:什么|哪|谁|如何|怎|多少)", re.IGNORECASE)


def opens(text: str) -> bool:
    """Whether a question's first word asks for more than yes or no; in Chinese, which asks in the middle, any word."""
    return bool(_OPENS.match(text))
