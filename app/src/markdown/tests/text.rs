use super::*;

#[test]
fn plain_text_has_one_line_for_each_block_and_no_markup() {
    assert_eq!(
        plain_text(
            "# A *b*\n\nc\nd `e` [f](/g)\n\n- h\n- i\n\n> j\n\n```x\nk  l\n```\n\n---\n\n![m](n)"
        ),
        "A b\nc d e f\nh\ni\nj\nk l\nm"
    );
    assert_eq!(plain_text("|a|b|\n|-|-|\n|c|d|"), "a b\nc d");
    assert_eq!(plain_text("a[^1] b\n\n[^1]: c\n\nd"), "a b\nd\nc");
    assert_eq!(plain_text("&lt;b&gt; <i>c</i> &#1;d"), "<b> <i>c</i> d");
    assert_eq!(plain_text(""), "");
}

#[test]
fn plain_text_keeps_spoilers_to_itself() {
    assert_eq!(plain_text("a ||b *c*|| d"), "a [spoiler] d");
    assert_eq!(
        plain_text("## ||a||\n\n- ||b||\n\n![||c||](d)"),
        "[spoiler]\n[spoiler]\n[spoiler]"
    );
    assert_eq!(plain_text("<div>||a||</div>"), "<div>[spoiler]</div>");
    // Bars and dashes make a table of a review and a spoiler of a comment.
    assert!(!plain_text("||killer||\n|---|---|---|").contains("killer"));
}

#[test]
fn a_text_that_nests_too_deep_has_no_plain_text() {
    assert_eq!(plain_text(&format!("{}a", "> ".repeat(98))), "a");
    assert_eq!(plain_text(&format!("{}a", "> ".repeat(500))), "");
}

#[test]
fn an_excerpt_ends_at_a_word() {
    assert_eq!(excerpt("One *two*\n\nthree", 13), "One two three");
    assert_eq!(excerpt("One *two*\n\nthree", 12), "One two…");
    assert_eq!(excerpt("One two, three", 9), "One two…");
    assert_eq!(excerpt("One two three", 8), "One two…");
    assert_eq!(excerpt("One two three", 7), "One…");
    assert_eq!(excerpt("Éèêë", 3), "Éè…");
    assert_eq!(excerpt("One", 0), "");
    assert_eq!(excerpt("a ||the butler did it|| b", 12), "a [spoiler]…");
    for max in 0..30 {
        assert!(
            excerpt("Ünïcödé words, of *several* lengths — here", max)
                .chars()
                .count()
                <= max
        );
    }
}

#[test]
fn words_are_counted_without_markup_and_with_spoilers() {
    assert_eq!(
        word_count("# One\n\ntwo – *three* ||four five||\n\n* * *\n\n[six](/seven)"),
        6
    );
    assert_eq!(word_count(""), 0);
}
