"""An issue opened by hand and the same one from a file begin with the same record."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from zuofeng_cli.actions.drafts import OWN, Draft, DraftFaults
from zuofeng_cli.actions.own_records import own_record, own_records
from zuofeng_cli.actions.resolving import Resolver
from zuofeng_cli.rules.journal import flatten
from zuofeng_cli.rules.replay import issue_of
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing
from zuofeng_cli.store.location import locate

TEXTS = st.none() | st.sampled_from(["100% of 3", "第2号窗口", 'quoted "text"', "two\nlines"])
DRAFTS = st.builds(
    Draft,
    external_no=st.none() | st.just("A-1"),
    description=st.sampled_from(["The counter closes at noon", "窗口午间无人值守"]),
    category=st.sampled_from(["服务较差", "poor_service", "nonsense"]),
    source=st.none() | st.just("督查"),
    unit=st.none() | st.sampled_from(["Office", "Service（牵头）、Market", "Nowhere"]),
    cooperating=st.none() | st.sampled_from(["Party", "Party、Market"]),
    leader=st.none() | st.just("Chief"),
    owner=st.none() | st.sampled_from(["Alice", "Bob"]),
    measure=TEXTS,
    target=TEXTS,
    type=st.none() | st.sampled_from(["立行立改", "长期坚持"]),
    deadline=st.none() | st.sampled_from(["6月底前", "10个工作日", "长期坚持", "2030-01-04", "44012"]),
    found_on=st.none() | st.just("2020-03-01"),
    progress=TEXTS,
    remark=TEXTS,
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts=st.lists(DRAFTS, min_size=1, max_size=4))
def test_both_ways_of_listing_make_the_same_record(drafts: list[Draft], file_office: Office) -> None:
    context = Context(locate(str(Path(file_office.db))), "tester", datetime.now(UTC), date(2020, 4, 1))
    with writing(context) as book:
        resolver = Resolver(book)
        for number, draft in enumerate(drafts, 1):
            try:
                issue = resolver.issue(draft, number)
            except DraftFaults as faults:
                expected = [(field, type(error)) for field, error in faults.faults]
                try:
                    resolver.check(draft)
                except DraftFaults as again:
                    assert [(field, type(error)) for field, error in again.faults] == expected
                continue

            own = own_record(tuple(getattr(draft, name) for name in OWN), book.today.isoformat())
            record = resolver.check(draft).record | own | {"number": number}

            assert record == flatten(issue)
            assert issue_of(record) == issue


OWN_FIELDS = st.tuples(
    st.none() | st.just("3号"),
    st.sampled_from(["窗口无人", "#REF!"]),
    *[st.sampled_from([None, "轮班", "轮班\n公示", "100%"])] * (len(OWN) - 2),
)
USUAL_FIELDS = st.just(("1", "窗口无人", "轮班", None, None, None))


@given(own=st.lists(OWN_FIELDS | USUAL_FIELDS, min_size=1, max_size=4))
def test_rows_listed_together_have_the_records_they_have_alone(own: list[tuple[str | None, ...]]) -> None:
    keys, others = [f"{at:032x}" for at in range(len(own))], [None] * len(own)

    together = own_records(own, keys, others, "2020-04-01")

    alone = [own_records([row], [key], [None], "2020-04-01") for row, key in zip(own, keys, strict=True)]
    assert together.paths == [each.paths[0] for each in alone]
    records = zip(together.paths, together.values, together.said, strict=True)
    for row, key, (paths, values, said) in zip(own, keys, records, strict=True):
        if "#REF!" in row:
            assert (paths, values, said) == ((), (), ())
            continue
        expected = own_record(row, "2020-04-01") | {"intake_key": key}
        assert dict(zip(paths[:-1], values, strict=True)) == expected
        assert [json.loads(each) for each in said] == list(values)
