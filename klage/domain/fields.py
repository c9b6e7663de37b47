"""The fields of a complaint, a klagepunkt, a call and a closing: one description for every door.

A field's ``key`` is at once the column in the register, the key in JSON and a heading that ``import``
accepts; its ``label`` is what the user reads and another heading that ``import`` accepts. Source:
``domain.md`` section 4 (ISO 10002, OFL § 13 and the seeds stand behind the single fields).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from klage.domain import vocabulary as words


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        key: The English identifier; stable.
        label: The Danish label.
        kind: ``text`` (many lines), ``line`` (one line), ``code``, ``instant``, ``date``, ``flag``,
            ``number``, ``case`` (a case number), ``department`` or ``json`` (a list of records).
        codes: The closed vocabulary of a ``code``.
        personal: Whether it may identify the citizen, and is wiped at anonymisation.
        headings: Further Danish headings that hand-kept spreadsheets use for it.
    """

    key: str
    label: str
    kind: str = "text"
    codes: Mapping[str, str] | None = None
    personal: bool = False
    headings: tuple[str, ...] = ()


COMPLAINT: tuple[Field, ...] = (
    Field("received_at", "Modtaget", "instant", headings=("Modtaget den", "Modtagelsesdato", "Dato")),
    Field("registered_at", "Registreret", "instant"),
    Field("contact_type", "Henvendelsestype", "code", words.CONTACT_TYPES),
    Field("channel", "Kanal", "code", words.CHANNELS, headings=("Modtagelsesform",)),
    Field(
        "addressee_level",
        "Adressat",
        "code",
        words.ADDRESSEE_LEVELS,
        headings=("Adressatniveau", "Stilet til"),
    ),
    Field("complaint_kind", "Klagetype", "code", words.COMPLAINT_KINDS, headings=("Type",)),
    Field("department", "Afdeling", "department", headings=("Forvaltning", "Enhed")),
    Field("citizen_name", "Navn", "line", personal=True, headings=("Borger", "Borgerens navn")),
    Field("phone", "Telefon", "line", personal=True, headings=("Telefonnummer", "Tlf.", "Tlf")),
    Field("contact_preference", "Kontaktønske", "code", words.CONTACT_PREFERENCES),
    Field("may_leave_message", "Må der lægges besked", "flag"),
    Field("on_behalf_of", "På vegne af", "code", words.ON_BEHALF_OF),
    Field("mandate", "Fuldmagt", "code", words.MANDATES),
    Field("consent_unit_contact", "Samtykke til kontakt med afdelingen", "flag"),
    Field(
        "summary",
        "Kort beskrivelse",
        "text",
        personal=True,
        headings=("Beskrivelse", "Klage", "Hvad handler det om"),
    ),
    Field("wanted_outcome", "Ønsket løsning", "text", personal=True),
    Field("consequence", "Konsekvens for borgeren", "text", personal=True),
    Field("urgency", "Hast", "code", words.URGENCIES),
    Field("child_concern", "Underretning", "flag"),
    Field("concern_passed_on_at", "Underretning videregivet", "instant"),
    Field("recurrence", "Gentagelse", "code", words.RECURRENCES),
    Field("journal_no", "Journalnr.", "line", headings=("Journalnummer", "Sagsnummer i ESDH")),
    Field("related_case", "Relateret sag", "case"),
    Field("merged_into", "Lagt sammen med", "case"),
    Field("ack_sent_on", "Kvittering sendt", "date"),
    Field("handling_method", "Løsningsmetode", "code", words.HANDLING_METHODS),
    Field("outcome", "Resultat", "code", words.OUTCOMES),
    Field("unit_agreed_error", "Fejl erkendt af afdelingen", "code", words.UNIT_AGREED_ERROR),
    Field("answered_on", "Svar sendt", "date"),
    Field("anonymised_at", "Anonymiseret", "instant"),
)

POINT: tuple[Field, ...] = (
    Field("theme", "Tema", "code"),
    Field("department", "Afdeling", "department"),
    Field("severity", "Alvor", "number"),
    Field("process_stage", "Fase", "code", words.PROCESS_STAGES),
)

CALL: tuple[Field, ...] = (
    Field("called_at", "Tidspunkt", "instant"),
    Field("logged_at", "Noteret", "instant"),
    Field("direction", "Retning", "code", words.DIRECTIONS),
    Field("result", "Udfald", "code", words.CALL_RESULTS),
    Field("conversation_result", "Samtalens resultat", "code", words.CONVERSATION_RESULTS),
    Field("accepted", "Sagde ja til samtalen", "flag"),
    Field("concern", "Borgerens ord", "text", personal=True),
    Field("summary_confirmed", "Opsummering bekræftet", "flag"),
    Field("course_told", "Videre forløb oplyst", "flag"),
    Field("agreement", "Aftale", "text", personal=True),
    Field("next_step", "Næste skridt", "text", personal=True),
    Field("next_due", "Næste skridt senest", "date"),
    Field("owner", "Ansvarlig", "line"),
    Field("guidance_given", "Klagevejledning givet", "code", words.GUIDANCE),
    Field("complaint_stance", "Klagen", "code", words.STANCES),
    Field("withdrawal_confirmed", "Borgeren har bekræftet, at klagen lægges ned", "flag"),
    Field("call_again_at", "Ring igen", "instant"),
    Field("late_reason", "Hvorfor efter fristen", "text", personal=True),
    Field("heard", "Følte sig lyttet til", "code", words.FELT),
    Field("understood", "Følte sig forstået", "code", words.FELT),
    Field("taken_seriously", "Følte sig taget alvorligt", "code", words.FELT),
    Field("minutes", "Minutter", "number"),
)

STEP: tuple[Field, ...] = (
    Field("made_at", "Noteret", "instant"),
    Field("what", "Lovet", "text", personal=True),
    Field("due_on", "Senest", "date"),
    Field("owner", "Ansvarlig", "line"),
    Field("state", "Status", "code", words.STEP_STATES),
    Field("settled_at", "Gjort op", "instant"),
    Field("reason", "Begrundelse", "text", personal=True),
)

CLOSING: tuple[Field, ...] = (
    Field("at", "Tidspunkt", "instant"),
    Field("recorded_at", "Noteret", "instant"),
    Field("kind", "Hændelse", "code", words.CLOSING_KINDS),
    Field("method", "Løsningsmetode", "code", words.HANDLING_METHODS),
    Field("outcome", "Resultat", "code", words.OUTCOMES),
    Field("reason", "Begrundelse", "text", personal=True),
)


CASE: tuple[Field, ...] = (
    Field("case_no", "Sagsnr.", "case", headings=("Sagsnummer", "Sag", "Nr.")),
    Field("closed_at", "Afsluttet", "instant", headings=("Lukket", "Afsluttet den")),
    Field("themes", "Temaer", headings=("Tema", "Klagetemaer")),
    Field("severity", "Alvor", "number"),
    Field("process_stage", "Fase", "code", words.PROCESS_STAGES),
    Field("points", "Klagepunkter", "json"),
    Field("calls", "Opkald", "json"),
    Field("closings", "Afslutninger", "json"),
    Field("steps", "Løfter", "json"),
    Field("appeal", "Klage over afgørelsen", "json"),
    Field("mediations", "Mæglinger", "json"),
    Field("unit_contacts", "Kontakter med afdelingen", "json"),
    Field("journey", "Klagerejse", "json"),
    Field("covered", "Omfattet af ordningen", "flag"),
    Field("call_due_at", "Ring senest", "instant"),
    Field("call_policy", "Ordning", "line"),
    Field("had_opening_hours", "Åbent inden fristen", "flag"),
)
"""What a file of cases may hold beside the complaint's own fields.

``points``, ``calls``, ``closings``, ``steps``, ``mediations``, ``unit_contacts`` and ``journey`` are lists of records,
``appeal`` is one; ``themes``, ``severity`` and
``process_stage`` are the short way of writing klagepunkter, ``closed_at`` of a closing. The last four
are what was promised, as ``eksport`` writes it.
"""


NOT_TYPED = frozenset(
    {"registered_at", "logged_at", "handling_method", "outcome", "merged_into", "anonymised_at"}
)
"""What klage itself fills in: when something was noted, how a case was closed, and where it went."""

TYPED_COMPLAINT = tuple(field for field in COMPLAINT if field.key not in NOT_TYPED)
TYPED_CALL = tuple(field for field in CALL if field.key not in NOT_TYPED)


def by_key(fields: tuple[Field, ...]) -> dict[str, Field]:
    """Return the fields by their English key."""
    return {field.key: field for field in fields}
