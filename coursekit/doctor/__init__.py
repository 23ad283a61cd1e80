"""`coursekit doctor`: what of the course works on this machine, and the one command that mends what does not."""

from coursekit.doctor.examination import examine
from coursekit.doctor.finding import Finding

__all__ = ["Finding", "examine"]
