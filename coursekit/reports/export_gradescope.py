"""A lesson's results as what Gradescope takes: the zip of an autograder, which hands out results made here.

    nbgrader export --exporter=coursekit.reports.export_gradescope.GradescopeExport --assignment "['LESSON']"

Submissions run here, in coursekit's sandbox. In Gradescope's container no code of a student runs: the autograder looks
up the result by the submission's e-mail address.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from coursekit.grading.course_config import CourseError
from coursekit.grading.records import Records
from coursekit.reports.export_scores import Person
from coursekit.reports.final_score import cell_points, final_score, is_complete
from coursekit.reports.lesson_results import exercise_of
from coursekit.whole_files import write

# Gradescope runs setup.sh once and run_autograder for each submission; its image has python3.
SETUP = "#!/usr/bin/env bash\nset -e\n"
RUN = '''\
#!/usr/bin/env python3
"""Hands out the result that was made for the people of this submission."""
import hashlib, json, pathlib, shutil, sys

base = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")
metadata = json.loads((base / "submission_metadata.json").read_text(encoding="utf-8"))
for user in metadata["users"]:
    name = hashlib.sha256(user["email"].strip().lower().encode()).hexdigest()
    found = base / "source" / "results" / (name + ".json")
    if found.is_file():
        (base / "results").mkdir(exist_ok=True)
        shutil.copy(found, base / "results" / "results.json")
        sys.exit(0)
sys.exit("No result was made for " + ", ".join(user["email"] for user in metadata["users"]) + ". "
         "Grade it, run coursekit export gradescope again and upload the new zip.")
'''
_TIME = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip knows: equal results give equal bytes


class GradescopeExport(ExportPlugin):
    """One lesson, as the zip that Gradescope's "Configure Autograder" takes.

    Students need an e-mail address in the gradebook (`nbgrader db student add ID --email ADDRESS`), or as their id.
    """

    default_name = "gradescope.zip"
    visibility = Unicode(
        "visible", help="Gradescope's word for when students see it: visible, after_due_date, after_published."
    ).tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Writes the zip.

        Raises:
            CourseError: when not exactly one lesson is chosen, or it has no complete results.
            OSError: when the file cannot be written. An older one is as it was then.
        """
        chosen = [a.name for a in gradebook.assignments if not self.assignment or a.name in map(str, self.assignment)]
        if len(chosen) != 1:
            raise CourseError(f"An autograder is for one lesson, {len(chosen)} are chosen. Name one.")
        root = Path(CourseDirectory(parent=self).root)
        records = Records(root / "grading" / f"{chosen[0]}.jsonl").latest()
        results: dict[str, dict[str, Any]] = {}
        left_out: list[str] = []
        for submission in gradebook.assignment_submissions(chosen[0]):
            person = Person.of(submission.student, None)
            if self.student and person.student_id not in map(str, self.student):
                continue
            if not person.email or not is_complete(submission):
                left_out.append(
                    f"{person.student_id} ({'points are missing' if person.email else 'no e-mail address'})"
                )
                continue
            found = records.get(person.student_id, {}).get("results", {})
            results[person.email] = gradescope_result(submission, found, self.visibility)
        if not results:
            raise CourseError(
                f"There are no complete results of {chosen[0]}. Left out: {', '.join(left_out) or 'none'}."
            )
        place = Path(self.to or self.default_name)
        write(place, _zip(results))
        self.log.info("Wrote %s: %s results.", place, len(results))
        if left_out:
            self.log.warning("Left out: %s.", ", ".join(left_out))


def gradescope_result(submission: Any, results: dict[str, Any], visibility: str = "visible") -> dict[str, Any]:
    """The results.json of one `nbgrader.api.SubmittedAssignment`; `results` are the judge's, by exercise."""
    tests = []
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            name = exercise_of(grade.name)
            found = results.get(name)
            points, most = cell_points(grade) or 0.0, float(grade.max_score)
            tests.append(
                {
                    "name": found["title"] if found else name,
                    "number": name,
                    "score": points,
                    "max_score": most,
                    "status": "passed" if points >= most else "failed",
                    "output": _said(found) if found else "",
                    "output_format": "text",
                    "visibility": visibility,
                }
            )
    order = {name: i for i, name in enumerate(results)}
    tests.sort(key=lambda test: order.get(test["number"], len(order)))
    for number, test in enumerate(tests, 1):
        test["number"] = str(number)
    return {"score": final_score(submission), "output_format": "text", "visibility": visibility, "tests": tests}


def _said(result: dict[str, Any]) -> str:
    """What the learner read, as text: misconceptions, then each criterion."""
    lines = [f"Likely cause: {d['name']}. {d['message']}" for d in result["diagnoses"]]
    for criterion in result["criteria"]:
        line = f"[{criterion['state'].lower().replace('_', ' ')}] {criterion['text']}"
        why = criterion["message"] if criterion["state"] != "PASSED" else ""
        lines.append(f"{line}: {why}" if why else line)
    return "\n".join([*lines, *result["notes"]])


def _zip(results: dict[str, dict[str, Any]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {"setup.sh": SETUP, "run_autograder": RUN}
        for email, result in sorted(results.items()):
            name = hashlib.sha256(email.strip().lower().encode()).hexdigest()
            files[f"results/{name}.json"] = json.dumps(result, indent=1)
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.external_attr = (0o644 if name.startswith("results/") else 0o755) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()
