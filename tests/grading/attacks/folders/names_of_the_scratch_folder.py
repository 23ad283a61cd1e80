"""Hands in files and folders with names that the runner uses itself: .tmp, .dev-shm, .matplotlib, .config.

Would make the runner fail, or have it read settings of the attacker's.

Plain nbgrader: nothing: it aims at our runner, which keeps its own files in the submission's folder.
"""


def attack(folder, places):
    (folder / ".tmp").write_text("x")
    (folder / ".dev-shm").write_text("x")
    (folder / ".matplotlib").mkdir()
    (folder / ".matplotlib" / "matplotlibrc").write_text("backend: module://evil\n")
    (folder / "evil.py").write_text("print('LEAK' + 'ED')")
    (folder / ".keras").mkdir()
    (folder / ".keras" / "keras.json").write_text('{"backend": "evil"}')
    (folder / ".ipython" / "profile_default" / "startup").mkdir(parents=True)
    (folder / ".ipython" / "profile_default" / "startup" / "x.py").write_text("print('LEAK' + 'ED')")
