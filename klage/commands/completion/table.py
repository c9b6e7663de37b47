"""Which values belong to which option: one table, so that a new option cannot be forgotten.

An option is looked up under its command, then under its own name, then under the word that stands for
its value on the help page; a test sees that every one of them is found.
"""

from collections.abc import Mapping

from klage.commands.completion import sources
from klage.commands.completion.sources import Source, codes, nothing, of
from klage.domain import danish, mediator
from klage.domain import vocabulary as words
from klage.output.shell.answer import FILES, FOLDERS

KINDS: Mapping[Source, str] = {sources.files: FILES, sources.folders: FOLDERS}
"""What the shell itself knows better."""

YES_NO = of("ja", "nej")

BY_COMMAND: Mapping[tuple[str, str], Source] = {
    ("klage genaabn", "NR"): sources.closed_cases,
    ("klage loefte", "ORD"): of("holdt", "flyt", "brudt"),
    ("klage genvurdering", "--resultat"): codes(words.REASSESS_RESULTS),
    ("klage genvurdering", "--vejledning"): codes(words.GUIDANCE_IN_DECISION),
    ("klage maegling", "--art"): codes(words.MEDIATION_KINDS),
    ("klage maegling", "--udfald"): codes(words.MEDIATION_OUTCOMES),
    ("klage indsats", "--art"): codes(words.NATURES),
    ("klage indsats", "--resultat"): codes(words.SOLUTION_RESULTS),
    ("klage brev", "--format"): of("txt", "docx"),
    ("klage brev", "--skabelon"): sources.letters,
    ("klage eksport", "--format"): of("csv", "jsonl"),
    ("klage rapport", "--format"): of("md", "html", "docx", "xlsx", "csv", "json"),
    ("klage laering brev", "--format"): of("txt", "md"),
    ("klage laering handling", "--type"): codes(words.ACTION_KINDS),
    ("klage laering handling", "--ret"): sources.actions,
    ("klage laering anbefaling", "--punkt"): sources.lessons,
    ("klage kontor afdelinger", "--nedlaeg"): sources.departments,
    ("klage kontor afdelinger", "--omdoeb"): sources.departments,
    ("klage kontor afdelinger", "--genopliv"): sources.retired_departments,
    ("klage kontor temaer", "--genopliv"): sources.retired_themes,
    ("klage kontor maeglere", "--art"): codes(mediator.KINDS),
    ("klage kontor skabeloner", "--fil"): sources.files,
}

BY_OPTION: Mapping[str, Source] = {
    "--adressat": codes(words.ADDRESSEE_LEVELS),
    "--afdeling": sources.departments,
    "--afgjort": codes(words.APPEAL_RESULTS),
    "--aktoer": codes(words.ACTORS),
    "--ankomst": codes(words.ARRIVALS),
    "--aarsag": codes(words.CAUSES),
    "--dag": of(*danish.WEEKDAYS),
    "--enhed": sources.departments,
    "--fase": codes(words.PROCESS_STAGES),
    "--fejl": codes(words.UNIT_AGREED_ERROR),
    "--forventning": codes(words.EYE_LEVEL),
    "--gruppe": codes(words.THEME_GROUPS),
    "--henvendelse": codes(words.CONTACT_TYPES),
    "--hoert": codes(words.FELT),
    "--forstaaet": codes(words.FELT),
    "--alvorligt": codes(words.FELT),
    "--kanal": codes(words.CHANNELS),
    "--kilde": codes(words.ACCOUNTS),
    "--klagen-fortsaetter": YES_NO,
    "--kontakt": codes(words.CONTACT_PREFERENCES),
    "--med": codes(words.CONTACTED),
    "--metode": codes(words.HANDLING_METHODS),
    "--niveau": codes(words.LESSON_LEVELS),
    "--oejenhoejde": codes(words.EYE_LEVEL),
    "--oversendt": codes(words.APPEAL_BODIES),
    "--regn": codes(words.COUNTINGS),
    "--resultat": codes(words.OUTCOMES),
    "--ret": nothing,
    "--samtale": codes(words.CONVERSATION_RESULTS),
    "--samtykke": YES_NO,
    "--wordskabelon": sources.files,
    "--slet": nothing,
    "--truffet-af": codes(words.DECIDED_BY),
    "--type": codes(words.COMPLAINT_KINDS),
    "--udfald": codes(words.CALL_RESULTS),
}

OWN_WORDS = """
    DATO TID KL ÅR KVARTAL MÅNED DAG DAGE MÅNEDER TAL PROCENT KODE
    NAVN TEKST ORD HVEM ROLLE ROLLER STED ADRESSE NUMMER KOMMUNE LISTE NØGLE
"""
"""What stands for values that only the user knows."""

BY_WORD: Mapping[str, Source] = {
    **dict.fromkeys(("NR", "NR..."), sources.open_cases),
    **dict.fromkeys(("N",), sources.lessons),
    **dict.fromkeys(("H",), sources.actions),
    "A": sources.recommendations,
    **dict.fromkeys(("TEMA", "TEMA[:ALVOR]"), sources.themes),
    "AFDELING": sources.departments,
    "EMNE": sources.topics,
    "bash|zsh|fish": of("bash", "zsh", "fish"),
    "UDFALD": codes(words.CALL_RESULTS),
    "STATUS": codes(words.ACTION_STATUSES),
    "SKABELON": sources.letters,
    "FIL": sources.files,
    "MAPPE": sources.folders,
    "-": of("-"),
    **dict.fromkeys(OWN_WORDS.split(), nothing),
}


def source_of(command: str, names: list[str], word: str) -> Source | None:
    """Return where the values of a parameter come from.

    Args:
        command: The command's path, such as ``klage kontor temaer``.
        names: The option's names; of an argument none.
        word: What stands for the value on the help page.
    """
    own = next((BY_COMMAND[command, name] for name in [*names, word] if (command, name) in BY_COMMAND), None)
    return own or next((BY_OPTION[name] for name in names if name in BY_OPTION), None) or BY_WORD.get(word)
