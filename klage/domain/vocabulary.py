"""The closed vocabularies: Danish ASCII codes as they are stored, and the labels the user reads.

Source: ``domain.md`` section 5, which is drawn from the seeds S1–S5 and from the reports of Danish
borgerrådgivere. The codes never change; labels may be reworded. ``THEMES`` only seeds the register:
themes are rows that an office may relabel or retire.
"""

from collections.abc import Mapping

Codes = Mapping[str, str]

CONTACT_TYPES: Codes = {
    "klage": "Klage",
    "vejledning": "Vejledning",
    "vejvisning": "Vejvisning",
    "ros_forslag": "Ros eller forslag",
}
CHANNELS: Codes = {
    "telefon": "Telefon",
    "digital_post": "Digital Post",
    "brev": "Brev",
    "e_mail": "E-mail",
    "fremmoede": "Fremmøde",
    "via_politiker": "Via politiker",
    "via_borgerraadgiver": "Via borgerrådgiver",
    "andet": "Andet",
    "ukendt": "Ukendt",
}
# A complaint that comes in by one of these was made in conversation with the user (design: promise).
SPOKEN_CHANNELS = frozenset({"telefon", "fremmoede"})

ADDRESSEE_LEVELS: Codes = {
    "raadmand": "Rådmand",
    "direktoer": "Direktør",
    "forvaltningschef": "Forvaltningschef",
    "afdelingsleder": "Afdelingsleder",
    "medarbejder": "Medarbejder",
    "byraad_udvalg": "Byråd eller udvalg",
    "borgerraadgiver": "Borgerrådgiver",
    "andet": "Andet",
    "ukendt": "Ukendt",
}
COMPLAINT_KINDS: Codes = {
    "formalitet": "Formalitet",
    "realitet": "Realitet",
    "blandet": "Blandet",
    "uafklaret": "Uafklaret",
}
# A complaint of these kinds is (also) over a decision, and has a track of its own (domain.md 1.1).
OVER_DECISIONS = frozenset({"realitet", "blandet"})

CONTACT_PREFERENCES: Codes = {"ring": "Ring", "skriv": "Skriv", "tolk": "Ring med tolk"}
ON_BEHALF_OF: Codes = {
    "borgeren_selv": "Borgeren selv",
    "paaroerende": "Pårørende",
    "vaerge": "Værge",
    "partsrepraesentant": "Partsrepræsentant",
    "organisation": "Organisation",
}
MANDATES: Codes = {"ja": "Ja", "nej": "Nej", "afventer": "Afventer"}
URGENCIES: Codes = {"normal": "Normal", "haster": "Haster"}
RECURRENCES: Codes = {
    "enkeltstaaende": "Enkeltstående",
    "gentagen": "Gentagen",
    "systemisk": "Systemisk",
}
HANDLING_METHODS: Codes = {
    "telefonsamtale": "Telefonsamtale",
    "moede": "Møde",
    "skriftligt_svar": "Skriftligt svar",
    "videresendt": "Videresendt",
    "borgermaegler": "Borgermægler",
    "undersoegelse": "Undersøgelse",
    "orientering": "Til orientering",
}
OUTCOMES: Codes = {
    "medhold": "Medhold",
    "delvist_medhold": "Delvist medhold",
    "ikke_medhold": "Ikke medhold",
    "loest_i_dialog": "Løst i dialog",
    "trukket_tilbage": "Trukket tilbage",
    "afvist_kompetence": "Afvist, ikke vores kompetence",
    "oversendt_klageinstans": "Oversendt til klageinstans",
    "henlagt": "Henlagt",
}
UNIT_AGREED_ERROR: Codes = {
    "ja": "Ja",
    "delvist": "Delvist",
    "nej": "Nej",
    "ikke_vurderet": "Ikke vurderet",
}
PROCESS_STAGES: Codes = {
    "foerste_kontakt": "Første kontakt",
    "ansoegning": "Ansøgning",
    "oplysning_udredning": "Oplysning og udredning",
    "afgoerelse": "Afgørelse",
    "levering_ydelse": "Levering af ydelse",
    "opfoelgning": "Opfølgning",
    "klagebehandling": "Klagebehandling",
    "flere": "Flere",
    "ukendt": "Ukendt",
}
SEVERITIES: Mapping[int, str] = {1: "lav", 2: "middel", 3: "høj"}

DIRECTIONS: Codes = {"ud": "Udgående", "ind": "Indgående"}
CALL_RESULTS: Codes = {
    "talt_med": "Talt med borgeren",
    "ikke_truffet": "Ikke truffet",
    "besked_lagt": "Besked lagt",
    "forkert_nummer": "Forkert nummer",
    "intet_nummer": "Intet nummer",
    "oensker_ikke_samtale": "Ønsker ikke samtale",
    "ring_igen_aftalt": "Ring igen aftalt",
    "afbrudt": "Afbrudt",
}
CONVERSATION_RESULTS: Codes = {
    "afklaret_loest": "Afklaret eller løst",
    "klage_lagt_ned": "Klagen lagt ned",
    "fastholdt_skriftligt_svar": "Fastholdt, ønsker skriftligt svar",
    "fastholdt_genvurdering": "Fastholdt, genvurdering aftalt",
    "moede_aftalt": "Møde aftalt",
    "videregivet_afdeling": "Videregivet til afdelingen",
    "henvist_borgermaegler": "Henvist til borgermægler",
    "uddybet_videre_forloeb": "Uddybet, videre forløb oplyst",
}
GUIDANCE: Codes = {"ja": "Ja", "nej": "Nej", "ikke_relevant": "Ikke relevant"}
STANCES: Codes = {"fastholdes": "Fastholdes", "laegges_ned": "Lægges ned"}
FELT: Codes = {"ja": "Ja", "delvist": "Delvist", "nej": "Nej", "ikke_spurgt": "Ikke spurgt"}

CLOSING_KINDS: Codes = {
    "afsluttet": "Afsluttet",
    "genaabnet": "Genåbnet",
    "sammenlagt": "Lagt sammen med en anden sag",
    "skilt": "Skilt fra en anden sag",
}
COUNTINGS: Codes = {"doegn": "døgn (24 timer i træk)", "hverdage": "kun hverdage tæller"}

THEME_GROUPS: Codes = {
    "proces": "Proces",
    "relation": "Relation",
    "afgørelse": "Afgørelse",
    "ramme": "Ramme",
    "ydelse": "Ydelse",
    "andet": "Andet",
}
# code, label, group: the fifteen of domain.md 5.1 and "andet"
THEMES: tuple[tuple[str, str, str], ...] = (
    ("sagsbehandlingstid", "Lang sagsbehandlingstid", "proces"),
    ("manglende_svar", "Manglende svar / kan ikke få kontakt", "proces"),
    ("koordinering", "Manglende koordinering / skift af sagsbehandler", "proces"),
    ("sagsoplysning", "Oplysning og dokumentation", "proces"),
    ("aktindsigt", "Aktindsigt / egne oplysninger", "proces"),
    ("vejledning", "Manglende eller forkert vejledning", "relation"),
    ("inddragelse", "Manglende inddragelse / partshøring", "relation"),
    ("kommunikation", "Uforståelig eller utilstrækkelig kommunikation", "relation"),
    ("optraeden", "Optræden og respekt / ikke taget alvorligt", "relation"),
    ("begrundelse", "Begrundelse og klagevejledning", "afgørelse"),
    ("afgoerelse", "Afgørelsens indhold", "afgørelse"),
    ("serviceniveau", "Serviceniveau / forventningsafstemning", "ramme"),
    ("udfoerelse", "Udførelse af hjælp eller praktiske opgaver", "ydelse"),
    ("tilgaengelighed", "Digital og fysisk tilgængelighed", "ydelse"),
    ("databeskyttelse", "Tavshedspligt og persondata", "ramme"),
    ("andet", "Andet", "andet"),
)

# The work on a case (domain.md 4.1, 4.4, 4.5, 5.5, 5.6).
DECIDED_BY: Codes = {"kommunen": "Kommunen", "boerne_og_ungeudvalget": "Børne- og ungeudvalget"}
ARRIVALS: Codes = {"digital_post": "Digital Post", "brev": "Brev", "udleveret": "Udleveret eller sagt"}
GUIDANCE_IN_DECISION: Codes = {"ja": "Ja", "nej": "Nej", "ukendt": "Ukendt"}
REASSESS_RESULTS: Codes = {
    "medhold": "Medhold",
    "delvist_medhold": "Delvist medhold",
    "fastholdt": "Fastholdt",
}
APPEAL_BODIES: Codes = {
    "ankestyrelsen": "Ankestyrelsen",
    "ankestyrelsens_beskaeftigelsesudvalg": "Ankestyrelsens Beskæftigelsesudvalg",
    "styrelsen_for_patientklager": "Styrelsen for Patientklager",
    "klagenaevnet_for_specialundervisning": "Klagenævnet for Specialundervisning",
    "byggeklageenheden": "Byggeklageenheden",
    "anden": "Anden",
    "ingen": "Ingen",
}
APPEAL_RESULTS: Codes = {
    "stadfaestet": "Stadfæstet",
    "aendret": "Ændret",
    "ophaevet": "Ophævet",
    "hjemvist": "Hjemvist",
    "afvist": "Afvist",
}
STEP_STATES: Codes = {"aaben": "Åben", "holdt": "Holdt", "flyttet": "Flyttet", "brudt": "Brudt"}
MEDIATION_KINDS: Codes = {
    "borgermaegler": "Borgermægler",
    "ekstern_maegler": "Ekstern mægler",
    "dialogmoede": "Dialogmøde uden mægler",
}
MEDIATION_OUTCOMES: Codes = {
    "dialog_genoprettet": "Dialogen er genoprettet",
    "aftale": "Aftale indgået",
    "videreformidlet_utilfredshed": "Utilfredsheden er videreformidlet",
    "ingen_aftale": "Ingen aftale",
    "borger_fortroed": "Borgeren fortrød",
    "ikke_afholdt": "Ikke afholdt",
}
ACTORS: Codes = {
    "borger": "Borger",
    "sagsbehandler": "Sagsbehandler",
    "leder": "Leder",
    "anden_forvaltning": "Anden forvaltning",
    "klageinstans": "Klageinstans",
    "ekstern": "Ekstern",
}
ACCOUNTS: Codes = {"borger": "Borgeren", "akter": "Akterne", "medarbejder": "Medarbejderen"}
EXPERIENCES: Mapping[int, str] = {
    -2: "meget dårlig",
    -1: "dårlig",
    0: "neutral",
    1: "god",
    2: "meget god",
}
CAUSES: Codes = {
    "arbejdsgang": "Arbejdsgang",
    "kommunikation_sprog": "Kommunikation og sprog",
    "kompetence_viden": "Kompetence og viden",
    "kapacitet": "Kapacitet",
    "samarbejde_snitflade": "Samarbejde og snitflader",
    "it_system": "It-system",
    "regel_serviceniveau": "Regel eller serviceniveau",
    "forventning": "Forventning",
    "enkeltstaaende_fejl": "Enkeltstående fejl",
}
CONTACTED: Codes = {"afdeling": "Afdelingen", "leder": "Lederen", "medarbejder": "Medarbejderen"}
SOLUTION_RESULTS: Codes = {
    "loest": "Løst",
    "delvist_loest": "Delvist løst",
    "ikke_loest": "Ikke løst",
    "afventer": "Afventer",
}
NATURES: Codes = {
    "brud_paa_regel": "Brud på en regel",
    "daarlig_oplevelse": "Dårlig oplevelse",
    "begge": "Begge dele",
    "intet_galt": "Intet galt",
}

# The loop from complaint to change (domain.md 4.3). No level is a single employee: seed S1 asks for no
# control of persons, and a lesson about one would not be one.
LESSON_LEVELS: Codes = {"afdeling": "Afdeling", "forvaltning": "Forvaltning", "kommune": "Kommune"}
EYE_LEVEL: Codes = {"ja": "Ja", "delvist": "Delvist", "nej": "Nej", "ikke_vurderet": "Ikke vurderet"}
ACTION_KINDS: Codes = {
    "arbejdsgang": "Arbejdsgang",
    "brevskabelon": "Brevskabelon",
    "vejledningsmateriale": "Vejledningsmateriale",
    "kompetence": "Kompetence",
    "it": "It",
    "bemanding": "Bemanding",
    "serviceinformation": "Serviceinformation",
    "andet": "Andet",
}
ACTION_STATUSES: Codes = {
    "foreslaaet": "Foreslået",
    "aftalt": "Aftalt",
    "i_gang": "I gang",
    "gennemfoert": "Gennemført",
    "effekt_vurderet": "Effekt vurderet",
    "afvist": "Afvist",
}
