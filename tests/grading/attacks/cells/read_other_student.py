"""Reads what another student has handed in, and answers with it.

Would gain every point that the other one has.

Plain nbgrader: gains 7 of 21 points, all that it asks for, and shows what is secret.
"""

# %%
import glob
import json

found = {}
for pattern in ("@course@/submitted/*/*/*.ipynb", "@course@/autograded/*/*/*.ipynb", "../../*/*/*.ipynb"):
    for path in glob.glob(pattern):
        try:
            cells = json.load(open(path))["cells"]
        except OSError:
            continue
        for cell in cells:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if cell["cell_type"] == "code" and "found" not in "".join(cell["source"]) and "other" in path:
                print("LEAK" + "ED", path)
                found.setdefault(name, "".join(cell["source"]))

# %% exercise="dense"
exec(found.get("dense", "dense = 0"))

# %% exercise="gradient"
exec(found.get("gradient", "gradient = 0"))
