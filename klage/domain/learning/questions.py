"""Questions to take up at a department's meeting: one for each cause and one for each theme.

Source: seed S4 ("systematisk vidensdeling", and ambassadors who see to it that experience becomes new ways
of working) and seed S5 (learning from complaints in dialogue). They are open, about the work and not about
persons, and ask for something that can be changed.
"""

from collections.abc import Iterable, Mapping

BY_CAUSE: Mapping[str, str] = {
    "arbejdsgang": "Hvad er det mindste, vi kan lave om i arbejdsgangen, så det ikke sker igen?",
    "kommunikation_sprog": "Hvis en borger læste vores seneste breve højt for os, hvad ville vi så skrive om?",
    "kompetence_viden": "Hvornår er vi i tvivl, og hvem spørger vi så?",
    "kapacitet": (
        "Når vi ikke kan nå det hele, hvad lover vi så borgerne, og hvordan siger vi det, der må vente?"
    ),
    "samarbejde_snitflade": (
        "Hvem taler med borgeren, når flere er om den samme sag, og hvordan ved borgeren det?"
    ),
    "it_system": "Hvad gør vi uden om systemet i dag, og hvad betyder det for borgeren?",
    "regel_serviceniveau": (
        "Hvordan forklarer vi en regel, vi ikke kan ændre, så borgeren kan se, at vi har set på netop den sag?"
    ),
    "forventning": "Hvad tror borgeren, der sker efter den første samtale, og hvad sker der så?",
    "enkeltstaaende_fejl": (
        "Hvordan opdager vi en fejl, før borgeren gør det, og hvad siger vi, når den er sket?"
    ),
}
BY_THEME: Mapping[str, str] = {
    "sagsbehandlingstid": (
        "Hvad fortæller vi borgerne om ventetiden, og hvornår hører de fra os, uden at de selv har ringet?"
    ),
    "manglende_svar": "Hvad sker der med en besked, når den, den er til, ikke er på arbejde?",
    "koordinering": "Hvordan får en borger at vide, at sagen har fået en ny sagsbehandler?",
    "sagsoplysning": "Hvilke oplysninger beder vi om mere end én gang, og hvorfor?",
    "aktindsigt": (
        "Hvad kunne vi have vist borgeren fra begyndelsen, så ingen havde behøvet at bede om aktindsigt?"
    ),
    "vejledning": "Hvilke råd giver vi mundtligt, som borgeren burde have på skrift?",
    "inddragelse": "Hvornår i forløbet spørger vi borgeren, og hvornår er det for sent?",
    "kommunikation": "Hvilket af vores breve får vi flest spørgsmål til, og hvad er det, man ikke kan se i det?",
    "optraeden": "Hvad gør, at en borger føler sig mødt i øjenhøjde hos os, også når svaret er nej?",
    "begrundelse": "Kan man se i vores afslag, hvad vi har lagt vægt på, og hvordan man klager?",
    "afgoerelse": "Hvad kan borgeren nå at rette eller tilføje, før vi afgør sagen?",
    "serviceniveau": "Hvornår siger vi, hvad kommunen ikke kan tilbyde, og er det tidligt nok?",
    "udfoerelse": "Hvem ringer til borgeren, når den aftalte hjælp ikke kommer, og hvor hurtigt?",
    "tilgaengelighed": "Hvordan får man fat i os, hvis man ikke kan bruge den digitale vej?",
    "databeskyttelse": "Hvor kan andre komme til at se eller høre noget, der kun er borgerens?",
    "andet": "Hvad er det ved klagerne, vi ikke har et ord for?",
}
MOST = 5
"""More than a meeting can take up are not asked."""


def about(causes: Iterable[str | None], themes: Iterable[str | None]) -> tuple[str, ...]:
    """Return the questions to take up, each once: of the causes first, then of the themes."""
    found = [
        *(BY_CAUSE.get(cause or "") for cause in causes),
        *(BY_THEME.get(theme or "") for theme in themes),
    ]
    return tuple(dict.fromkeys(question for question in found if question))[:MOST]
