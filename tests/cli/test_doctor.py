"""Each check of `dlcourse doctor` finds its illness and says how to mend it."""

import io
from types import SimpleNamespace

import pytest

from dlcourse.cli import doctor


def test_this_installation_is_well(course):
    answer = course("doctor")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    lines = answer.stdout.splitlines()
    assert [line.split()[1] for line in lines if line[0] in "✓!✗"] == list(doctor.CHECKS)
    assert lines[-1] == "All is well." and "✗" not in answer.stdout


def test_a_failed_check_says_how_to_mend_it_and_decides_the_status(monkeypatch, capsys):
    findings = {
        "good": doctor.Finding(True, "is good"),
        "note": doctor.Finding(None, "is so so", "look at it"),
        "bad": doctor.Finding(False, "is bad", "mend it"),
    }
    checks = {name: lambda finding=finding: finding for name, finding in findings.items()}
    monkeypatch.setattr(doctor, "CHECKS", checks)
    assert doctor.run(None) == 1
    said = capsys.readouterr().out
    assert "✗ bad" in said and "→ mend it" in said and "1 of 3 checks failed." in said
    del checks["bad"]
    assert doctor.run(None) == 0
    assert "! note" in capsys.readouterr().out


def ill(finding, *words):
    """Check that a finding is bad and that its advice holds these words."""
    assert finding.good is False
    assert [word for word in words if word not in finding.text + finding.mend] == []


def test_an_old_python(monkeypatch):
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (4, 0))
    ill(doctor.check_python(), "Install Python 4.0 or newer")


def test_missing_jupyterlab(monkeypatch):
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda name: None)
    ill(doctor.check_jupyter(), "missing: jupyterlab, voila", "pip install")


def test_a_kernel_that_does_not_start(monkeypatch):
    monkeypatch.setattr(doctor, "_ask_python", lambda program: (None, "NoSuchKernel: python3"))
    ill(doctor.check_kernel(), "does not start: NoSuchKernel", "pip install", "ipykernel")


def test_a_kernel_of_another_python(monkeypatch):
    monkeypatch.setattr(doctor.sys, "prefix", "/elsewhere")
    ill(doctor.check_kernel(), "another Python", "ipykernel install --sys-prefix")


def test_keras_without_its_backend(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "nonsense")
    ill(doctor.check_keras(), "does not work", "Unset KERAS_BACKEND=nonsense")


@pytest.mark.parametrize(
    ("answer", "good"),
    [
        ((["3.9", "tensorflow"], ""), True),
        ((["3.9", "jax"], ""), None),
        ((None, "No module named 'keras'"), False),
    ],
)
def test_what_keras_answers(monkeypatch, answer, good):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.setattr(doctor, "_ask_python", lambda program: answer)
    finding = doctor.check_keras()
    assert finding.good is good and (good or finding.mend)


def test_missing_lessons(monkeypatch, tmp_path):
    monkeypatch.setattr("dlcourse.course.catalogue.lessons_dir", lambda: tmp_path)
    ill(doctor.check_lessons(), "no lesson", "Install dlcourse again")


def test_a_record_that_cannot_be_written(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "file" / "record"))
    ill(doctor.check_record(), "cannot be written", "DLCOURSE_HOME")


def test_a_full_disk(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: SimpleNamespace(free=10**6))
    ill(doctor.check_disk(), "0.0 GB free", "Free 200 MB", "go to another folder")


def test_a_full_disk_of_the_record(monkeypatch, tmp_path):
    free = {tmp_path: 10**6}
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "not" / "yet"))
    usage = lambda path: SimpleNamespace(free=free.get(path, 10**12))  # noqa: E731
    monkeypatch.setattr(doctor.shutil, "disk_usage", usage)
    ill(doctor.check_disk(), f"0.0 GB free in {tmp_path}", "set DLCOURSE_HOME to another folder")


def test_a_record_that_cannot_take_a_byte_more(monkeypatch, tmp_path):
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError("No space left on device")

    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))
    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", lambda dir: Full())
    ill(doctor.check_record(), "No space left on device", "DLCOURSE_HOME")


def test_a_record_that_cannot_be_opened(monkeypatch, tmp_path):
    (tmp_path / "progress.jsonl").mkdir()
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))
    ill(doctor.check_record(), "cannot be written", "DLCOURSE_HOME")


def test_a_damaged_record_is_good_to_know(monkeypatch, tmp_path):
    (tmp_path / "progress.jsonl").write_text("{")
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))
    finding = doctor.check_record()
    assert finding.good is None and "1 line damaged" in finding.text


def test_a_damaged_lesson(monkeypatch, tmp_path):
    (tmp_path / "01_a.ipynb").write_text("{}")
    monkeypatch.setattr("dlcourse.course.catalogue.lessons_dir", lambda: tmp_path)
    ill(doctor.check_lessons(), "01_a.ipynb is damaged", "Install dlcourse again")


def test_no_font_with_hangul(monkeypatch):
    monkeypatch.setattr(doctor, "_has_hangul", lambda font: False)
    finding = doctor.check_fonts()
    assert finding.good is None and "Noto Sans CJK KR" in finding.mend
    monkeypatch.setattr(doctor, "_has_hangul", lambda font: True)
    assert doctor.check_fonts().good is True


def test_the_font_of_the_figures_has_no_hangul():
    import matplotlib

    sans = matplotlib.get_data_path() + "/fonts/ttf/DejaVuSans.ttf"
    assert doctor._has_hangul(sans) is False
    assert doctor._has_hangul(__file__) is False


def test_asking_a_fresh_python(monkeypatch):
    assert doctor._ask_python("print('noise'); print('[1]')") == ([1], "")
    assert doctor._ask_python("raise KeyError('x')") == (None, "KeyError: 'x'")
    assert doctor._ask_python("import os; os._exit(3)")[1] == "it ended without a word"
    monkeypatch.setattr(doctor, "PATIENCE_S", 0.5)
    assert "no answer" in doctor._ask_python("import time; time.sleep(30)")[1]
