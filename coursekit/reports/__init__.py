"""What a class did in a lesson: the report page, and files that other systems take. Knows no lesson."""
