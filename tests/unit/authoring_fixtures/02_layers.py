# ---
# jupyter:
#   coursekit:
#     title: Layers
#     minutes: 20
#     teaches: What a layer computes.
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Layers
#
# A layer multiplies, adds and bends.

# %%
import json

from coursekit.exercises import layers as ex


# %% locked="helpers"
def show(value):
    return json.dumps(value)


# %% [markdown]
# ## Double it (2 points)

# %% tags=["demo"]
# %time sum(range(10))
text = """
# %% this line is inside of a string
"""
print(show(text))


# %% exercise="double"
def double(x):
    """Returns 2 x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
    return ...


# %%
ex.double.check(double)

# %% exercise="answer"
answer = ...
### BEGIN SOLUTION
answer = 6 * 7
### END SOLUTION

# %%
ex.answer.check(answer, double)

# %% [markdown] exercise="essay"
# Why does a layer need a bias?
#
# ### BEGIN SOLUTION
# Without it, the output is 0 wherever the input is 0.
# ### END SOLUTION
