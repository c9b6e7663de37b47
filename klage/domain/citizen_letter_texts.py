"""The letters that klage comes with; an office may put its own in their place.

Plain Danish: to *du*, one thing at a time, no blame and no decision. The 24 hours are told as the promise
they are (seed S1), never as law. A line that begins with ``# `` is the heading.
"""

_HEAD = "{kommune}\n{kontor}\n\n{dato}\n\n"
_FOOT = "\n\nVenlig hilsen\n\n{kontor}\n{kommune}\n"
_CALL_US = "Du kan ringe til os på {kontor_telefon}. {åbningstid}"

RECEIPT = (
    _HEAD
    + """# Vi har modtaget din klage

{hilsen}

Vi modtog din klage {modtaget}. Den har sagsnummer {sagsnummer} hos os.

{ringer}

{om_afgørelsen}

Har du spørgsmål, eller er der mere, vi skal vide? """
    + _CALL_US
    + _FOOT
)

NOT_REACHED = (
    _HEAD
    + """# Vi vil gerne tale med dig om din klage

{hilsen}

Vi modtog din klage {modtaget}. Den har sagsnummer {sagsnummer} hos os.

Vi vil gerne høre mere om den og fortælle, hvad der sker nu. Vi har ringet til dig {forsøg}, men vi fik ikke talt sammen.

"""
    + _CALL_US
    + """ Du kan også skrive, hvornår det passer dig, og hvilket nummer vi skal ringe til.

Vil du hellere have svar på skrift, så sig det til os. Vi behandler din klage, også hvis vi ikke får talt sammen.

{om_afgørelsen}"""
    + _FOOT
)

AGREEMENT = (
    _HEAD
    + """# Det aftalte vi

{hilsen}

Tak for samtalen {samtale} om din klage med sagsnummer {sagsnummer}. Det her aftalte vi:

{aftale}

{næste_skridt}

Har vi forstået noget forkert, eller er noget glemt, så sig det til os. """
    + _CALL_US
    + """

{om_afgørelsen}"""
    + _FOOT
)

FORWARDED = (
    _HEAD
    + """# Vi har sendt din klage videre

{hilsen}

Vi modtog din klage {modtaget}. Den har sagsnummer {sagsnummer} hos os.

Det er ikke os, der kan behandle den. Derfor har vi sendt den videre til {myndighed}. Når en klage er kommet til en anden myndighed end den rette, skal den så vidt muligt sendes videre (forvaltningsloven § 7, stk. 2).

Du behøver ikke sende den selv. Har du spørgsmål til behandlingen, kan du spørge {myndighed}.

Gælder der en frist for din klage, løber den, også mens klagen er undervejs. Om fristen er overholdt, afgør den myndighed, der behandler klagen.

Har du spørgsmål til os? """
    + _CALL_US
    + _FOOT
)
