"""Looks for criteria and their expected values in files: the package's exercise modules, the course, the notebooks.

Would show hidden criteria and references.

Plain nbgrader: shows what is secret: the criteria.
"""

# %%
import glob

for place in ("@package@/exercises", "@course@/solutions", "@course@/notebooks", "@course@/lessons", "."):
    for path in glob.glob(place + "/**/*", recursive=True):
        try:
            text = open(path, errors="replace").read()
        except OSError:
            continue
        if "criterion" in text or "BEGIN SOLUTION" in text or "BEGIN HIDDEN" in text:
            print("LEAK" + "ED", path)
