use super::*;

mod hostile;
mod links;
mod pictures;
mod text;

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn review(source: &str) -> String {
    render(source, Dialect::Review).unwrap()
}

fn comment(source: &str) -> String {
    render(source, Dialect::Comment).unwrap()
}

/// The spoiler as the page's style sheet and script-free reveal expect it.
fn spoiler(inside: &str) -> String {
    format!(
        "<label class=\"spoiler\"><input class=\"visually-hidden\" type=\"checkbox\" \
         aria-label=\"Show spoiler\"><span class=\"spoiler__text\">{inside}</span></label>"
    )
}

#[test]
fn both_dialects_know_the_common_inlines_and_blocks() {
    let source = "a *b* **c** ~~d~~ `e`\n\n> f\n\n- g\n- h\n\n3. i\n\n```\nj\n```";
    let html = "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n\
        <blockquote>\n<p>f</p>\n</blockquote>\n<ul>\n<li>g</li>\n<li>h</li>\n</ul>\n\
        <ol start=\"3\">\n<li>i</li>\n</ol>\n<pre><code>j\n</code></pre>";
    assert_eq!(review(source), html);
    assert_eq!(comment(source), html);
}

#[test]
fn a_line_end_is_a_break_in_a_comment_and_a_space_in_a_review() {
    assert_eq!(comment("one\ntwo"), "<p>one<br>\ntwo</p>");
    assert_eq!(review("one\ntwo"), "<p>one\ntwo</p>");
    assert_eq!(review("one\\\ntwo"), "<p>one<br>\ntwo</p>");
}

#[test]
fn characters_stay_as_typed() {
    assert_eq!(
        review("\"a\" -- 'b'... \u{a0}c"),
        "<p>\"a\" -- 'b'... &nbsp;c</p>"
    );
}

#[test]
fn headings_of_a_review_start_at_the_second_level() {
    assert_eq!(
        review("# A\n## B\n### C\n#### D\n###### E\n#"),
        "<h2 id=\"r-a\">A</h2>\n<h2 id=\"r-b\">B</h2>\n<h3 id=\"r-c\">C</h3>\n\
         <h4 id=\"r-d\">D</h4>\n<h4 id=\"r-e\">E</h4>"
    );
}

#[test]
fn ids_of_headings_are_unique_and_leave_those_of_footnotes_alone() {
    let html =
        review("## Worth *it*?\n## Worth it\n## Worth it 2\n## Fn 1\n## ?\n\nx[^1]\n\n[^1]: y");
    let mut ids: Vec<_> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        ids,
        [
            "r-worth-it",
            "r-worth-it-2",
            "r-worth-it-2-2",
            "r-section-fn-1",
            "r-section",
            "r-fnref-1",
            "r-fn-1"
        ]
    );
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 7);
}

#[test]
fn a_comment_has_no_headings_rules_tables_or_footnotes() {
    assert_eq!(comment("# A *b*"), "<p>A <em>b</em></p>");
    assert_eq!(comment("a\n\n* * *"), "<p>a</p>\n<p>* * *</p>");
    assert_eq!(comment("|a|\n|-|\n|b|"), "<p>|a|<br>\n|-|<br>\n|b|</p>");
    assert_eq!(
        comment("a[^1]\n\n[^1]: b c"),
        "<p>a[^1]</p>\n<p>[^1]: b c</p>"
    );
}

#[test]
fn a_review_has_tables() {
    assert_eq!(
        review("|a|b|\n|-|:-:|\n|c|*d*|"),
        "<table>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>c</td><td><em>d</em></td></tr>\n</tbody>\n</table>"
    );
    assert_eq!(
        review("|a|\n|-|"),
        "<table>\n<thead>\n<tr><th>a</th></tr>\n</thead>\n</table>"
    );
}

#[test]
fn footnotes_are_numbered_by_mention_and_listed_at_the_end() {
    assert_eq!(
        review("a[^x] b[^y]\n\n[^y]: Two.\n[^x]: One."),
        "<p>a<sup><a href=\"#r-fn-1\" id=\"r-fnref-1\" aria-label=\"Footnote 1\">1</a></sup> \
         b<sup><a href=\"#r-fn-2\" id=\"r-fnref-2\" aria-label=\"Footnote 2\">2</a></sup></p>\n\
         <section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\
         <li id=\"r-fn-1\">One. <a href=\"#r-fnref-1\" aria-label=\"Back to the text\">Back</a></li>\
         <li id=\"r-fn-2\">Two. <a href=\"#r-fnref-2\" aria-label=\"Back to the text\">Back</a></li>\
         </ol></section>"
    );
}

#[test]
fn a_footnote_may_be_long_mentioned_twice_and_mention_another() {
    let html = review("a[^1] b[^1]\n\n[^1]: c\n\n    d[^2] e[^1]\n\n[^2]:\n    - f");
    assert!(html.contains("id=\"r-fnref-1-2\""));
    assert!(html.contains("id=\"r-fnref-1-3\""));
    assert!(html.contains("<li id=\"r-fn-1\">\n<p>c</p>\n<p>d<sup>"));
    assert!(html.contains(
        "</sup> <a href=\"#r-fnref-1\" aria-label=\"Back to the text\">Back</a></p>\n</li>"
    ));
    assert!(html.ends_with(
        "</ul>\n<p><a href=\"#r-fnref-2\" aria-label=\"Back to the text\">Back</a></p>\n</li></ol></section>"
    ));
}

#[test]
fn only_footnotes_that_are_defined_and_mentioned_show() {
    assert_eq!(review("a[^1]\n\n[^2]: b"), "<p>a[^1]</p>");
}

#[test]
fn a_footnote_mark_leaves_no_link_around_it() {
    assert!(review("[a[^1] b](/c)\n\n[^1]: d").starts_with("<p>[a<sup><a href=\"#r-fn-1\""));
}

#[test]
fn only_plain_language_names_become_classes() {
    assert_eq!(
        review("``` c++ x\n```"),
        "<pre><code class=\"language-c++\"></code></pre>"
    );
    for language in ["a\"b", "a_b", "abcdefghijklmnopqrstu", "<b>", "é"] {
        assert_eq!(
            review(&format!("```{language}\n```")),
            "<pre><code></code></pre>"
        );
    }
    assert_eq!(comment("```rust\n```"), "<pre><code></code></pre>");
}

#[test]
fn bars_in_pairs_hide_what_is_between_them() {
    let html = format!("<p>a {} c</p>", spoiler("<em>b</em>"));
    assert_eq!(review("a ||*b*|| c"), html);
    assert_eq!(comment("a ||*b*|| c"), html);
    assert_eq!(
        comment("||a\nb||"),
        format!("<p>{}</p>", spoiler("a<br>\nb"))
    );
    assert_eq!(
        comment("||a|| ||b||"),
        format!("<p>{} {}</p>", spoiler("a"), spoiler("b"))
    );
    assert_eq!(
        comment("**||a||**"),
        format!("<p><strong>{}</strong></p>", spoiler("a"))
    );
    assert_eq!(
        comment("- ||a||\n  - b"),
        format!(
            "<ul>\n<li>{}\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>",
            spoiler("a")
        )
    );
}

#[test]
fn bars_without_a_partner_stay() {
    assert_eq!(comment("a || b"), "<p>a || b</p>");
    assert_eq!(comment("a ||| b | c"), "<p>a ||| b | c</p>");
    assert_eq!(comment("||||"), "<p>||||</p>");
    assert_eq!(comment("|| ||"), "<p>|| ||</p>");
    assert_eq!(comment("*a || b* c ||"), "<p><em>a || b</em> c ||</p>");
    assert_eq!(comment("|| a\n\nb ||"), "<p>|| a</p>\n<p>b ||</p>");
    assert_eq!(
        comment("- a ||\n  - b\n\n  ||"),
        "<ul>\n<li>\n<p>a ||</p>\n<ul>\n<li>b</li>\n</ul>\n<p>||</p>\n</li>\n</ul>"
    );
    assert_eq!(
        comment("- a ||\n  > b\n- c ||"),
        "<ul>\n<li>a ||\n<blockquote>\n<p>b</p>\n</blockquote>\n</li>\n<li>c ||</li>\n</ul>"
    );
}

#[test]
fn escaped_bars_and_bars_in_code_hide_nothing() {
    assert_eq!(comment(r"\||a|| b"), "<p>||a|| b</p>");
    assert_eq!(comment(r"\|\|a\|\|"), "<p>||a||</p>");
    assert_eq!(comment("&#124;|a||"), "<p>||a||</p>");
    assert_eq!(comment("&#124;&#124;a&vert;&vert;"), "<p>||a||</p>");
    assert_eq!(comment("`||a||`"), "<p><code>||a||</code></p>");
    assert_eq!(
        comment("```\n||a||\n```"),
        "<pre><code>||a||\n</code></pre>"
    );
    assert_eq!(comment(r"\\||a||"), format!("<p>\\{}</p>", spoiler("a")));
}

#[test]
fn a_spoiler_holds_links_but_neither_images_nor_spoilers() {
    assert_eq!(
        review("||[a](/b)||"),
        format!("<p>{}</p>", spoiler("<a href=\"/b\">a</a>"))
    );
    assert_eq!(
        review(&format!("||![a *b*](media:{HASH}/8x6.png)||")),
        format!("<p>{}</p>", spoiler("a <em>b</em>"))
    );
    assert_eq!(
        comment("||a *||b||* c||"),
        format!("<p>{}</p>", spoiler("a <em>||b||</em> c"))
    );
}

#[test]
fn a_link_gives_way_to_the_spoiler_in_it() {
    assert_eq!(
        review("[a ||b||](/c) d"),
        format!("<p>a {} d</p>", spoiler("b"))
    );
}

#[test]
fn a_spoiler_in_a_heading_does_not_show_in_its_id() {
    assert!(review("## The end: ||he dies||").starts_with("<h2 id=\"r-the-end-spoiler\">"));
}

#[test]
fn bars_in_a_table_do_no_harm() {
    assert_eq!(
        review("|a||b|\n|-|-|-|\n|c||d|"),
        "<table>\n<thead>\n<tr><th>a</th><th></th><th>b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>c</td><td></td><td>d</td></tr>\n</tbody>\n</table>"
    );
}
