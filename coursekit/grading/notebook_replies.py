"""The form of a runner's replies about cells and files (see `coursekit.check.replies` for those about answers)."""

from __future__ import annotations

from coursekit.check.replies import Form, each, has, is_exactly, whole_number, words

FORMS: dict[str, Form] = {
    "files": has(),
    "cell": has(outputs=each(is_exactly(dict)), count=whole_number),
    "answers": has(missing=each(words)),
}
