"""Writes archives that unpack to terabytes, and pickles that run a command, and answers with their paths and arrays.

Would fill the judge's memory, or run code there, if it opened them.

Plain nbgrader: nothing: it aims at our judge, which must not open what it is given.
"""

# %%
import io
import os
import pickle
import zipfile

import numpy as np


class Run:
    def __reduce__(self):
        return os.system, ("touch @course@/owned",)


with zipfile.ZipFile("bomb.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    with archive.open("a.npy", "w", force_zip64=True) as file:
        np.lib.format.write_array_header_1_0(file, {"descr": "<f8", "fortran_order": False, "shape": (2**30,)})
        for _ in range(64):
            file.write(bytes(2**20))
with open("pickle.npy", "wb") as file:
    np.save(file, np.array([Run()], dtype=object), allow_pickle=True)
with open("model.keras", "wb") as file:
    pickle.dump(Run(), file)

# %% exercise="shrinking"
from pathlib import Path

shrinking = Path("bomb.npz")

# %% exercise="which_mistake"
which_mistake = "model.keras"

# %% exercise="count_params"
count_params = lambda sizes: np.memmap("bomb.npz", mode="r")

# %% exercise="descend"
descend = lambda *a: np.array([Run()], dtype=object)
