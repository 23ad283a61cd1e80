"""Shows ten thousand outputs, and a thousand of other kinds, with the runner's own limit taken away.

Would make a notebook and a page that nobody can open.

Plain nbgrader: a notebook of over 5000 outputs.
"""

# %%
from coursekit.grading import shell

shell.Outputs.add = lambda self, output, size: self.items.append(output)
shell.Outputs.stream = lambda self, name, text: self.items.append(
    {"output_type": "stream", "name": name, "parts": [text]}
)
for i in range(10_000):
    get_ipython().display_pub.publish({"text/plain": str(i)})
    print(i)
print("x" * (40 * 2**20))
