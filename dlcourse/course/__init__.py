"""The course as things on a disk: lessons, a learner's workspace and record, runs and pages."""
