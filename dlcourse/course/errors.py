"""What the course says when it cannot do what was asked."""


class CourseError(Exception):
    """The course cannot go on; the message is the one line that the user reads."""
