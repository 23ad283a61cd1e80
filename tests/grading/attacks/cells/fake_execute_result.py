"""Shows a made-up execute_result with a full score for each cell.

Would gain points where the last result of a cell is its score.

Plain nbgrader: gains 21 of 21 points.
"""

# %%
hook = type(get_ipython().displayhook)
hook.write_format_data = lambda self, data, metadata=None: (
    self.send_result({"text/plain": "1.0"}) if hasattr(self, "send_result") else None
)
hook.__call__ = lambda self, result=None: print("1.0")
get_ipython().events.register("post_run_cell", lambda result: print("3.0"))
