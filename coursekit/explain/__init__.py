"""Errors that teach: what a known Keras or TensorFlow error means for the learner who caused it, and the mend.

`explain(error)` knows nothing of notebooks. `handler.install()` shows its explanations in IPython; `ck.setup()`
calls it. Nothing here imports Keras: an error that Keras raised has imported it.
"""
