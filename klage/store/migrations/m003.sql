-- When what could identify a citizen was erased; the counts stay.
alter table complaint add column anonymised_at text check (anonymised_at glob '????-??-??T??:??:??Z');
create index complaint_anonymised on complaint(received_at) where anonymised_at is not null;

-- A hash of the Message-ID of the mail that a complaint came by, so that no mail becomes two cases.
alter table complaint add column mail_print integer;
create index complaint_mail on complaint(mail_print) where mail_print is not null;

-- What one or several complaints teach: about a department or more, never about a person.
create table lesson (
    id integer primary key,
    formulated_on text not null check (formulated_on glob '????-??-??'),
    observation text not null,
    cause text,
    insight text,
    level text not null default 'afdeling' check (level in ('afdeling', 'forvaltning', 'kommune')),
    department_id integer references department(id),
    theme text references theme(code),
    process_stage text,
    -- Was the citizen met at eye level, and were expectations agreed (seed S2)?
    eye_level text,
    expectations_agreed text,
    -- What may be passed on in the citizens' own words, and the day the borgervejleder approved it.
    words text,
    words_approved_on text check (words_approved_on glob '????-??-??'),
    -- What stands here was formulated anew, or found not to be so.
    withdrawn_on text check (withdrawn_on glob '????-??-??')
) strict;
create index lesson_department on lesson(department_id);

create table lesson_case (
    id integer primary key,
    lesson_id integer not null references lesson(id),
    complaint_id integer not null references complaint(id),
    -- When the citizen heard what came of it (Roskilde's step C, LGSCO 8.2).
    feedback_given_on text check (feedback_given_on glob '????-??-??'),
    unique (lesson_id, complaint_id)
) strict;
create index lesson_case_complaint on lesson_case(complaint_id);

-- What is done about a lesson: who sees to it, who agreed, by when, and what came of it.
create table action (
    id integer primary key,
    lesson_id integer not null references lesson(id),
    what text not null,
    kind text not null,
    department_id integer references department(id),
    ambassador text,
    leader text,
    due_on text check (due_on glob '????-??-??'),
    status text not null default 'foreslaaet' check (status in
        ('foreslaaet', 'aftalt', 'i_gang', 'gennemfoert', 'effekt_vurderet', 'afvist')),
    proposed_on text not null check (proposed_on glob '????-??-??'),
    agreed_on text check (agreed_on glob '????-??-??'),
    started_on text check (started_on glob '????-??-??'),
    carried_out_on text check (carried_out_on glob '????-??-??'),
    rejected_on text check (rejected_on glob '????-??-??'),
    reason text,
    effect_goal text,
    effect_assessed_on text check (effect_assessed_on glob '????-??-??'),
    effect_result text,
    -- How many were trained, where the action is training (seed S2: 120 in Borgercenter Voksne).
    trained integer check (trained >= 0),
    check (status != 'afvist' or reason is not null)
) strict;
create index action_lesson on action(lesson_id);
create index action_open on action(due_on) where status in ('foreslaaet', 'aftalt', 'i_gang');

-- The borgervejleder's telling of a case for the report: shown only once it is approved.
create table example (
    id integer primary key,
    complaint_id integer not null references complaint(id),
    title text not null,
    story text not null,
    written_on text not null check (written_on glob '????-??-??'),
    approved_on text check (approved_on glob '????-??-??')
) strict;
create index example_complaint on example(complaint_id);

-- What the borgervejleder recommends to the leadership, and what it answered.
create table recommendation (
    id integer primary key,
    given_on text not null check (given_on glob '????-??-??'),
    what text not null,
    addressed_to text,
    lesson_id integer references lesson(id),
    answer text,
    answered_on text check (answered_on glob '????-??-??')
) strict;

-- Which files were imported, now by the hash as text: undoing an import undoes that as well.
create table imported (
    hash text primary key,
    at text not null,
    complaints integer not null
) strict;
insert into imported (hash, at, complaints) select lower(hex(hash)), at, complaints from imported_file;
drop table imported_file;
alter table imported rename to imported_file;

-- The groups that undo another: a few, and a group that undoes nothing costs the index nothing.
create index event_undoes on event(undoes, group_no) where undoes is not null;

-- A case that is undone must not be looked for through all others.
create index complaint_related on complaint(related_case) where related_case is not null;

-- Outside the history: the files that klage has written about cases, to be named when cases are forgotten.
create table written_file (
    path text primary key,
    at text not null,
    kind text not null
) strict;

-- Outside the history: what the columns of a spreadsheet were said to be, by a hash of its headings.
create table file_layout (
    key text primary key,
    at text not null,
    columns text not null
) strict;

-- Outside the history: what is being written and is not noted yet, so that a terminal that dies loses no line of
-- it. At most one of a kind for a case, and one of a kind for no case. The number has no foreign key, as in the
-- history: a case that is undone may come back, and its draft with it.
create table draft (
    id integer primary key,
    kind text not null,
    case_id integer,
    at text not null check (at glob '????-??-??T??:??:??Z'),
    content text not null check (json_valid(content))
) strict;
create unique index draft_of on draft(kind, coalesce(case_id, 0));

-- Most words are numbers of cases and phones, a new one for each case: no word with a letter in it is inside them.
create index search_word_letters on search_word(word) where word glob '*[^0-9]*';
