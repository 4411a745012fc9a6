from scripts import glossary


def test_the_glossary_holds_the_lists_of_the_vocabulary():
    assert glossary.GLOSSARY.read_text() == glossary.whole()
    assert glossary.lists().count("\n|") > 100
