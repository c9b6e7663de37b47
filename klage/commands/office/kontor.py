"""``klage kontor``: what the office has set, on one page, and the table of commands that set it."""

from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, say
from klage.danish_cli import CommandRow, command_help
from klage.domain import danish, mediator, office_words
from klage.domain.calendar.calendar import LETTER_DAYS
from klage.domain.child_concern import RECEIVER_KEY
from klage.domain.forgetting import rule_sentence
from klage.domain.promise import DEFAULT_OPENING_HOURS
from klage.domain.vocabulary import THEMES
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.session import Session
from klage.store import mediators, office
from klage.store.forget import forgetting

COMMANDS = "Kommandoer"

KONTOR = (
    CommandRow("", "klage.commands.office.kontor:overview", "show", COMMANDS, "Vis, hvad kontoret har sat.", ("vis",), pages=True),
    CommandRow("ordning", "klage.commands.office.scheme:ordning", "scheme", COMMANDS, "Se og ret, hvem løftet om 24 timer omfatter."),
    CommandRow("afdelinger", "klage.commands.office.departments:afdelinger", "departments", COMMANDS, "Se og ret afdelingerne.", pages=True),
    CommandRow("temaer", "klage.commands.office.themes:temaer", "themes", COMMANDS, "Se og ret temaerne.", pages=True),
    CommandRow("lukkedage", "klage.commands.office.days:lukkedage", "closing-days", COMMANDS, "Se og ret de dage, hvor der er lukket.", pages=True),
    CommandRow("aabningstid", "klage.commands.office.days:aabningstid", "opening-hours", COMMANDS, "Se og ret ugens åbningstid.", ("åbningstid",)),
    CommandRow("brevdage", "klage.commands.office.letters:brevdage", "letter-days", COMMANDS, "Se og ret, hvor længe et brev er undervejs."),
    CommandRow("grundtal", "klage.commands.office.base_numbers:grundtal", "base-numbers", COMMANDS, "Se og ret det, klagerne holdes op mod i beretningen."),
    CommandRow("beretningsaar", "klage.commands.office.report_year:beretningsaar", "report-year", COMMANDS, "Se og ret, hvornår beretningsåret begynder.", ("beretningsår",)),
    CommandRow("ambassadoerer", "klage.commands.office.departments:ambassadoerer", "ambassadors", COMMANDS, "Se og ret afdelingernes ambassadører.", ("ambassadører",), pages=True),
    CommandRow("maeglere", "klage.commands.office.mediators:maeglere", "mediators", COMMANDS, "Se og ret de mæglere, borgere kan henvises til.", ("mæglere",)),
    CommandRow("sletning", "klage.commands.office.deletion:sletning", "deletion", COMMANDS, "Se og ret, hvornår gamle sager må anonymiseres."),
    CommandRow("skabeloner", "klage.commands.office.templates:skabeloner", "templates", COMMANDS, "Se og ret brevenes tekst.", pages=True),
    CommandRow("cron", "klage.commands.office.cron:cron", "cron", COMMANDS, "Få morgenlisten sendt af sig selv."),
    CommandRow("udfyldning", "klage.commands.office.completion:udfyldning", "completion", COMMANDS, "Få kommandoer og sagsnumre skrevet færdige med Tab."),
    CommandRow("navn", "klage.commands.office.kontor:navn", "name", COMMANDS, "Se og ret de navne, der bruges i breve."),
)  # fmt: skip

NEXT_CLOSING_DAYS = 5
DEFAULT = "(Standard.)"


@command_help("""
    Eksempler:

      klage kontor
      klage kontor ordning --hjaelp

    Alt har en standard, så intet behøver at være sat før den første klage.
""")
def overview(ctx: typer.Context) -> None:
    """Show everything the office has set, and the defaults where it has set nothing."""
    session: Session = ctx.obj
    parts = (
        _names,
        _scheme,
        _hours,
        _closing_days,
        _letters,
        _departments,
        _ambassadors,
        _mediators,
        _themes,
        _deletion,
    )
    options.show_page(session, Page("Kontoret", [part(session) for part in parts]))


def _names(session: Session) -> Section:
    found = [
        Field(label, office.setting(session.register, key)) for key, label in office_words.SETTINGS.items()
    ]
    missing = (
        []
        if any(field.value for field in found)
        else ["Ikke sat. Bruges i breve; sæt det med klage kontor navn."]
    )
    return Section("Navn", fields=found, paragraphs=missing)


def _scheme(session: Session) -> Section:
    phases = [office_words.phase_sentence(policy) for policy in office.policies(session.register)]
    return Section("Ordning", paragraphs=phases or [f"{office_words.default_sentence()} {DEFAULT}"])


def _hours(session: Session) -> Section:
    hours = office.opening_hours(session.register)
    default = f" {DEFAULT}" if hours == DEFAULT_OPENING_HOURS else ""
    return Section("Åbningstid", paragraphs=[office_words.week_sentence(hours) + default])


def _closing_days(session: Session) -> Section:
    coming = [
        f"{danish.long_day(day)}: {name}"
        for day, name in office.closing_days(session.register).items()
        if day >= session.today
    ]
    more = len(coming) - NEXT_CLOSING_DAYS
    own = coming[:NEXT_CLOSING_DAYS] + ([f"og {danish.count(more, 'dag', 'dage')} til"] if more > 0 else [])
    always = "Der er altid lukket i weekender, på helligdage, grundlovsdag og 24. og 31. december."
    return Section(
        "Lukkedage", paragraphs=[always, *(own or [f"Kontoret har ingen egne lukkedage. {DEFAULT}"])]
    )


def _letters(session: Session) -> Section:
    days = office.letter_days(session.register)
    default = f" {DEFAULT}" if days == LETTER_DAYS else ""
    return Section("Breve", paragraphs=[office_words.letter_sentence(days) + default])


def _departments(session: Session) -> Section:
    found = office.departments(session.register)
    active = office_words.ordered_departments(d.name for d in found if d.active)
    retired = office_words.ordered_departments(d.name for d in found if not d.active)
    if not found:
        return Section(
            "Afdelinger", paragraphs=[f"En afdeling oprettes, når den nævnes i en klage. {DEFAULT}"]
        )
    fields = [Field("I brug", danish.enumeration(active)), Field("Nedlagt", danish.enumeration(retired))]
    return Section("Afdelinger", fields=fields)


def _ambassadors(session: Session) -> Section:
    now = session.today
    serving = [
        Field(a.department, f"{a.name}, leder {a.leader}" if a.leader else a.name)
        for a in office.ambassadors(session.register)
        if a.first_day <= now and (a.last_day is None or a.last_day >= now)
    ]
    fields = sorted(serving, key=lambda field: danish.sort_key(field.label))
    return Section("Ambassadører", fields=fields, paragraphs=[] if fields else [f"Ingen endnu. {DEFAULT}"])


def _mediators(session: Session) -> Section:
    active = [mediator.contact(each) for each in mediators.all_of(session.register) if each.active]
    return Section("Mæglere", paragraphs=[f"{each}." for each in active] or [f"Ingen endnu. {DEFAULT}"])


def _themes(session: Session) -> Section:
    found = office.themes(session.register)
    active = sum(theme.active for theme in found)
    retired = f" og {danish.number(len(found) - active)} nedlagt" if active < len(found) else ""
    is_default = [(t.code, t.label, t.group) for t in found] == list(THEMES) and not retired
    text = f"{danish.count(active, 'tema', 'temaer')} i brug{retired}."
    return Section("Temaer", paragraphs=[f"{text} {DEFAULT}" if is_default else text])


def _deletion(session: Session) -> Section:
    return Section("Sletning", paragraphs=[rule_sentence(forgetting.rule(session.register))])


@command_help("""
    Eksempler:

      klage kontor navn
      klage kontor navn "Havnsø Kommune"
      klage kontor navn "Havnsø Kommune" --kontor Borgervejledningen
      klage kontor navn --telefon "12 34 56 78"

    Navnene og telefonnummeret bruges i breve til borgerne. Den, der modtager
    underretninger, nævnes, når en klage rummer en bekymring for et barn:

      klage kontor navn --underretninger "Familiehuset, tlf. 10 20 30 40"
""")
def navn(
    ctx: typer.Context,
    municipality: Annotated[
        str | None, typer.Argument(metavar="KOMMUNE", help="Kommunens navn.", show_default=False)
    ] = None,
    unit: Annotated[str | None, typer.Option("--kontor", metavar="NAVN", help="Kontorets navn.")] = None,
    phone: Annotated[
        str | None, typer.Option("--telefon", metavar="NUMMER", help="Kontorets telefonnummer.")
    ] = None,
    receiver: Annotated[
        str | None, typer.Option("--underretninger", metavar="HVEM", help="Hvem der modtager underretninger.")
    ] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """Show or set the names that letters use."""
    session: Session = ctx.obj
    only_one({"KOMMUNE": municipality or unit or phone or receiver, "--json": json, "--csv": csv})
    typed = {
        "municipality": (municipality, "KOMMUNE"),
        "office": (unit, "--kontor"),
        "phone": (phone, "--telefon"),
        RECEIVER_KEY: (receiver, "--underretninger"),
    }
    values = {
        key: office_words.line_from(text, name) for key, (text, name) in typed.items() if text is not None
    }
    if not values:
        options.show(session, _name_list(session), json=json, csv=csv, plain=plain, names=False)
        return
    session.create()
    with session.write("kontor navn") as writer:
        for key, value in values.items():
            office.set_setting(writer, key, value)
    say(*(f"{office_words.SETTINGS[key]}: {value}." for key, value in values.items()))


def _name_list(session: Session) -> Listing:
    return Listing(
        columns=(Column("key", "Nøgle", only="data"), Column("label", "Hvad"), Column("value", "Navn")),
        rows=[
            (key, label, office.setting(session.register, key))
            for key, label in office_words.SETTINGS.items()
        ],
        empty="",
    )
