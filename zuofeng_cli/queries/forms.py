"""What stands in the empty form for a unit: the plan's words, the register's names, and how to fill it in."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from zuofeng_cli.exchange.template import Form, FormColumn
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.labels import label
from zuofeng_cli.queries import registers
from zuofeng_cli.rules.codes import IssueType, Role
from zuofeng_cli.rules.registers import Owner, Unit, find_unit
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import N_, _, language

NOTES: Mapping[str, str] = {
    "external_no": N_(
        "The unit's own number of the issue. The row is known by it again, so it never changes."
    ),
    "source": N_("Where the issue comes from; choose from the list."),
    "category": N_("Required: the kind of issue; choose from the list."),
    "description": N_("Required: what is wrong, where and how often. One issue to a row."),
    "unit": N_("Leave it empty if it is the unit that fills in the form."),
    "cooperating": N_("Units that help; separate several by a comma."),
    "leader": N_("The leader in charge, called as in the register."),
    "owner": N_("One person, called as in the register; not a unit."),
    "measure": N_("What will be done; begin a new line in the cell for each measure (Alt+Enter)."),
    "target": N_("What is to be reached, with figures where possible."),
    "type": N_("How it is put right; choose from the list. Limited if it is left empty."),
    "deadline": N_("A day like {day}, or words like 30 June 2020; more forms in Chinese."),
    "progress": N_("What has been done so far."),
    "remark": N_("Whatever else should be known."),
}
"""What is expected in each column."""

EXAMPLES: Mapping[str, str] = {
    "description": N_("What is wrong, where and how often: of 50 matters checked, 9 were done late"),
    "measure": N_("What will be done: each matter is looked at two days before it is due"),
    "target": N_("What is to be reached: no matter is late"),
    "progress": N_("What has been done: the list of matters is drawn up"),
    "remark": N_("This row is an example; it is not taken"),
}
"""The texts of the example row; its other cells come from the plan and the registers."""


def self_check_form(reader: Reader, unit: str | None) -> Form:
    """Return the form for the self-check, for the unit called *unit* or for any.

    Raises:
        NameNotFound, NameAmbiguous: *unit* is not in the register.
    """
    plan, words = reader.plan, vocabulary().form[language()]
    units = registers.units(reader)
    own = find_unit(unit, units) if unit else None
    people = _People(units, registers.owners(reader), own)
    choices = {
        "source": [term.label for term in plan.sources],
        "category": [term.label for term in plan.categories],
        "unit": people.unit_names,
        "leader": people.leaders,
        "owner": people.owners,
        "type": [label(code) for code in IssueType],
    }
    year_end = date(reader.year, 12, 31)
    examples: dict[str, str | date] = {
        **{field: _(text) for field, text in EXAMPLES.items()},
        **{field: names[0] for field, names in choices.items() if names},
        "external_no": f"{reader.year}-001",
        "unit": people.example_unit,
        "owner": people.example_owner,
        "cooperating": people.example_partner,
        "type": label(IssueType.LIMITED),
        "deadline": year_end,
    }
    day = year_end.isoformat()
    number = FormColumn("", words.row_number, _("The number of the row; it says nothing."), words.example)
    return Form(
        title=_("{plan}: issues found in the self-check").format(plan=plan.label),
        sheet=_("Self-check"),
        filled_by=words.filled_by,
        filled_on=words.filled_on,
        unit=own.name if own else "",
        units=tuple(people.unit_names),
        day_hint=_("The day the form is filled in, like {day}.").format(day=day),
        not_listed=_(
            "This is not in the list. If it is written otherwise than in the register, it is refused."
        ),
        columns=(
            number,
            *(
                FormColumn(
                    field,
                    heading,
                    _(NOTES[field]).format(day=day),
                    examples.get(field, ""),
                    tuple(choices.get(field, ())),
                )
                for field, heading in words.headings.items()
            ),
        ),
    )


class _People:
    """The units and persons to choose from, and those of the example.

    Args:
        own: the unit that fills the form in; its persons alone are owners.
    """

    def __init__(self, units: Sequence[Unit], owners: Sequence[Owner], own: Unit | None) -> None:
        self._names = {unit.id: unit.name for unit in units}
        active = [unit for unit in units if unit.active]
        persons = [owner for owner in owners if owner.active]
        possible = [owner for owner in persons if own is None or owner.unit_id == own.id]
        leaders = [owner for owner in persons if owner.role is Role.LEADER]
        shown = self._unambiguous(persons)
        self.unit_names = [unit.name for unit in active]
        self.owners = [shown(owner) for owner in possible]
        self.leaders = [shown(owner) for owner in leaders]
        worker = next((each for each in possible if each.role is Role.STAFF), next(iter(possible), None))
        unit = own or next((each for each in active if worker and each.id == worker.unit_id), None)
        self.example_owner = shown(worker) if worker else ""
        self.example_unit = unit.name if unit else ""
        taken = (unit.id, unit.parent_id) if unit else ()
        self.example_partner = next((each.name for each in active if each.id not in taken), "")

    def _unambiguous(self, persons: Sequence[Owner]) -> Callable[[Owner], str]:
        """Return how a person is written: of namesakes with the unit."""
        counts = Counter(person.name for person in persons)
        return lambda person: (
            person.name if counts[person.name] == 1 else f"{person.name}@{self._names[person.unit_id]}"
        )
