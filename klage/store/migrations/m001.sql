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
