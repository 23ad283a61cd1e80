"""nbgrader's plug-ins: the course's nbgrader_config.py names them. Knows no lesson."""
