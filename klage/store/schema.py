"""The schema as a history of migrations: never edited, only added to.

sqlite-utils runs them, each in one transaction with its record. They are written as SQL because
``transform()`` drops triggers without a word, and ``create()`` knows no CHECK. Everything is STRICT;
instants are ``2014-10-21T10:09:00Z``, days ``2014-10-21``, flags 0/1, codes those of
``domain.vocabulary``.
"""

from sqlite_utils import Database, Migrations

from klage.domain import promise
from klage.domain.vocabulary import THEMES
from klage.store import appeals

migrations = Migrations("klage")

_COMPLAINT = """
create table department (
    id integer primary key,
    name text not null unique check (length(name) between 1 and 200),
    name_key text not null unique,
    active integer not null default 1 check (active in (0, 1))
) strict;

create table theme (
    code text primary key check (length(code) > 0),
    label text not null,
    theme_group text not null,
    position integer not null,
    active integer not null default 1 check (active in (0, 1))
) strict;

-- The number of a case is its key: the year of receipt times a million, plus a counter of that year.
-- It is never given twice, so the counter is kept although the highest number could be looked up.
create table number_counter (
    year integer primary key check (year between 1900 and 9999),
    last integer not null check (last >= 0)
) strict;

create table complaint (
    id integer primary key check (id > 1900000000),
    case_no text not null generated always as
        (printf('%d-%04d', id / 1000000, id % 1000000)) virtual,
    received_at text not null check (received_at glob '????-??-??T??:??:??Z'),
    registered_at text not null check (registered_at glob '????-??-??T??:??:??Z'),
    contact_type text not null,
    channel text not null,
    addressee_level text not null,
    complaint_kind text not null,
    department_id integer references department(id),
    citizen_name text,
    phone text,
    contact_preference text,
    may_leave_message integer check (may_leave_message in (0, 1)),
    on_behalf_of text,
    mandate text,
    consent_unit_contact integer check (consent_unit_contact in (0, 1)),
    summary text not null,
    wanted_outcome text,
    consequence text,
    urgency text not null,
    child_concern integer not null check (child_concern in (0, 1)),
    recurrence text,
    journal_no text,
    -- An import may bring the two of a pair in either order.
    related_case integer references complaint(id) deferrable initially deferred,
    ack_sent_on text check (ack_sent_on glob '????-??-??'),
    handling_method text,
    outcome text,
    unit_agreed_error text,
    answered_on text check (answered_on glob '????-??-??'),
    -- What was promised on the day of receipt, kept with the case: a later phase does not rewrite it.
    covered integer not null check (covered in (0, 1)),
    call_due_at text not null check (call_due_at glob '????-??-??T??:??:??Z'),
    call_policy text not null,
    had_opening_hours integer not null check (had_opening_hours in (0, 1)),
    -- Is the case open? The closings below are the history; this is their sum, for the index.
    closed_at text check (closed_at glob '????-??-??T??:??:??Z'),
    -- A hash of what makes two complaints the same one; erased with the texts it is made of.
    fingerprint integer
) strict;
create index complaint_open on complaint(call_due_at) where closed_at is null;
create index complaint_received on complaint(received_at);
create index complaint_fingerprint on complaint(fingerprint, received_at);
create index complaint_phone on complaint(phone) where phone is not null;

create table point (
    id integer primary key,
    complaint_id integer not null references complaint(id),
    theme text not null references theme(code),
    department_id integer references department(id),
    severity integer check (severity between 1 and 3),
    process_stage text
) strict;
create index point_complaint on point(complaint_id);

-- Append-only: a correction is a new row that points at the old, an undone call is marked.
create table call (
    id integer primary key,
    complaint_id integer not null references complaint(id),
    called_at text not null check (called_at glob '????-??-??T??:??:??Z'),
    logged_at text not null check (logged_at glob '????-??-??T??:??:??Z'),
    direction text not null check (direction in ('ud', 'ind')),
    result text not null,
    conversation_result text,
    accepted integer check (accepted in (0, 1)),
    concern text,
    summary_confirmed integer check (summary_confirmed in (0, 1)),
    course_told integer check (course_told in (0, 1)),
    agreement text,
    next_step text,
    next_due text check (next_due glob '????-??-??'),
    owner text,
    guidance_given text,
    complaint_stance text,
    withdrawal_confirmed integer check (withdrawal_confirmed in (0, 1)),
    call_again_at text check (call_again_at glob '????-??-??T??:??:??Z'),
    late_reason text,
    heard text,
    understood text,
    taken_seriously text,
    minutes integer check (minutes >= 0),
    corrects integer references call(id),
    retracted_at text check (retracted_at glob '????-??-??T??:??:??Z'),
    check (conversation_result is null or result = 'talt_med')
) strict;
create index call_complaint on call(complaint_id);
-- "Has this call been corrected?" is asked of every call of a report.
create index call_corrects on call(corrects) where corrects is not null;

-- Append-only, so that balances add up for ever.
create table closing (
    id integer primary key,
    complaint_id integer not null references complaint(id),
    at text not null check (at glob '????-??-??T??:??:??Z'),
    recorded_at text not null check (recorded_at glob '????-??-??T??:??:??Z'),
    kind text not null check (kind in ('afsluttet', 'genaabnet', 'sammenlagt', 'skilt')),
    method text,
    outcome text,
    reason text,
    retracted_at text check (retracted_at glob '????-??-??T??:??:??Z')
) strict;
create index closing_complaint on closing(complaint_id);
create index closing_at on closing(at);
"""

_OFFICE = """
-- The phases of the 24-hour service; levels and departments as JSON arrays, empty is all.
create table policy (
    id integer primary key,
    first_day text unique check (first_day glob '????-??-??'),
    hours integer not null check (hours between 1 and 8760),
    counting text not null check (counting in ('doegn', 'hverdage')),
    levels text not null default '[]' check (json_valid(levels)),
    departments text not null default '[]' check (json_valid(departments))
) strict;

create table opening_hours (
    weekday integer primary key check (weekday between 1 and 7),
    opens text not null check (opens glob '??:??'),
    closes text not null check (closes glob '??:??' and closes > opens)
) strict;

create table closing_day (
    day text primary key check (day glob '????-??-??'),
    label text not null
) strict;

create table ambassador (
    id integer primary key,
    department_id integer not null references department(id),
    name text not null,
    leader text,
    first_day text not null check (first_day glob '????-??-??'),
    last_day text check (last_day glob '????-??-??')
) strict;
create index ambassador_department on ambassador(department_id);

create table setting (
    key text primary key,
    value text not null
) strict;
"""

_HISTORY = """
-- What happened, without what was said: a salted hash of the content, chained to the event before.
create table event (
    id integer primary key,
    group_no integer not null,
    at text not null,
    command text not null,
    actor text not null,
    case_id integer,  -- the number, without a foreign key: the story outlives the case
    undoes integer,
    content_hash blob not null,
    hash blob not null
) strict;
create index event_case on event(case_id);

-- The content and its salt, which can be erased: before and after of every row, as JSON.
create table event_content (
    event_id integer primary key references event(id),
    salt blob not null,
    content text not null
) strict;

create trigger event_is_never_changed before update on event
begin select raise(abort, 'event is append-only'); end;
create trigger event_is_never_deleted before delete on event
begin select raise(abort, 'event is append-only'); end;
-- REPLACE passes a delete trigger where recursive triggers are off.
create trigger event_is_never_replaced before insert on event
when exists (select 1 from event where id = new.id)
begin select raise(abort, 'event is append-only'); end;
create trigger event_content_is_never_changed before update on event_content
begin select raise(abort, 'event_content is write-once'); end;
create trigger event_content_is_never_replaced before insert on event_content
when exists (select 1 from event_content where event_id = new.event_id)
begin select raise(abort, 'event_content is write-once'); end;
"""

_ASIDE = """
-- Outside the history: when things last ran, and which files were imported.
create table mark (
    name text primary key,
    at text not null,
    detail text not null default ''
) strict;

create table imported_file (
    hash blob primary key,
    at text not null,
    complaints integer not null
) strict;

-- A hash over everything the due list reads; a list that does not fit it is not shown.
create table seal (
    id integer primary key check (id = 1),
    hash blob not null
) strict;

-- klage has folded the text into words already: whatever is not a space belongs to one (SQLite's own list
-- of letters is older than Python's, and words of the difference were never found).
create virtual table search using fts5(
    text, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
);
create table search_word (word text primary key) strict, without rowid;
"""

_CASE_WORK = """
-- The case it was merged into, always an older number: a link, so that splitting finds all as it was.
alter table complaint add column merged_into integer references complaint(id) deferrable initially deferred;
create index complaint_merged on complaint(merged_into) where merged_into is not null;
-- When a child concern was passed on as underretning; until then it stands on top of every list.
alter table complaint add column concern_passed_on_at text check (concern_passed_on_at glob '????-??-??T??:??:??Z');

-- The track of a complaint over a decision, beside that of the complaint itself.
create table appeal (
    complaint_id integer primary key references complaint(id),
    decided_by text not null default 'kommunen',
    decision_received_on text check (decision_received_on glob '????-??-??'),
    arrival text,
    guidance_given text,
    appeal_deadline_on text check (appeal_deadline_on glob '????-??-??'),
    reassess_due_on text check (reassess_due_on glob '????-??-??'),
    reassess_result text,
    reassessed_on text check (reassessed_on glob '????-??-??'),
    forwarded_on text check (forwarded_on glob '????-??-??'),
    appeal_body text,
    appeal_result text,
    appeal_decided_on text check (appeal_decided_on glob '????-??-??')
) strict;

-- A next step the citizen was promised; one that is moved is settled, and a new one takes its place.
create table step (
    id integer primary key,
    complaint_id integer not null references complaint(id),
    made_at text not null check (made_at glob '????-??-??T??:??:??Z'),
    what text,
    due_on text not null check (due_on glob '????-??-??'),
    owner text,
    state text not null default 'aaben' check (state in ('aaben', 'holdt', 'flyttet', 'brudt')),
    settled_at text check (settled_at glob '????-??-??T??:??:??Z'),
    reason text
) strict;
create index step_complaint on step(complaint_id);
create index step_open on step(due_on) where state = 'aaben';

-- Mediation: dates, consent and what was agreed to follow up, never what was said (seed S5).
create table mediation (
    id integer primary key,
    complaint_id integer not null references complaint(id),
    kind text not null check (kind in ('borgermaegler', 'ekstern_maegler', 'dialogmoede')),
    mediator_id integer references mediator(id),
    informed_on text not null check (informed_on glob '????-??-??'),
    consent integer check (consent in (0, 1)),
    consent_on text check (consent_on glob '????-??-??'),
    self_contact integer check (self_contact in (0, 1)),
    goal text check (length(goal) <= 280),
    clarification_talks integer check (clarification_talks between 0 and 2),
    municipal_party text,
    meeting_at text check (meeting_at glob '????-??-??T??:??:??Z'),
    meeting_place text,
    participants text,
    agreed_follow_up text check (length(agreed_follow_up) <= 280),
    outcome text,
    outcome_on text check (outcome_on glob '????-??-??'),
    complaint_continues integer check (complaint_continues in (0, 1))
) strict;
create index mediation_complaint on mediation(complaint_id);

create table mediator (
    id integer primary key,
    kind text not null check (kind in ('borgermaegler', 'ekstern_maegler')),
    name text not null,
    phone text,
    phone_hours text,
    e_mail text,
    website text,
    active integer not null default 1 check (active in (0, 1))
) strict;

-- Klagerejsen: what happened to the citizen, as citizen, file and staff tell it.
create table journey_event (
    id integer primary key,
    complaint_id integer not null references complaint(id),
    occurred_on text not null check (occurred_on glob '????-??-??'),
    approx integer not null default 0 check (approx in (0, 1)),
    stage text,
    what text not null,
    actor text,
    unit text,
    channel text,
    handover integer not null default 0 check (handover in (0, 1)),
    new_caseworker integer not null default 0 check (new_caseworker in (0, 1)),
    experience integer check (experience between -2 and 2),
    experience_words text,
    cause text,
    source text not null
) strict;
create index journey_event_complaint on journey_event(complaint_id);

-- Målrettet Indsats (seed S3): contact with the unit that had the case, and what came of it.
create table unit_contact (
    id integer primary key,
    complaint_id integer not null references complaint(id),
    contacted_at text not null check (contacted_at glob '????-??-??T??:??:??Z'),
    department_id integer references department(id),
    with_whom text not null,
    quick_solution text,
    result text not null,
    agreed_error text,
    nature text
) strict;
create index unit_contact_complaint on unit_contact(complaint_id);

-- What the figures are held against: 200 complaints of 100,000 borgerforløb (seed S1).
create table base_number (
    id integer primary key,
    year integer not null check (year between 1900 and 2100),
    department_id integer references department(id),
    what text not null,
    number integer not null check (number > 0)
) strict;

-- Steps that calls have promised so far; whether those of closed cases were kept is not known.
insert into step (complaint_id, made_at, what, due_on, owner)
select complaint_id, called_at, next_step, next_due, owner from call
where next_due is not null and retracted_at is null
  and id not in (select corrects from call where corrects is not null)
  and complaint_id in (select id from complaint where closed_at is null)
order by id;
"""


@migrations()
def m001_the_office_and_its_cases(db: Database) -> None:
    """Create the register of the first release, with the themes and opening hours it starts with."""
    for script in (_COMPLAINT, _OFFICE, _HISTORY, _ASIDE):
        db.executescript(script)
    db.conn.executemany(
        "insert into theme (code, label, theme_group, position) values (?, ?, ?, ?)",
        [(code, label, group, position) for position, (code, label, group) in enumerate(THEMES)],
    )
    db.conn.executemany(
        "insert into opening_hours (weekday, opens, closes) values (?, ?, ?)",
        [
            (day, f"{opens:%H:%M}", f"{closes:%H:%M}")
            for day, (opens, closes) in promise.DEFAULT_OPENING_HOURS.items()
        ],
    )


@migrations()
def m002_the_work_on_a_case(db: Database) -> None:
    """Add appeals, promised steps, mediation, journeys, contact with the unit, merging and base numbers."""
    db.executescript(_CASE_WORK)
    appeals.start_open(db.conn)
