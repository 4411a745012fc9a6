"""What was compiled of sources that changed is compiled again."""

import pytest

from wasl.watch.compiled import forget_stale


@pytest.fixture
def folders(tmp_path):
    source, kept = tmp_path / "engine", tmp_path / "kept"
    source.mkdir()
    kept.mkdir()
    (source / "outer.py").write_text("calls inner")
    (source / "inner.py").write_text("one")
    forget_stale(kept, source)
    (kept / "outer.run-1.py313.nbi").write_text("machine code")
    (kept / "another.run-1.py313.nbi").write_text("of another folder")
    return kept, source


def test_what_was_compiled_of_the_same_sources_stays(folders):
    forget_stale(*folders)
    assert len(list(folders[0].glob("*.nbi"))) == 2


def test_a_caller_is_forgotten_when_what_it_calls_changed(folders):
    kept, source = folders
    (source / "inner.py").write_text("two")
    forget_stale(kept, source)
    assert [path.name for path in kept.glob("*.nbi")] == ["another.run-1.py313.nbi"]
