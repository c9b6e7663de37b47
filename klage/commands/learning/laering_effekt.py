"""Did an action help? The complaints before and after it, and what may be said of them."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.danish_cli import command_help
from klage.output.report.effects import effect_object, effect_page
from klage.output.show import show_object
from klage.store import office
from klage.store.report import effects

if TYPE_CHECKING:
    from klage.session import Session


@command_help("""
    Eksempler:

      klage laering effekt 3
      klage laering effekt 3 --json

    Klager over det samme tema, den samme afdeling og den samme fase som i
    læringspunktet tælles lige mange dage før og efter handlingen: mindst 28
    og højst 365. Dagen selv og i dag tæller ikke med. En forskel kaldes større
    end tilfældet, når tilfældet alene giver den højst 5 gange ud af 100.
""")
def effekt(
    ctx: typer.Context,
    action: Annotated[int, typer.Argument(metavar="H", help="Handlingens nummer.", min=1, max=999_999)],
    json: options.Json = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """Show the complaints before and after an action."""
    session: Session = ctx.obj
    style = options.style_of(session, json=json, csv=False, plain=plain)
    found = effects.of_action(session.register, action, session.today)
    if style == "json":
        show_object(effect_object(found), stream=sys.stdout)
        return
    options.show_page(
        session,
        effect_page(found, office.theme_labels(session.register)),
        plain=style == "plain",
        names=names,
    )
