use std::time::{Duration, Instant};

use super::*;

/// Far more than any input below needs, far less than a quadratic one takes.
const PATIENCE: Duration = Duration::from_secs(4);

#[test]
fn raw_html_is_shown_and_never_passed_on() {
    for source in [
        "<script>alert(1)</script>",
        "x <script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "x <b onclick=\"a\">",
        "<svg><style><img src=x onerror=a></style></svg>",
        "<!-- a --><p>",
        "<![CDATA[ <p> ]]>",
        "<?php a ?>",
        "<!DOCTYPE html>",
        "</p></li></label>",
        "<textarea>",
        "> <iframe src=//evil.example>",
        "- <form action=x>",
        "# <h1>",
        "<style>b</style>",
    ] {
        for html in [review(source), comment(source)] {
            let shown = source.trim_start_matches(['>', '-', '#', ' ']);
            let shown = shown
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            let line = html.replace("<br>", "");
            assert!(line.contains(&shown), "{source} became {html}");
        }
    }
}

#[test]
fn no_attribute_can_be_left_early() {
    assert_eq!(
        review("[a](/b\"onclick=\"c 'd\" onclick=\"e') ![f](https://g.example/\"h\"onload=\"i)"),
        "<p><a href=\"/b%22onclick=%22c\" title=\"d&quot; onclick=&quot;e\">a</a> \
         <a href=\"https://g.example/%22h%22onload=%22i\">f</a></p>"
    );
    assert_eq!(
        review(&format!("x ![a\" onload=\"b <c>](media:{HASH}/8x6.png)")),
        format!(
            "<p>x <img src=\"/media/{HASH}/8.png\" width=\"8\" height=\"6\" \
             alt=\"a&quot; onload=&quot;b &lt;c&gt;\" loading=\"lazy\"></p>"
        )
    );
}

#[test]
fn control_characters_are_left_out() {
    assert_eq!(review("a&#13;b&#1;c&#127;d&#x85;e\u{7}f"), "<p>abcdef</p>");
    assert_eq!(
        review("`a\u{b}b` [c](/d 'e&#13;f')"),
        "<p><code>ab</code> <a href=\"/d\" title=\"ef\">c</a></p>"
    );
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("*a **a ", "a** a*"),
        ("![", "](a)"),
        ("[![", "](a)](a)"),
    ] {
        for dialect in [Dialect::Review, Dialect::Comment] {
            let nested = |n: usize| format!("{}a{}", open.repeat(n), close.repeat(n));
            assert_eq!(
                render(&nested(200), dialect),
                Err(MarkdownError::TooDeep),
                "{open}"
            );
            assert!(render(&nested(20), dialect).is_ok(), "{open}");
        }
    }
    let quotes = |n: usize| render(&format!("{}a", ">".repeat(n)), Dialect::Comment);
    assert!(quotes(99).is_ok());
    assert_eq!(quotes(100), Err(MarkdownError::TooDeep));
}

#[test]
fn nested_lists_of_many_lines_are_refused_too() {
    let lines: Vec<_> = (0..90).map(|depth| "  ".repeat(depth) + "- a").collect();
    let list = lines.join(
        "
",
    );
    assert_eq!(render(&list, Dialect::Comment), Err(MarkdownError::TooDeep));
}

#[test]
fn long_runs_take_linear_time() {
    let runs = [
        "<",
        ">",
        "*",
        "_",
        "[",
        "`",
        "|",
        "||",
        "![",
        "[^",
        "]",
        "](",
        "a](",
        "[a](",
        "<!--",
        "<![CDATA[",
        "<?",
        "<!A",
        "</",
        "<a ",
        "<a href='",
        "*a _a ",
        "a**b",
        "~a ",
        "~~",
        "\\",
        "\\|",
        "&",
        "&#",
        "- ",
        "> ",
        "1. ",
        "> - ",
        "#",
        "[^a]: ",
        "[a]: ",
        "[a]: b\n",
        "||a||",
        "||*a*",
        "*||a",
        "[||a||](/b)",
        "http://",
        "https://a.example ",
        "https://a.example(",
        "https://a.example)",
        "http://a_",
        "://",
        "![a](",
        "![||](/a)",
        "|a",
        "|a\n|-\n",
        "a\n",
        "# a\n",
        "`a``",
        "[a]",
        "[a][b]",
        "[^1]",
        "[^1]: a\n",
        "<b>",
        "<http://a>",
        "\u{a0}",
        "é",
        "\n",
        " ",
        "\t",
        "  \n",
        "a&#124;",
    ];
    for run in runs {
        let source = run.repeat(80_000 / run.len());
        let start = Instant::now();
        for dialect in [Dialect::Review, Dialect::Comment] {
            let _: Result<String, MarkdownError> = render(&source, dialect);
        }
        let _: (String, usize) = (excerpt(&source, 200), word_count(&source));
        assert!(
            start.elapsed() < PATIENCE,
            "{run:?} took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn ten_thousand_levels_take_linear_time() {
    let list = format!("{}a\n{}", "- ".repeat(10_000), "b\n".repeat(100_000));
    let quotes = format!("{}a\n{}", "> ".repeat(10_000), "b\n".repeat(100_000));
    let emphasis = format!("{}a{}", "*a **a ".repeat(10_000), "a** a*".repeat(10_000));
    for source in [list, quotes, emphasis] {
        let start = Instant::now();
        assert_eq!(
            render(&source, Dialect::Review),
            Err(MarkdownError::TooDeep)
        );
        let _: String = plain_text(&source);
        assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    }
}

#[test]
fn a_small_source_does_not_make_a_huge_page() {
    let reference = format!("[a]: /{}\n\n{}", "b".repeat(30_000), "[a] ".repeat(10_000));
    let table = format!(
        "{}\n{}\n{}",
        "|a".repeat(300),
        "|-".repeat(300),
        "|b\n".repeat(10_000)
    );
    for source in [reference, table] {
        assert!(review(&source).len() < 10 * source.len());
    }
}
