"""Puts terminal escape sequences and page scripts into outputs, errors and answers.

Would retitle or rewrite the instructor's terminal, and run scripts in the instructor's browser.

Plain nbgrader: nothing: it shows no answer on the terminal. Our table and our feedback tell what failed and how.
"""

# %%
bad = "\x1b]0;owned\x07\x1b[2J\x1b]8;;http://evil\x07\x9b31m\u202e<script>alert(1)</script><img src=x onerror=alert(2)>"
print(bad)


# %% exercise="dense"
def dense(x, W, b):
    raise ValueError(bad)


# %% exercise="which_mistake"
which_mistake = bad

# %% exercise="shrinking"
shrinking = bad


# %% exercise="count_params"
def count_params(layer_sizes):
    return {bad: 3}
