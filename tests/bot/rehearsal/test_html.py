"""parse_mode HTML: what becomes text, what becomes entities, and what is refused."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsal.entities import finished
from bot.rehearsal.html import parse_html
from bot.rehearsal.refusals import RefusalError
from bot.rehearsal.shapes import Json, Words, utf16


def entity(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


READ = [
    ("plain", "plain", []),
    ("<b>a</b>c", "ac", [entity("bold", 0, 1)]),
    ("<STRONG>a</strong>", "a", [entity("bold", 0, 1)]),
    ("🙂<i>a</i>", "🙂a", [entity("italic", 2, 1)]),
    ("<b>x<i>y</i></b>", "xy", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    ("<u>a</u><s>b</s><del>c</del>", "abc", [entity("underline", 0, 1), entity("strikethrough", 1, 1),
                                             entity("strikethrough", 2, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
    ("<code>a</code>", "a", [entity("code", 0, 1)]),
    ('<pre><code class="language-python">a</code></pre>', "a", [entity("pre", 0, 1, language="python")]),
    ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    ('<a href="https://example.org/x?a=1&amp;b=2">a</a>', "a",
     [entity("text_link", 0, 1, url="https://example.org/x?a=1&b=2")]),
    ("<a href='example.org'>a</a>", "a", [entity("text_link", 0, 1, url="http://example.org/")]),
    ('<a href="tel:+15550100">call</a>', "call", []),
    ('<tg-emoji emoji-id="5368324170671202286">🙂</tg-emoji>', "🙂",
     [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")]),
    ("<b></b>a", "a", []),
    ("<b class=x id='y' >a</b>", "a", [entity("bold", 0, 1)]),
    ("<a href=Example.org>a</a>", "a", [entity("text_link", 0, 1, url="http://example.org/")]),
    ("<a href=>example.org</a>", "example.org", [entity("text_link", 0, 11, url="http://example.org/")]),
    ('<a href="https:///x">a</a>', "a", []),
    ('<a href="http://localhost">a</a>', "a", []),
    ("a &lt;b&gt; &amp; &quot;c&quot; &#33; &#x21;", 'a <b> & "c" ! !', []),
    ("fish &chips; &#0; &", "fish &chips; &#0; &", []),
    ("<b>a</>", "a", [entity("bold", 0, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_tags_become_entities_that_count_utf16_units(source: str, text: str, entities: list[Json]) -> None:
    assert parse_html(source) == Words(text, tuple(entities))


REFUSED = [
    ("é<h1>", 'Unsupported start tag "h1" at byte offset 2'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("a<b class", 'Unclosed start tag "b" at byte offset 1'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=x", "Unclosed start tag at byte offset 0"),
    ("é<a href=x?y>", "Unexpected end of name token at byte offset 10"),
    ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
    ('<a href="x>y', "Unclosed start tag at byte offset 0"),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<b ="x">y</b>', 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
]


@pytest.mark.parametrize(("source", "words"), REFUSED)
def test_bad_html_is_refused_with_its_place_in_bytes(source: str, words: str) -> None:
    with pytest.raises(RefusalError) as no:
        parse_html(source)
    assert no.value.description == f"Bad Request: can't parse entities: {words}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text).replace("&#x27;", "'")) == Words(text)


@given(st.text(alphabet="<>/ab &;\"'=🙂", max_size=40))
def test_whatever_is_sent_is_either_read_or_refused(source: str) -> None:
    try:
        words = parse_html(source)
    except RefusalError as no:
        assert no.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017 - either is right
        return
    assert all(e["offset"] + e["length"] <= utf16(words.text) for e in words.entities)


FINISHED = [
    (Words("  /start x \n"), Words("/start x", (entity("bot_command", 0, 6),))),
    (Words("🙂 /plan@my_bot"), Words("🙂 /plan@my_bot", (entity("bot_command", 3, 12),))),
    (Words("and/or 1/2 </b>"), Words("and/or 1/2 </b>")),
    (Words("a\r\nb\tc"), Words("a\nb c")),
    (Words("see https://example.org/x."), Words("see https://example.org/x.", (entity("url", 4, 21),))),
    (Words("@someone me@example.org #day"), Words("@someone me@example.org #day", (
        entity("mention", 0, 8), entity("email", 9, 14), entity("hashtag", 24, 4)))),
    (Words("  ab  ", (entity("bold", 2, 4),)), Words("ab", (entity("bold", 0, 2),))),
    (Words("  ab", (entity("bold", 0, 4),)), Words("  ab", (entity("bold", 0, 4),))),
    (Words("/x", (entity("code", 0, 2),)), Words("/x", (entity("code", 0, 2),))),
    (Words("a  ", (entity("bold", 1, 2),)), Words("a")),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "shown"), FINISHED)
def test_a_text_is_trimmed_and_what_telegram_finds_is_marked(given_: Words, shown: Words) -> None:
    assert finished(given_) == shown
