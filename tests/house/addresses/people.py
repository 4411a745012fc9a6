from tests.access import factories
from tests.house.addresses import POSTED, Address
from wasl.core import sealed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import system
from wasl.people import models

JOB = "load demo"


def _write(model, **values):
    with system(JOB):
        row = model(**values)
        row.save(force_insert=True)
    return row


def _place(world, where):
    unit = getattr(world.institution, where)
    return {"unit": unit, "path": unit.path}


def person(where, *, is_sealed=False, name="person"):
    """A registration with its link, at a centre; sealed: in a nominative file."""

    def make(world):
        levels = {"level": 4, "seal": new_id()} if is_sealed else {"level": 2}
        row = _write(models.Registration, family_latin="Zitouni", birth_year=1988, **_place(world, where), **levels)
        _write(models.PersonLink, registration=row, person=models.Person.objects.create(), **_place(world, where))
        return row

    return lambda world: world.once(f"{name} {where} {is_sealed}", lambda: make(world))


def of_person(where, *, is_sealed=False):
    return lambda world: {"registration_id": person(where, is_sealed=is_sealed)(world).pk}


def hanging(model, key, where, *, is_sealed=False, **values):
    def make(world):
        own = person(where, is_sealed=is_sealed)(world)
        return _write(model, registration=own, **_place(world, where), **values)

    def arguments(world):
        return {key: world.once(f"{model.__name__} {where} {is_sealed}", lambda: make(world)).pk}

    return arguments


def phone(where, **options):
    return hanging(models.Phone, "phone_id", where, number="0612345678", contact="CALL", **options)


def address(where, **options):
    return hanging(models.Address, "address_id", where, landmark="behind the mill", **options)


def paper(where, **options):
    return hanging(models.IdentityDocument, "document_id", where, type="CNIE", status="DECLARED", **options)


def member(where, *, is_sealed=False):
    def arguments(world):
        home = world.once(f"home {where}", lambda: _write(models.Household, **_place(world, where)))
        of = hanging(models.Membership, "membership_id", where, is_sealed=is_sealed, household=home, role="ENF")
        return of(world)

    return arguments


def two(where, *, is_sealed=False):
    def arguments(world):
        one = person(where, is_sealed=is_sealed)(world)
        return {"registration_id": one.pk, "other_id": person(where, name="other")(world).pk}

    return arguments


def request(where):
    def make(world):
        own, unit = person(where)(world), world.institution.sister
        asker = factories.account(unit).pk
        return _write(
            models.AccessRequest, registration=own, asked_by=asker, from_unit=unit, reason="URGENT",
            **_place(world, where),
        )  # fmt: skip

    return lambda world: {"request_id": world.once(f"request {where}", lambda: make(world)).pk}


def a_list(where, *, state="CHECKED", name=""):
    """One sealed file of one line, at a centre; another one under another name."""

    def make(world):
        content = b"Nom et pr\xc3\xa9nom;Date de naissance\nZITOUNI Amal;1988\n"
        made = _write(
            models.PersonList, account_id=new_id(), file_name="liste.csv", kind="csv", sha256="", signature="",
            tables=[[0, 0]], columns=["family_first", "birth"], state=state, row_count=1, **_place(world, where),
        )  # fmt: skip
        _write(
            models.ListFile, person_list=made, sealed=sealed.seal(content, context=made.pk.bytes),
            **_place(world, where),
        )  # fmt: skip
        return made

    return lambda world: world.once(f"list {where} {state} {name}", lambda: make(world))


def of_list(where, **options):
    return lambda world: {"list_id": a_list(where, **options)(world).pk}


def row_of_list(where):
    def make(world):
        # Not of the list that another address takes back.
        read = a_list(where, name="read")(world)
        return _write(models.ListRow, person_list=read, sheet=0, line=2, verdict="REVIEW", **_place(world, where))

    return lambda world: {"row_id": world.once(f"row {where}", lambda: make(world)).pk}


def pair(where, *, level=2):
    def make(world):
        one, other = sorted((person(where)(world), person(where, name="other")(world)), key=lambda row: row.pk)
        return _write(
            models.LikelyDouble, one=one, other=other, unit=one.unit, path=one.path, other_unit=other.unit,
            other_path=other.path, level=level, origin="FOUND",
        )  # fmt: skip

    return lambda world: {"double_id": world.once(f"pair {where} {level}", lambda: make(world)).pk}


def verdict(where, *, level=2):
    def make(world):
        one, other = sorted((person(where)(world), person(where, name="other")(world)), key=lambda row: row.pk)
        return _write(
            models.Verdict, one=one, other=other, unit=one.unit, path=one.path, other_unit=other.unit,
            other_path=other.path, level=level, answer="UNSURE", source="JUDGE",
        )  # fmt: skip

    return lambda world: {"verdict_id": world.once(f"verdict {where} {level}", lambda: make(world)).pk}


def bar(where, *, level=2):
    def make(world):
        one, other = sorted((person(where)(world), person(where, name="other")(world)), key=lambda row: row.pk)
        return _write(
            models.CannotLink, one=one, other=other, unit=one.unit, path=one.path, other_unit=other.unit,
            other_path=other.path, level=level, reason="TWINS",
        )  # fmt: skip

    return lambda world: {"apart_id": world.once(f"bar {where} {level}", lambda: make(world)).pk}


def held(where, *, is_sealed=False):
    return lambda world: of_person(where, is_sealed=is_sealed)(world) | {"verdict_id": new_id()}


def _about(needs, methods, of):
    return Address(needs, methods, inside=of("centre"), outside=of("stranger"), sealed=of("centre", is_sealed=True))


BOTH, POST = ("GET", "POST"), ("POST",)

ADDRESSES = {
    "people:search": Address(P.PERSON_SEARCH),
    "people:suggest": Address(P.PERSON_SEARCH),
    "people:registration-new": Address(P.PERSON_CREATE, BOTH),
    "people:rights": Address(POSTED),
    "people:person": _about(P.PERSON_READ, ("GET",), of_person),
    "people:history": _about(P.PERSON_CORRECT, ("GET",), of_person),
    "people:correct": _about(P.PERSON_CORRECT, BOTH, of_person),
    "people:phone-add": _about(P.PERSON_CREATE, BOTH, of_person),
    "people:document-add": _about(P.PERSON_CREATE, BOTH, of_person),
    "people:address-add": _about(P.PERSON_CREATE, BOTH, of_person),
    "people:phone-change": _about(P.PERSON_CORRECT, POST, phone),
    "people:phone-level": _about(P.PERSON_CORRECT, BOTH, phone),
    "people:address-level": _about(P.PERSON_CORRECT, BOTH, address),
    "people:phone-end": _about(P.PERSON_CORRECT, POST, phone),
    "people:document-seen": _about(P.PERSON_CORRECT, POST, paper),
    "people:document-end": _about(P.PERSON_CORRECT, POST, paper),
    "people:household-new": _about(P.PERSON_CORRECT, POST, of_person),
    "people:household-add": _about(P.PERSON_CORRECT, BOTH, of_person),
    "people:household-likely": _about(P.PERSON_CORRECT, ("GET",), of_person),
    "people:household-settle": _about(P.PERSON_CORRECT, BOTH, two),
    "people:kin": _about(P.PERSON_CORRECT, BOTH, two),
    "people:kin-end": _about(P.PERSON_CORRECT, POST, two),
    "people:membership": _about(P.PERSON_CORRECT, BOTH, member),
    "people:same": _about(P.PERSON_CORRECT, ("GET",), of_person),
    "people:compare": _about(P.PERSON_CORRECT, BOTH, two),
    "people:unlink": _about(P.PERSON_CORRECT, POST, of_person),
    "people:requests": Address(P.PERSON_SEARCH),
    "people:ask-access": Address(P.PERSON_ASK_ACCESS, POST),
    "people:granted": Address(P.PERSON_ASK_ACCESS, inside=lambda world: {"request_id": new_id()}, reach="everywhere"),
    "people:decide-access": Address(
        P.PERSON_GRANT_ACCESS, POST, inside=request("centre"), outside=request("stranger"), form={"answer": "no"}
    ),
    "people:unlink-one": _about(P.PERSON_CORRECT, POST, held),
    "people:lists": Address(P.PERSON_IMPORT),
    "people:list-new": Address(P.PERSON_IMPORT, BOTH),
    "people:list": Address(P.PERSON_IMPORT, inside=of_list("centre"), outside=of_list("stranger")),
    "people:list-columns": Address(
        P.PERSON_IMPORT,
        BOTH,
        inside=of_list("centre"),
        outside=of_list("stranger"),
        form={"column_0": "family_first", "column_1": "birth"},
    ),
    "people:list-apply": Address(P.PERSON_IMPORT, POST, inside=of_list("centre"), outside=of_list("stranger")),
    "people:list-undo": Address(P.PERSON_IMPORT, POST, inside=of_list("centre"), outside=of_list("stranger")),
    "people:list-verdicts": Address(P.PERSON_IMPORT, inside=of_list("centre"), outside=of_list("stranger")),
    "people:list-row": Address(
        P.PERSON_IMPORT, BOTH, inside=row_of_list("centre"), outside=row_of_list("stranger"), form={"answer": "LEAVE"}
    ),
    "people:doubles": Address(P.PERSON_ADJUDICATE),
    "people:quality": Address(P.LINKAGE_READ),
    "people:run-clear": Address(P.LINKAGE_CLEAR, POST, inside=lambda world: {"run_id": new_id()}, reach="everywhere"),
    "people:take-back": Address(P.PERSON_ADJUDICATE, POST, inside=verdict("centre"), reach="everywhere"),
    "people:lift": Address(P.PERSON_ADJUDICATE, POST, inside=bar("centre"), reach="everywhere"),
    "people:double": Address(P.PERSON_ADJUDICATE, inside=pair("centre"), outside=pair("stranger")),
}
