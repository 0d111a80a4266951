use app::markdown::{self, Dialect};
use proptest::prelude::*;

use super::*;

const DIALECTS: [Dialect; 2] = [Dialect::Review, Dialect::Comment];
const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// Pieces of Markdown and of attacks, to be put together at random.
const FRAGMENTS: &[&str] = &[
    "a",
    "b ",
    "é",
    "\u{a0}",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\r",
    "\t",
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "    ",
    "  ",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```\n",
    "```js\n",
    "~~~ a\"b\n",
    "|",
    "||",
    "\\|",
    "||a||",
    "||*a*||",
    "*||a*||",
    "[",
    "]",
    "(",
    ")",
    "](",
    "](/a)",
    "](#b)",
    "](//c.example)",
    "](https://d.example)",
    "](http://é.example/)",
    "](javascript:alert(1))",
    "](JAVASCRIPT&colon;alert(1))",
    "](java&Tab;script:x)",
    "](<java\tscript:x>)",
    "](data:text/html,x)",
    "](mailto:a@b.example)",
    "](mailto://a)",
    "](https://a:b@c)",
    "](https://1.2.3.256/)",
    "](https://xn--a)",
    "](/\\a)",
    "](/ \"t\")",
    "](/ 't\" onclick=\"x')",
    "![",
    "![a](",
    "![a](media:0/8x6.png)",
    "![a](media:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/8x6.png)",
    "![a](media:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/8x6.svg \"t\")\n\n",
    "![](missing:x)",
    "\n\n![a](missing:<b>)\n\n",
    "![a](https://a.example/b.png)",
    "![\" onerror=\"x](/)",
    "https://a.example",
    "http://",
    "https://a.example/(b)",
    "https://a.example/?a=1&b=2",
    "HTTPS://[::1]",
    "http://a b",
    "<",
    ">",
    "&",
    "\"",
    "'",
    "&amp;",
    "&lt;script&gt;",
    "&#0;",
    "&#13;",
    "&#10;",
    "&#60;",
    "&nbsp;",
    "&colon;",
    "&#x202e;",
    "<script>alert(1)</script>",
    "<script>",
    "</script>",
    "<style>",
    "<svg><style>",
    "<math><mi>",
    "<textarea>",
    "<iframe src=x>",
    "<img src=x onerror=alert(1)>",
    "<a href=javascript:x>",
    "<b onclick=x>",
    "<p style=\"x\">",
    "</p>",
    "</a>",
    "</label>",
    "<input>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?x",
    "<https://a.example>",
    "<javascript:x>",
    "<a@b.example>",
    "- ",
    "1. ",
    "7) ",
    "> ",
    "# ",
    "### ",
    "---\n",
    "===\n",
    "|a|b|\n|-|-|\n|c|d|\n",
    "[^1]",
    "\n[^1]: ",
    "\n[a]: javascript:x\n",
    "\n[a]: /b \"c\"\n",
];

fn nasty() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..40).prop_map(|all| all.concat())
}

/// The start tags of HTML, without what is only text or the value of an attribute.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .collect()
}

/// The names and values of a tag's attributes. The renderer escapes quotes inside of values.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let Some((_, rest)) = tag.split_once(' ') else {
        return Vec::new();
    };
    let mut parts = rest.split('"');
    let mut attributes = Vec::new();
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        attributes.push((name.trim().trim_end_matches('='), value));
    }
    attributes
}

fn assert_harmless(html: &str) {
    let lower = html.to_lowercase();
    for tag in [
        "<script",
        "<style",
        "<svg",
        "<math",
        "<iframe",
        "<textarea",
        "<form",
        "<object",
        "<!--",
    ] {
        assert!(!lower.contains(tag), "{tag} in {html}");
    }
    for tag in tags(html) {
        for (name, value) in attributes(tag) {
            assert!(
                !name.starts_with("on") && name != "style",
                "{name} in {html}"
            );
            match name {
                "href" => assert!(
                    value.starts_with(['/', '#'])
                        && !value.starts_with("//")
                        && !value.starts_with("/\\")
                        || ["http://", "https://", "mailto:"]
                            .iter()
                            .any(|scheme| value.starts_with(scheme)),
                    "{value} in {html}"
                ),
                "src" => assert!(
                    value.starts_with(&format!("/media/{HASH}/")),
                    "{value} in {html}"
                ),
                "srcset" => {
                    for candidate in value.split(", ") {
                        let is_ours = candidate.starts_with(&format!("/media/{HASH}/"));
                        assert!(is_ours, "{value} in {html}");
                    }
                }
                "type" => assert_eq!(value, "checkbox"),
                "alt" | "aria-label" | "class" | "height" | "id" | "loading" | "rel" | "sizes"
                | "start" | "title" | "width" => {}
                _ => panic!("{name} in {html}"),
            }
        }
    }
}

fn assert_untouched(source: &str) {
    for dialect in DIALECTS {
        let Ok(html) = markdown::render(source, dialect) else {
            continue;
        };
        assert_eq!(sanitize(&html, dialect), html, "{dialect:?} of {source:?}");
        assert_harmless(&html);
    }
    for max in [0, 1, 10] {
        assert!(markdown::excerpt(source, max).chars().count() <= max);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_sanitiser_never_changes_what_any_string_becomes(source in any::<String>()) {
        assert_untouched(&source);
    }

    #[test]
    fn the_sanitiser_never_changes_what_nasty_fragments_become(source in nasty()) {
        assert_untouched(&source);
    }

    #[test]
    fn sanitising_anything_leaves_only_what_is_listed(html in nasty()) {
        for dialect in DIALECTS {
            assert_harmless(&sanitize(&html, dialect));
        }
    }

    #[test]
    fn normalising_twice_changes_nothing_more(source in any::<String>(), nasty in nasty()) {
        for source in [source, nasty] {
            let once = normalize(&source);
            prop_assert_eq!(&normalize(&once), &once);
            let has_controls = once.contains(|c: char| c < ' ' && c != '\n' && c != '\t');
            prop_assert!(!has_controls);
        }
    }

    #[test]
    fn a_plain_line_is_one_short_clean_line(text in any::<String>(), max in 0_usize..20) {
        let line = plain_line(&text, max);
        prop_assert!(line.chars().count() <= max);
        prop_assert!(!line.chars().any(|c| c.is_control() || is_bidi_control(c)));
        prop_assert_eq!(&line.split_whitespace().collect::<Vec<_>>().join(" "), &line);
        prop_assert_eq!(&plain_line(&line, max), &line);
    }
}

#[test]
fn every_letter_that_may_stand_in_a_host_name_passes_the_sanitiser() {
    let mut linked = 0;
    for c in ('!'..='\u{ffff}').chain(['\u{10400}', '\u{1f600}', '\u{20000}']) {
        for host in [
            format!("{c}.example"),
            format!("a{c}-1.example"),
            format!("a.{c}"),
            format!("{c}{c}"),
        ] {
            let html =
                markdown::render(&format!("[x](<https://{host}/{c}>)"), Dialect::Review).unwrap();
            linked += usize::from(html.contains("href"));
            assert_eq!(sanitize(&html, Dialect::Review), html, "{host}");
        }
    }
    assert!(linked > 100_000, "only {linked} hosts became links");
}

#[test]
fn whole_documents_pass_the_sanitiser_as_they_are() {
    let source = format!(
        "# A\n\nb ||c *d* [e](/f)|| https://g.example/?h&i\n\n- j\n  3. k\n\n> l\n\n|m|n|\n|-|-|\n|o|p|\n\n---\n\n\
         ```rust\n\nq\n```\n\nr[^1]\n\n![s](media:{HASH}/8x6.png \"t\")\n\n![v](media:{HASH}/1900x600.webp)\n\n![u](missing:v)\n\nw ![x](media:{HASH}/8x6.gif)\
         \n\n[^1]: y\n\n    z"
    );
    assert_untouched(&source);
    for dialect in DIALECTS {
        let rendered = render(&source, dialect).unwrap();
        assert_eq!(rendered.html, markdown::render(&source, dialect).unwrap());
        assert_eq!(rendered.rules, markdown::RULES);
    }
}

#[test]
fn the_sanitiser_takes_out_what_no_dialect_knows() {
    for dialect in DIALECTS {
        for (html, clean) in [
            ("<script>a</script>b<style>c</style>", "b"),
            (
                "<p onclick=\"a\" style=\"b\" class=\"c\" id=\"d\">e</p>",
                "<p>e</p>",
            ),
            ("<a href=\"javascript:a\">b</a>", "<a>b</a>"),
            ("<a href=\"java&Tab;script:a\">b</a>", "<a>b</a>"),
            ("<a href=\" JAVASCRIPT:a\">b</a>", "<a>b</a>"),
            ("<a href=\"//a.example\">b</a>", "<a>b</a>"),
            ("<a href=\"/\\a.example\">b</a>", "<a>b</a>"),
            ("<a href=\"/\t/a.example\">b</a>", "<a>b</a>"),
            ("<a href=\"a\">b</a>", "<a>b</a>"),
            (
                "<a href=\"/a\" target=\"_blank\" rel=\"opener\">b</a>",
                "<a href=\"/a\">b</a>",
            ),
            ("<svg><a href=\"/b\">c</a></svg><math>d</math>", "d"),
            (
                "<textarea><p>a</textarea><iframe src=\"/b\"></iframe><form><button>c</button></form>",
                "&lt;p&gt;ac",
            ),
            ("a<!-- b -->c", "ac"),
        ] {
            assert_eq!(sanitize(html, dialect), clean, "{dialect:?} {html}");
        }
    }
}

#[test]
fn a_form_part_can_only_be_the_spoilers_check_box() {
    let spoiler = "<label class=\"spoiler\"><input class=\"visually-hidden\" type=\"checkbox\" \
        aria-label=\"Show spoiler\"><span class=\"spoiler__text\">a</span></label>";
    for dialect in DIALECTS {
        assert_eq!(sanitize(spoiler, dialect), spoiler);
        let forged = "<label for=\"x\" class=\"site-header\"><input type=\"password\" name=\"p\" class=\"y\" \
            aria-label=\"Password\" value=\"z\"><span class=\"w\">a</span></label>";
        let forged = sanitize(forged, dialect);
        for attribute in [
            "password",
            "name=",
            "value=",
            "for=",
            "site-header",
            "\"y\"",
            "\"w\"",
        ] {
            assert!(!forged.contains(attribute), "{attribute} in {forged}");
        }
        assert!(sanitize("<input>", dialect).contains("type=\"checkbox\""));
    }
}

#[test]
fn images_pass_in_reviews_alone_and_from_this_site_alone() {
    let image = format!(
        "<img src=\"/media/{HASH}/8.png\" width=\"8\" height=\"6\" alt=\"a\" loading=\"lazy\">"
    );
    assert_eq!(sanitize(&image, Dialect::Review), image);
    assert_eq!(sanitize(&image, Dialect::Comment), "");
    for src in [
        "https://a.example/b.png",
        "//a.example/b.png",
        "data:image/png;base64,AA",
        "/b.png",
        "/media/../x/8.png",
        "/media/abc/8.png",
        &format!("/media/{HASH}/8.html"),
        &format!("/media/{HASH}/8.png?x"),
        &format!("/media/{HASH}/../8.png"),
    ] {
        assert_eq!(
            sanitize(&format!("<img src=\"{src}\" alt=\"a\">"), Dialect::Review),
            "<img alt=\"a\">",
            "{src}"
        );
    }
}

#[test]
fn a_comment_knows_none_of_a_reviews_elements() {
    for html in [
        "<h2 id=\"r-a\">x</h2>",
        "<table><tr><td>x</td></tr></table>",
        "<figure class=\"figure\">x</figure>",
        "<sup>x</sup>",
        "<section class=\"footnotes\">x</section>",
    ] {
        assert_eq!(sanitize(html, Dialect::Comment), "x");
        assert_ne!(sanitize(html, Dialect::Review), "x");
    }
    assert_eq!(
        sanitize("<code class=\"language-a\">x</code><hr>", Dialect::Comment),
        "<code>x</code>"
    );
}

#[test]
fn ids_and_classes_of_a_review_are_its_own() {
    let clean = |html: &str| sanitize(html, Dialect::Review);
    assert_eq!(clean("<h2 id=\"main\">a</h2>"), "<h2>a</h2>");
    assert_eq!(
        clean("<figure class=\"site-header\">a</figure>"),
        "<figure>a</figure>"
    );
    assert_eq!(
        clean("<code class=\"language-a b\">c</code>"),
        "<code>c</code>"
    );
    assert_eq!(
        clean("<a href=\"/b\" aria-label=\"Sign in\">c</a>"),
        "<a href=\"/b\">c</a>"
    );
}

#[test]
fn the_sanitised_text_wins() {
    assert_eq!(
        second_wall("<p onclick=\"a\">b</p>".to_owned(), Dialect::Comment),
        "<p>b</p>"
    );
    assert_eq!(
        second_wall("<p>b</p>".to_owned(), Dialect::Comment),
        "<p>b</p>"
    );
}

#[test]
fn a_source_is_normalised_before_it_is_rendered() {
    let rendered = render("e\u{301}\r\nb\rc\0\u{1b}\u{8}\td", Dialect::Comment).unwrap();
    assert_eq!(rendered.source, "\u{e9}\nb\nc\td");
    assert_eq!(rendered.html, "<p>\u{e9}<br>\nb<br>\nc\td</p>");
    // Taking a character out brings others together.
    assert_eq!(normalize("e\0\u{301}"), "\u{e9}");
}

#[test]
fn a_text_that_nests_too_deep_is_refused() {
    let error = render(&"> ".repeat(200), Dialect::Comment).unwrap_err();
    assert_eq!(error, RenderError::Markdown(MarkdownError::TooDeep));
    assert_eq!(error.to_string(), "the text nests deeper than 100 levels");
}

#[test]
fn a_name_becomes_one_clean_line() {
    assert_eq!(
        plain_line("  Ines \t\r\n Moreau\u{2028}", 80),
        "Ines Moreau"
    );
    assert_eq!(
        plain_line(
            "a\u{202e}b\u{2066}c\u{200f}d\u{61c}e\u{200e}f\u{2069}g\u{202a}",
            80
        ),
        "abcdefg"
    );
    assert_eq!(plain_line("a\0b\u{7f}c\u{9b}d\u{1b}[31m", 80), "abcd[31m");
    assert_eq!(plain_line("e\u{200e}\u{301}", 80), "\u{e9}");
    assert_eq!(plain_line("abc def", 4), "abc");
    assert_eq!(plain_line("éèê", 2), "éè");
    assert_eq!(plain_line("<b>\"x\"&", 80), "<b>\"x\"&");
    assert_eq!(plain_line("\u{202e}\n", 80), "");
}

#[test]
fn a_feed_tells_no_spoiler_and_has_whole_addresses() {
    let page = Url::parse("https://reviews.example/reviews/salt").unwrap();
    let image = format!("![a pan](media:{HASH}/800x600.webp)");
    let source = format!(
        "The ||*dike* breaks[^1]|| at [last](/reviews/tide#r-x), [here](#r-end).[^2]\n\n{image}\n\n\
         [^1]: Hidden ||too||.\n\n[^2]: Seen, ||not told||."
    );
    let html = for_feed(&source, Dialect::Review, &page);
    assert!(
        html.starts_with(
            "<p>The [spoiler] at <a href=\"https://reviews.example/reviews/tide#r-x\""
        )
    );
    assert!(
        html.contains("href=\"https://reviews.example/reviews/salt#r-end\""),
        "{html}"
    );
    assert!(html.contains(&format!(
        "src=\"https://reviews.example/media/{HASH}/800.webp\""
    )));
    assert!(!html.contains("srcset"), "{html}");
    assert!(html.contains("Seen, [spoiler]"), "{html}");
    for hidden in ["dike", "breaks", "not told", "Hidden", "<input", "<label"] {
        assert!(!html.contains(hidden), "{hidden}: {html}");
    }
    let comment = for_feed("||Ann|| says ||no", Dialect::Comment, &page);
    assert_eq!(comment, "<p>[spoiler] says ||no</p>");
}

#[test]
fn what_is_said_of_a_picture_means_itself_in_a_text() {
    let alt = "[Left] *to* right, ||two|| \\ `men` & <b>\nand ~~more~~";
    let credit = "© \"Aud\" _Lind_ (2024), by [leave] \\";
    let source = markdown::image(alt, &format!("media:{HASH}/20x10.webp"), credit);
    let html = render(&source, Dialect::Review).unwrap().html;
    let shown = "alt=\"[Left] *to* right, ||two|| \\ `men` &amp; &lt;b&gt; and ~~more~~\"";
    assert!(html.contains(shown), "{html}");
    let under = "<figcaption>© ”Aud” _Lind_ (2024), by [leave] \\</figcaption>";
    assert!(html.contains(under), "{html}");
}
