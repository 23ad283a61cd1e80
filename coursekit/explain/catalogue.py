"""All known errors, and the explanation of one."""

from __future__ import annotations

from coursekit.explain import shapes
from coursekit.explain.arguments import ARGUMENTS
from coursekit.explain.convolutions import CONVOLUTIONS
from coursekit.explain.files import FILES
from coursekit.explain.identifiers import IDENTIFIERS
from coursekit.explain.input_shapes import INPUT_SHAPES
from coursekit.explain.known import Explanation
from coursekit.explain.labels import LABELS
from coursekit.explain.models import MODELS
from coursekit.explain.old_code import OLD_CODE
from coursekit.explain.reconstructions import RECONSTRUCTIONS
from coursekit.explain.saved_models import SAVED_MODELS
from coursekit.explain.seen import Seen
from coursekit.explain.sequences import SEQUENCES
from coursekit.explain.tensors import TENSORS
from coursekit.explain.training import TRAINING

# The first that fits speaks. Tensors come last: their messages are the most general.
CATALOGUE = (
    *ARGUMENTS,
    *IDENTIFIERS,
    *OLD_CODE,
    *SEQUENCES,
    *INPUT_SHAPES,
    *RECONSTRUCTIONS,
    *CONVOLUTIONS,
    *LABELS,
    *TRAINING,
    *MODELS,
    *FILES,
    *SAVED_MODELS,
    *TENSORS,
)


def explain(error: BaseException) -> Explanation | None:
    """What a known error means, None for an unknown one.

    Args:
        error: as it was caught, with its traceback: the learner's line and shapes are read from there. Neither
            the error nor a model is changed.
    """
    classes = {each.__name__ for each in type(error).__mro__}
    seen: Seen | None = None
    for known in CATALOGUE:
        if classes.isdisjoint(known.errors):
            continue
        seen = seen or Seen(error)
        found = known.pattern.search(seen.message)
        says = known.says(seen, found) if found else None
        if says:
            return Explanation(
                name=says.name,
                means=says.means,
                mend=says.mend,
                lessons=known.lessons,
                line=seen.line,
                source=seen.source,
                function=seen.function,
                short=seen.short(),
                flow=shapes.flow(seen, says.flow) if says.flow else (),
            )
    return None
