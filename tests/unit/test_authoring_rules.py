# ruff: noqa: E501 (a case a line reads as a table)
"""Every rule for a lesson's source: what is refused, on which line, and with which words."""

from pathlib import Path

import pytest

from coursekit.authoring.python_code import find_check, parse
from tests.unit.authoring_fixtures.course import (
    DECLARATIONS,
    LESSON,
    SOURCE,
    Declared,
    build_course,
    built_files,
    make_course,
)

DOUBLE = SOURCE[SOURCE.index('# %% exercise="double"') : SOURCE.index("# %%\nex.double.check")]
ANSWER = SOURCE[SOURCE.index('# %% exercise="answer"') : SOURCE.index("# %%\nex.answer.check")]
DOUBLE_CHECK = "# %%\nex.double.check(double)\n"
ESSAY = SOURCE[SOURCE.index('# %% [markdown] exercise="essay"') :]
HEADER = SOURCE[: SOURCE.index("# %% [markdown]\n# # Layers")]
REGION = "    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n"
STUB_CLASS = """class double:
    def __init__(self, x):
        ### BEGIN SOLUTION
        self.x = x
        ### END SOLUTION

    def call(self):
        ### BEGIN SOLUTION
        return 2 * self.x
        ### END SOLUTION
        return ...
"""

# what is replaced, by what, the text on the line that the problem names, its message (a part of it)
REFUSED = {
    "no check cell": (DOUBLE_CHECK, "", '# %% exercise="double"', "double has no check cell"),
    "unknown exercise": ('exercise="double"', 'exercise="duble"', '"duble"', "no exercise called duble. Did you mean double?"),
    "unknown check": ("ex.double.check", "ex.dense.check", "# %%\nex.dense", "There is no exercise called dense. Declare it"),
    "never asked": (ESSAY, "", "# ---", "The declared exercise essay is never asked"),
    "solved twice": (DOUBLE_CHECK, DOUBLE_CHECK + "\n" + DOUBLE + "# again\n", None, "The id double is taken already (line"),
    "checked twice": (DOUBLE_CHECK, DOUBLE_CHECK + "\n# %%\n# again\nex.double.check(double)\n", "# %%\n# again", "The id double_check is taken"),
    "locked under a taken id": ('locked="helpers"', 'locked="double"', '# %% exercise="double"', "The id double is taken"),
    "an id of the build": ('locked="helpers"', 'locked="setup"', "# %% locked", "The id setup is taken"),
    "not a name": ('locked="helpers"', 'locked="my helpers"', "# %% locked", "'my helpers' is not a name"),
    "a name that is a number": ('locked="helpers"', "locked=3", "# %% locked", "locked=3 is not a name"),
    "checked before solved": (DOUBLE + DOUBLE_CHECK, DOUBLE_CHECK + "\n" + DOUBLE, "# %%\nex.double", "checked before it is solved"),
    "checked, not solved": (DOUBLE, "# %%\ndef double(x): ...\n\n", "# %%\nex.double", "double is checked, but no cell solves it"),
    "no markers": (REGION, "", '# %% exercise="double"', "double has no markers"),
    "no end": ("    ### END SOLUTION\n    return ...", "    return ...", "    ### BEGIN", "markers are not balanced"),
    "no begin": ("    ### BEGIN SOLUTION\n", "", "    ### END", "markers are not balanced"),
    "nested": ("    return 2 * x", "    ### BEGIN SOLUTION  twice\n    return 2 * x", "    ### BEGIN SOLUTION  twice", "not balanced"),
    "markers elsewhere": ("import json\n", "import json\n### BEGIN SOLUTION\n### END SOLUTION\n", "# %%\nimport json", "outside of an exercise"),
    "no stub in a function": ("    return ...\n", "", "    ### BEGIN", "double does not return ..."),
    "None in a function": ("    return ...\n", "    return None\n", "    ### BEGIN", "double does not return ..."),
    "no stub of a value": ("answer = ...\n", "", "### BEGIN SOLUTION\nanswer", "answer is not defined"),
    "another stub": ("answer = ...\n", "answer = None\n", "### BEGIN SOLUTION\nanswer", "answer is answered already"),
    "stub after the region": (ANSWER, ANSWER.replace("answer = ...\n", "").rstrip() + "\nanswer = ...\n\n", "### BEGIN SOLUTION\nanswer", "undoes the solution"),
    "a function outside of its region": (REGION + "    return ...\n", "    return 2 * x\n\n### BEGIN SOLUTION\n\n### END SOLUTION\n", "### BEGIN SOLUTION\n\n", "double is answered already"),
    "a class without a stub": (DOUBLE, '# %% exercise="double"\nclass double:\n    ### BEGIN SOLUTION\n    x = 1\n    ### END SOLUTION\n\n', "    ### BEGIN SOLUTION\n    x", "class double does not read as not attempted"),
    "a class with a stub in __init__ only": (DOUBLE, '# %% exercise="double"\n' + STUB_CLASS[: STUB_CLASS.index("    def call")], "        ### BEGIN", "double is answered already"),
    "a cut that breaks the cell": ("    ### BEGIN SOLUTION\n    return 2 * x\n", "    if x:\n    ### BEGIN SOLUTION\n        return 2 * x\n", "    ### BEGIN", "Without its solution the cell is not valid Python"),
    "points beside the declaration": ('exercise="answer"', 'exercise="answer" nbgrader={"points": 2}', '# %% exercise="answer"', "gives answer 2 points, its declaration 1.5"),
    "points in a check cell": (DOUBLE_CHECK, DOUBLE_CHECK.replace("# %%", '# %% nbgrader={"points": 1}'), '# %% nbgrader', "gives double 1 points, its declaration 2"),
    "points in the heading": ("(2 points)", "(3 points)", "# %% [markdown]\n# ## Double", "gives double 3 points, its declaration 2"),
    "nbgrader metadata": ('exercise="answer"', 'exercise="answer" nbgrader={"grade": true}', '# %% exercise="answer"', "The build writes nbgrader's metadata"),
    "outputs": ('tags=["demo"]', 'tags=["demo"] outputs=[1]', '# %% tags', "The source holds outputs"),
    "unknown attribute": ('exercise="answer"', 'exercice="answer"', '# %% exercice', "unknown attribute exercice. Did you mean exercise?"),
    "attribute without quotes": ('exercise="answer"', "exercise=answer", "# %% exercise=answer", "attributes cannot be read"),
    "another tag": ('tags=["demo"]', 'tags=["skip-execution"]', "# %% tags", "The only tag is demo"),
    "a demo that is an exercise": ('exercise="answer"', 'exercise="answer" tags=["demo"]', '# %% exercise="answer"', "A cell has one role"),
    "a demo that checks": (DOUBLE_CHECK, DOUBLE_CHECK.replace("# %%", '# %% tags=["demo"]'), '# %% tags=["demo"]\nex', "A cell has one role"),
    "two expressions": (DOUBLE_CHECK, DOUBLE_CHECK + "print()\n", "# %%\nex.double", "exactly one expression"),
    "an assigned check": (DOUBLE_CHECK, "# %%\nr = ex.double.check(double)\n", "# %%\nr = ex", "exactly one expression"),
    "a check of an expression": (DOUBLE_CHECK, "# %%\nex.double.check(double(1))\n", "# %%\nex.double", "exactly one expression"),
    "a keyword": (DOUBLE_CHECK, "# %%\nex.double.check(answer=double)\n", "# %%\nex.double", "exactly one expression"),
    "a semicolon": (DOUBLE_CHECK, "# %%\nex.double.check(double);\n", "# %%\nex.double", "exactly one expression"),
    "too few names": ("check(answer, double)", "check(answer)", "# %%\nex.answer", "passes 1 names, but it takes 2. Pass what the exercise declares: answer, function."),
    "names of others": ("check(answer, double)", "check(double, show)", "# %%\nex.answer", "answer defines none of the names that are checked"),
    "another lesson's exercises": ("import layers as ex", "import tensors as ex", "# %%\nimport json", "ex is not this lesson's exercises"),
    "exercises not imported": ("from coursekit.exercises import layers as ex", "", "# %%\nex.double", "does not import its exercises"),
    "an answer that is text": ('# %% exercise="double"', '# %% [markdown] exercise="double"', '# %% [markdown] exercise="double"', "so its answer is code"),
    "a syntax error": ("    return json.dumps(value)", "    return json.dumps(value", "    return json.dumps(value", "not valid Python: '(' was never closed"),
    "a warning for every learner": ("    return json.dumps(value)", r'    return "\d"', "    return", "not valid Python: invalid escape"),
    "return outside": ("import json\n", "import json\nreturn 1\n", "return 1", "not valid Python: 'return' outside function"),
    "a demo that others need": ("6 * 7", "len(text)", '# %% exercise="answer"', "Grading runs this cell, which needs text from the demo at line "),
    "a demo's name in a function": ("return 2 * x", "return text * x", '# %% exercise="double"', "needs text from the demo"),
    "no title cell": ("# %% [markdown]\n# # Layers", "# %% [markdown]\n# Layers", "# %% [markdown]\n# Layers", "does not open with its title"),
    "code first": ("# %% [markdown]\n# # Layers", "# %%\n# # Layers", "# %%\n# # Layers", "does not open with its title"),
    "text before the first cell": ("# %% [markdown]\n# # Layers", "import os\n# %% [markdown]\n# # Layers", "import os", "text before the first cell"),
    "no title": ("#     title: Layers\n", "", "#   coursekit:", "The header's title is missing. Write a line of text"),
    "minutes in words": ("minutes: 20", "minutes: twenty", "#   coursekit:", "The header's minutes is 'twenty'. Write a whole number"),
    "nothing taught": ("teaches: What a layer computes.", "teaches:", "#   coursekit:", "The header's teaches is None"),
    "unknown field": ("#     minutes", "#     level: 1\n#     minutes", "#   coursekit:", "unknown field level"),
    "another kernel": ("name: python3", "name: mine", "#   coursekit:", "kernelspec is not python3"),
    "no header": (HEADER, "", "# %% [markdown]\n# # Layers", "The header has no coursekit section"),
    "a header that is not YAML": ("#     title: Layers", "#     title: [Layers", "# ---", "jupytext cannot read the file"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_line_and_remedy(tmp_path, case):
    old, new, at, message = REFUSED[case]
    assert SOURCE.count(old) == 1 or old.startswith("    ###"), "the edit must hit one place"
    source = SOURCE.replace(old, new, 1)
    at = at or DOUBLE
    offset = source.rindex(at) if at == DOUBLE else source.index(at)
    root = make_course(tmp_path / "course", source)
    problems = build_course(root).problems
    wanted = f"lessons/{LESSON}.py:{source[:offset].count(chr(10)) + 1}: "
    found = [str(problem) for problem in problems if message in str(problem)]
    assert len(found) == 1, [str(problem) for problem in problems]
    assert found[0].startswith(wanted)
    assert all(problem.remedy.endswith((".", "?")) for problem in problems)
    assert built_files(root) == {}


ACCEPTED = {
    "as it is": ("", ""),
    "points that agree": ('exercise="answer"', 'exercise="answer" nbgrader={"points": 1.5}'),
    "a title beside the marker": ("# %%\nimport json", "# %% Imports\nimport json"),
    "await and magics": ("import json\n", "import json\n%matplotlib inline\nimport asyncio\nawait asyncio.sleep(0)\n!ls\n"),
    "a cell magic": ("# %time sum(range(10))", "%%time\nsum(range(10))"),
    "an exercise made of a class": (DOUBLE, '# %% exercise="double"\n' + STUB_CLASS),
    "a whole function in a region": (DOUBLE, '# %% exercise="double"\ndouble = ...\n### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION\n\n'),
    "a function in a function": (DOUBLE, '# %% exercise="double"\ndef double(x):\n    def inner():\n' + REGION.replace("    ", "        ") + "        return ...\n    return inner()\n\n"),
    "a demo's name defined again": ("6 * 7", "len(text)\n### END SOLUTION\n### BEGIN SOLUTION\ntext = 1"),
    "a comment in a check cell": (DOUBLE_CHECK, "# %%\n# Try it; now.\nex.double.check(\n    double\n)  # here\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(tmp_path, case):
    old, new = ACCEPTED[case]
    assert not old or SOURCE.count(old) == 1
    root = make_course(tmp_path / "course", SOURCE.replace(old, new) if old else SOURCE)
    assert [str(problem) for problem in build_course(root).problems] == []


@pytest.mark.parametrize("points", [0, -1, float("nan"), True, None, "2"])
def test_an_exercise_without_points_is_refused(tmp_path, points):
    declarations = {**DECLARATIONS, "double": Declared(points)}
    problems = build_course(make_course(tmp_path / "course"), declarations=declarations).problems
    assert f"The exercise double has no points (it declares {points!r})" in [p.message for p in problems]


def test_a_notebook_in_lessons_is_refused(tmp_path):
    root = make_course(tmp_path / "course")
    (root / "lessons" / "03_more.ipynb").write_text("{}", encoding="utf-8")
    (problem,) = build_course(root).problems
    assert (problem.path, problem.line) == (Path("lessons/03_more.ipynb"), 1)
    assert "jupytext --to py:percent lessons/03_more.ipynb" in problem.remedy


@pytest.mark.parametrize("name", ["layers", "2_layers", "02-layers", "02_Layers"])
def test_a_file_that_is_not_named_like_a_lesson_is_refused(tmp_path, name):
    (problem,) = build_course(make_course(tmp_path / "course", name=name)).problems
    assert str(problem).startswith(f"lessons/{name}.py:1: This is not a lesson's file name. ")


def test_all_problems_are_reported_in_order(tmp_path):
    source = SOURCE.replace("    return ...\n", "").replace("answer = ...\n", "").replace("(2 points)", "(9 points)")
    problems = build_course(make_course(tmp_path / "course", source)).problems
    assert [p.line for p in problems] == sorted(p.line for p in problems)
    assert len(problems) == 3


def test_names_are_followed_through_scopes():
    code = parse("""
import os.path as p
x, (y, *z) = f(a)
for i in b: pass
def g(q):
    q = c
    return [k for k in d]
w = [m for m in n if m not in [o for o in m]]
class A:
    t = u
    def r(self): return s
""")
    assert code.bound == {"p", "x", "y", "z", "i", "g", "w", "A"}
    assert code.used == {"f", "a", "b", "c", "d", "n", "u", "s"}


def test_the_check_call_is_read():
    code = "ex.dense.check(dense, units)"
    check = find_check(parse(code), code)
    assert (check.exercise, check.arguments) == ("dense", ("dense", "units"))
    for other in ("ex.dense.hint()", "ex.check(dense)", "other.dense.check(dense)", "ex.dense.check()"):
        assert find_check(parse(other), other) is None
