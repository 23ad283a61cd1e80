"""Every kind of bad input gets its own clear sentence."""

from __future__ import annotations

import numpy as np
import pytest

from coursekit import session
from coursekit.check import Exercise, Outcome, require, require_close
from coursekit.check.answer import Answer
from coursekit.check.channel import LocalChannel
from coursekit.check.codec import Handle
from coursekit.check.host import Host
from coursekit.check.problems import Fail, NotAttempted, Problem, Raised, TimedOut


def answer(value) -> Answer:
    channel = LocalChannel(Host([value]))
    return Answer(channel, channel.request({"op": "describe", "of": Handle(0)}))


def sentence(call) -> str:
    with pytest.raises(Problem) as caught:
        call()
    return caught.value.message


ARRAYS = [
    (np.ones((2, 3)), "Your answer is an array of shape (2, 3); shape (3, 2) expected."),
    ("softmax", "Your answer is the text 'softmax'; an array of numbers expected. Leave the quotes away."),
    (None, "Your answer is None; an array of numbers expected."),
    (len, "Your answer is a function; an array of numbers expected. Call the function and give its result."),
    (
        [[1, 2], [3]],
        "Your answer is a list of 2 items that make no array: numbers in rows of equal length expected.",
    ),
    (np.array(["a", "b"]), "Your answer is an array of text (dtype <U1); an array of numbers expected."),
    (
        np.array([object()]),
        "Your answer is a NumPy array of Python objects (dtype object); an array of numbers expected.",
    ),
    (
        np.broadcast_to(0.0, (10**5, 10**4)),
        "Your answer is a NumPy array of shape (100000, 10000) that is too large to check; "
        "an array of numbers expected.",
    ),
    ({"a": 1}, "Your answer is a dict of 1 item; an array of numbers expected."),
    (True, "Your answer is an array of shape (); shape (3, 2) expected."),
]


@pytest.mark.parametrize(("value", "expected"), ARRAYS, ids=[type(v).__name__ + str(i) for i, (v, _) in
                                                             enumerate(ARRAYS)])  # fmt: skip
def test_wrong_arrays(value, expected):
    assert sentence(lambda: answer(value).array(shape=(3, 2))) == expected


def test_arrays_that_are_fine():
    assert answer([[1, 2], [3, 4]]).array(shape=(2, 2)).tolist() == [[1, 2], [3, 4]]
    assert answer(np.float32(2)).array().shape == ()
    assert answer((1.0, 2.0)).array(shape=(None,)).tolist() == [1.0, 2.0]


def test_values_that_are_no_numbers():
    value = np.array([1.0, np.nan, np.inf])
    text = sentence(lambda: answer(value).array())
    assert "1 NaN and 1 infinite of 3 values" in text
    assert answer(value).array(finite=False).shape == (3,)
    assert "fractions such as 0.5" in sentence(lambda: answer([1, 0.5]).array(integer=True))
    assert "with 1 axis; 2 axes expected" in sentence(lambda: answer([1, 2]).array(ndim=2))


def test_numbers():
    assert answer(469).number(integer=True) == 469
    assert answer(np.array([2.5])).number() == 2.5
    assert answer(np.int64(3)).number(integer=True) == 3
    assert sentence(lambda: answer(468.75).number(integer=True)).endswith("468.8; a whole number expected.")
    assert "a number from 0 to 1 expected" in sentence(lambda: answer(3).number(minimum=0, maximum=1))
    assert "one number expected" in sentence(lambda: answer([1, 2]).number())
    assert "a finite number expected" in sentence(lambda: answer(float("nan")).number())
    assert "a number expected. Leave the quotes away." in sentence(lambda: answer("5").number())


def test_items_and_entries():
    items = answer([np.zeros(2), "a", None]).items(length=3)
    assert [item.kind for item in items] == ["array", "text", "none"]
    assert "3 items expected" in sentence(lambda: answer([1]).items(length=3))
    assert "a list or tuple expected" in sentence(lambda: answer(3).items())
    assert answer({"loss": [1.0, 0.5]}).logs() == {"loss": [1.0, 0.5]}
    mixed = answer([len, 2]).items()
    assert [item.kind for item in mixed] == ["function", "number"]


def test_a_call_that_goes_wrong():
    assert "is not attempted" not in sentence(lambda: answer(...).array())
    with pytest.raises(NotAttempted):
        answer(lambda x: ...)(1)
    assert "printed something and returned None" in sentence(lambda: answer(lambda x: print(x))(3))
    assert "needs a `return`" in sentence(lambda: answer(lambda x: None)(3))
    assert "takes 1 argument (`x`); it is called with 2" in sentence(lambda: answer(lambda x: x)(1, 2))
    assert "takes 2 arguments (`x` and `w`); it is called with 1" in sentence(lambda: answer(lambda x, w: x)(1))
    assert "also calls it with `axis=`" in sentence(lambda: answer(lambda x: x)(1, axis=0))
    assert "a function expected" in sentence(lambda: answer(np.zeros(2))(1))
    with pytest.raises(Raised) as caught:
        answer(lambda x: 1 / x)(0)
    assert "ZeroDivisionError: division by zero (line" in caught.value.message
    assert "It was called with 0." in caught.value.message


def test_a_call_that_never_ends():
    def forever(x):
        while True:
            pass

    with pytest.raises(TimedOut) as caught:
        answer(forever).call([1], seconds=0.2)
    assert "did not end within 0.2 s" in caught.value.message
    assert "`while True:`" in caught.value.message or "`pass`" in caught.value.message


def test_defaults_and_stars_are_no_arity_mistakes():
    assert answer(lambda x, w=2: x * w)(3).number() == 6
    assert answer(lambda *a: len(a))(1, 2, 3).number() == 3
    assert answer(max)(3, 4).number() == 4


def test_the_call_gets_copies_and_tells_changes():
    given = np.zeros(3)

    def changes(x):
        x += 1
        return x

    returned = answer(changes)(given)
    assert given.tolist() == [0, 0, 0]
    assert returned.changed == [0]
    assert answer(lambda x: x + 1)(given).changed == []


def test_an_object_that_lies_about_equality_and_subclasses():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return True

        def __array_ufunc__(self, *args, **kwargs):
            return True

        def __array__(self, *args, **kwargs):
            raise RuntimeError

    lie = np.zeros(3).view(Liar)
    value = answer(lie).array(shape=(3,))
    assert type(value) is np.ndarray
    with pytest.raises(Fail):
        require_close(value, np.ones(3))

    class Equal:
        def __eq__(self, other):
            return True

        __hash__ = None

    assert answer(Equal()).kind == "object"


def test_first_difference_is_shown():
    with pytest.raises(Fail) as caught:
        require_close(np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert caught.value.message == ("The result: 1 of 4 values differ; the first, at [1, 1], is 5; 4 expected.")


def test_iterating():
    items, ended = answer([10, 20]).iterate(5)
    assert ([i.number() for i in items], ended) == ([10, 20], True)
    items, ended = answer(lambda: iter(range(100)))().iterate(3)
    assert ([i.number() for i in items], ended) == ([0, 1, 2], False)
    assert "something to iterate over expected" in sentence(lambda: answer(3.0).iterate(2))


def test_a_functions_argument_may_be_another_answer():
    exercise = Exercise("compose", points=1, takes=("f", "g"))

    @exercise.criterion("g uses f", points=1)
    def uses(answers, rng):
        require(answers.g(answers.f, 3).number() == 6, "no")

    result = exercise.judge(LocalChannel(Host([lambda x: 2 * x, lambda f, x: f(x)])))
    assert result.outcome is Outcome.CORRECT


def test_a_known_keras_error_is_explained_in_the_check():
    session.setup()
    import keras

    def builds(x):
        return keras.layers.Dense(3, kernel_constraints="max_norm")

    text = sentence(lambda: answer(builds)(1))
    assert "Your code raised ValueError" in text
    assert "kernel_constraint" in text.split("(line")[1], "the mend comes after the learner's line"
