"""Every lesson has the same parts in the same order; `dlcourse` and learners rely on them."""

import ast
import re
from collections import defaultdict

import pytest

from dlcourse import exercises
from dlcourse.course.edition import LEARNER, SOLVED
from tools.builder.notebooks import read_notebook
from tools.builder.outputs import text_of
from tools.builder.solutions import checked_name, exercised_name
from tools.builder.source import Course, parsed, read_source

CLOSING = ["what-we-learned", "terms", "references"]
COURSE = Course()
LESSONS = [read_source(path) for path in COURSE.sources()]
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


def items(cell):
    return re.findall(r"^- ((?:.+\n?)(?:  .+\n?)*)", cell.source, flags=re.MULTILINE)


def by_id(lesson, cell_id):
    found = [cell for cell in lesson.cells if cell.id == cell_id]
    assert found, f"{lesson.name} has no cell {cell_id!r}"
    return found[0]


def calls(lesson, *path):
    """Return the cells that call ``dl.<path>...``."""
    return [cell for cell in lesson.code_cells if f"dl.{'.'.join(path)}" in cell.source]


def terms(lesson):
    rows = [line for line in by_id(lesson, "terms").source.splitlines() if line.startswith("|")]
    return [[part.strip() for part in row.strip("|").split("|")] for row in rows]


@each_lesson
def test_it_opens_with_title_promise_and_goals(lesson):
    title, goals, *_ = lesson.cells
    assert (title.id, goals.id) == ("title", "goals")
    heading, _, promise = title.source.partition("\n")
    assert re.fullmatch(r"# [A-Z].*", heading) and len(promise.split()) >= 10
    assert (
        title.metadata.get("budget", 61) <= 60
    )  # seconds on two cores, the import of Keras included
    assert title.metadata.get("figure")
    assert 3 <= len(items(goals)) <= 5


def test_all_lessons_run_within_ten_minutes_two_at_a_time():
    busy_until = [0, 0]  # as `dlcourse run --all` does it on two cores, if each keeps its budget
    for lesson in LESSONS:
        first_free = busy_until.index(min(busy_until))
        busy_until[first_free] += lesson.cells[0].metadata["budget"]
    assert max(busy_until) <= 600


@each_lesson
def test_setup_is_the_first_code_and_stands_alone(lesson):
    setup = lesson.code_cells[0]
    assert setup.id == "setup" and "import dlcourse as dl" in setup.source
    assert calls(lesson, "setup(seed=") == [setup]


@each_lesson
def test_it_closes_with_summary_terms_and_references(lesson):
    assert [cell.id for cell in lesson.cells[-3:]] == CLOSING
    summary, _, references = lesson.cells[-3:]
    assert len(items(summary)) >= 3
    years = [re.search(r"\b(1[6-9]|20)\d\d\b", item) for item in items(references)]
    assert len(years) >= 2 and all(years)


@each_lesson
def test_terms_have_their_korean_and_a_meaning(lesson):
    header, rule, *rows = terms(lesson)
    assert header == ["English", "한국어", "meaning"] and set("".join(rule)) <= set("-:")
    assert len(rows) >= 3
    for english, korean, meaning in rows:
        # Names such as ELU stay as they are in Korean.
        assert re.search("[가-힣]", korean) or korean in english, english
        assert english and len(meaning.split()) >= 2, english


def test_a_term_has_one_korean_name_in_all_lessons():
    names = defaultdict(set)
    for lesson in LESSONS:
        for english, korean, _ in terms(lesson)[2:]:
            names[english.lower()].add(korean)
    assert {term: korean for term, korean in names.items() if len(korean) > 1} == {}


@each_lesson
def test_exercises_of_a_lesson_are_declared_and_checked(lesson):
    pairs = zip(lesson.code_cells, lesson.code_cells[1:], strict=False)
    used = []
    for cell, check in pairs:
        if cell.is_exercise:
            name = exercised_name(cell)
            assert check.source.strip() == f"dl.exercises.{name}.check({name})"
            used.append(name)
    assert set(used) <= set(exercises.registry()) and len(set(used)) == len(used)
    assert 4 <= len(used) <= 8  # the core has at most 4: tools.builder.limits


def test_every_exercise_belongs_to_one_lesson():
    posed = [exercised_name(c) for each in LESSONS for c in each.code_cells if c.is_exercise]
    assert sorted(posed) == sorted(exercises.registry())


@each_lesson
def test_an_exercise_says_what_it_wants(lesson):
    for cell in lesson.code_cells:
        if cell.is_exercise:
            text = ast.get_docstring(parsed(cell.source).body[0])
            assert len(text.splitlines()) >= 3, cell.id


@each_lesson
@pytest.mark.parametrize("edition, status", [(LEARNER, "not attempted"), (SOLVED, "passed")])
def test_verdicts_in_the_stored_notebooks(lesson, edition, status):
    notebook = read_notebook(COURSE.notebook(lesson.name, edition))
    checks = {cell.id for cell in lesson.code_cells if checked_name(cell)}
    for cell in notebook.cells:
        if cell.id in checks:
            assert status in "".join(map(text_of, cell.outputs)), cell.id


@each_lesson
def test_it_has_a_demo_figures_and_predictions(lesson):
    assert calls(lesson, "demos.")
    assert len([cell for cell in lesson.code_cells if cell.alternatives]) >= 3
    prose = "\n".join(cell.source for cell in lesson.cells if not cell.is_code)
    assert "**Predict.**" in prose and "**Explain.**" in prose


@each_lesson
def test_alternative_texts_state_what_is_seen(lesson):
    texts = [text for cell in lesson.code_cells for text in cell.alternatives]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert len(text.split()) >= 8, text
        assert not re.match(r"(a |the )?(figure|image|picture|plot)\b", text, re.IGNORECASE), text


@each_lesson
def test_keras_and_numpy_are_imported_in_the_open(lesson):
    """What is taught is plain: no module of the course hides behind a star or an alias."""
    for cell in lesson.code_cells:
        for node in ast.walk(parsed(cell.source)):
            if isinstance(node, ast.ImportFrom):
                assert not any(alias.name == "*" for alias in node.names), cell.id
                assert not (node.module or "").startswith("dlcourse"), cell.id
