from wasl.access.grants import FOUR_EYES, GRANTS
from wasl.core.permissions import Permission
from wasl.vocabulary.queries import terms

ROLES = {term.code for term in terms("roles")}


def test_every_role_of_the_vocabulary_has_its_line_and_no_other():
    assert set(GRANTS) == ROLES


def test_every_permission_is_held_by_somebody():
    assert set().union(*GRANTS.values()) == set(Permission)


def test_four_eyes_name_roles_that_exist():
    assert set().union(*FOUR_EYES) <= ROLES


def test_who_governs_accounts_reads_no_person():
    for role in ("LOCAL_ADMIN", "SYSTEM_ADMIN", "READER", "STATISTICIAN", "BOARD_SECRETARY"):
        assert not {Permission.PERSON_READ, Permission.CASE_READ, Permission.ACT_READ} & GRANTS[role]
