"""Replaces the shell's run_cell: a check cell shows the score that the attacker likes.

Would gain every point where a score is read from the output of the learner's kernel.

Plain nbgrader: gains 8 of 21 points, one for each check; the numbers are free.
"""

# %%
shell = get_ipython()
run_cell = shell.run_cell


def better(source, *args, **kwargs):
    if ".check(" in source:
        source = "1.0"
    return run_cell(source, *args, **kwargs)


shell.run_cell = better
type(shell).run_cell_async = type(shell).run_cell_async
