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
