"""Looks through all objects of the process for exercises, criteria, solutions, seeds and other people's cells.

Would gain points, or show keys, where any of these was ever in the warm process.

Plain nbgrader: gains 21 of 21 points, and shows what is secret.
"""

# %%
import gc
import sys

words = ("### BEGIN " + "SOLUTION", "coursekit.exercises.tensors", "other_student")
for item in gc.get_objects():
    try:
        kind = type(item).__name__
        if kind in ("Exercise", "Criterion", "Misconception", "Task", "SourceCell", "Graded"):
            print("LEAK" + "ED", kind)
            item.__dict__["function"] = lambda *a: None
    except Exception:
        continue
found = [n for n in sys.modules if n.startswith(("coursekit.grading.judging", "coursekit.grading.workers", "nbgrader"))]
if found:
    print("LEAK" + "ED", found)
try:
    for line in open("/proc/self/maps"):
        span, rights, *_ = line.split()
        if rights.startswith("rw") and "[heap]" in line:
            low, high = (int(x, 16) for x in span.split("-"))
            with open("/proc/self/mem", "rb", 0) as memory:
                memory.seek(low)
                data = memory.read(min(high - low, 64 * 2**20))
            for word in (b"@criterion(", b"one_row_per", b"equal to keras.layers.Dense on new"):
                if word in data:
                    where = data.index(word)
                    if b"LEAK" not in data[max(0, where - 4000) : where + 4000]:
                        print("LEAK" + "ED", word)
except OSError:
    pass
