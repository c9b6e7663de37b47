"""HTML mail becomes the text that its reader saw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.intake.mail.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>En</p><p>To</p>", "En\n\nTo"),
        ("<div>En</div><div>To</div>", "En\nTo"),
        ("En<br>To<br/><br>Tre", "En\nTo\n\nTre"),
        ("<ul><li>En</li><li>To</li></ul>Efter", "- En\n- To\n\nEfter"),
        ("Se <a href='https://a.dk'>her</a>.", "Se her."),
        ("<table><tr><td>En</td><td>To</td></tr><tr><th>Tre</th></tr></table>", "En To\nTre"),
        ("  Mange \n  mellemrum\t her ", "Mange mellemrum her"),
        ("<pre>  To\n    linjer</pre>", "  To\n    linjer"),
        ("&AElig;&oslash;&#229;&nbsp;&lt;x&gt;", "Æøå <x>"),
        ("<script>ond()</script><style>p{}</style><title>T</title>Hej", "Hej"),
        ("<div style='display: none'>spor<div>er</div></div>Hej", "Hej"),
        ("<span hidden>spor</span><p style='FONT-SIZE:0px'>x</p>Hej", "Hej"),
        ("<p style='font-size:0.9em'>Hej</p>", "Hej"),
        ("<img style='display:none' src=x>Hej", "Hej"),
        ("<div style='display:none'>Alt er skjult", "Alt er skjult"),
        (
            "<p>Svar</p><blockquote>Spurgt<blockquote>Før</blockquote></blockquote>Slut",
            "Svar\n\n> Spurgt\n>> Før\nSlut",
        ),
        ("</blockquote></pre></p>Hej", "Hej"),
        ("<p>En</p>\n\n<p>&nbsp;</p>\n<p></p><p>To</p>", "En\n\nTo"),
        ("<unknown>Hej</unknown> <b>der", "Hej der"),
        ("<!-- skjult -->Hej<![CDATA[x]]>", "Hej"),
        ("", ""),
    ],
)
def test_what_is_read(html: str, text: str) -> None:
    """Paragraphs, lines, lists, tables and quotations; nothing that is hidden, unless that is all there is."""
    assert text_of(html) == text


@given(st.text(alphabet="<>/&;='\" abdiloqpuv\n!-", max_size=300))
def test_any_html(html: str) -> None:
    """Nothing raises, and there are never two empty lines in a row."""
    assert "\n\n\n\n" not in text_of(html)
