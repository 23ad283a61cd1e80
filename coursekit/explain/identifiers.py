"""Known errors: a text that should name an optimizer, a loss, a metric and so on, and names none."""

from __future__ import annotations

import re

from coursekit.explain import names
from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen

IDENTIFIERS = Topic()

# What Keras calls the kind in its message: where its names are, and an example of one.
KINDS = {
    "optimizer": ("optimizers", "adam"),
    "loss": ("losses", "mse"),
    "metric": ("metrics", "accuracy"),
    "activation": ("activations", "relu"),
    "initializer": ("initializers", "he_normal"),
    "regularizer": ("regularizers", "l2"),
    "constraint": ("constraints", "max_norm"),
}


@IDENTIFIERS.known("ValueError", r"Could not interpret (\w+)(?: function)? identifier: (.*)", "02 03 04")
def unknown_identifier(seen: Seen, found: re.Match[str]) -> Says | None:
    """compile("adm"), Dense(3, activation="relus")."""
    kind, given = found[1], found[2].strip()
    if kind not in KINDS:
        return None
    place, example = KINDS[kind]
    name = f"an unknown {'activation function' if kind == 'activation' else kind}"
    if not re.fullmatch(r"[\w ]+", given):
        return Says(
            name,
            f"Keras expected {_a(kind)} and got `{given[:80]}`.",
            f'Give a name such as `"{example}"`, or an object from `keras.{place}`.',
        )
    if meant := names.nearest(given.replace(" ", "_"), names.identifiers(place)):
        return Says(name, f'There is no {kind} named "{given}".', f'Did you mean `"{meant}"`?')
    for other, (elsewhere, _) in KINDS.items():
        if given.lower() in names.identifiers(elsewhere):
            return Says(
                name,
                f'"{given}" is {_a(other)}, and it stands where {_a(kind)} belongs.',
                f'Check the order of the arguments, or name them. As {_a(kind)}, for instance: `"{example}"`.',
            )
    return Says(
        name,
        f'There is no {kind} named "{given}".',
        f'The names are those of `keras.{place}`, for instance `"{example}"`.',
    )


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
