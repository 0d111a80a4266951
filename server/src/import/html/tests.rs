use super::*;

/// Converts a post whose pictures are all at hand.
fn post(html: &str) -> String {
    post_markdown(html, &|url, _| {
        format!("media:{}", url.rsplit('/').next().unwrap_or_default())
    })
}

#[test]
fn blank_lines_part_paragraphs_and_newlines_break_lines() {
    assert_eq!(
        post("One\ntwo\n\nthree<br />\nfour<br><br>five"),
        "One\\\ntwo\n\nthree\\\nfour\n\nfive"
    );
}

#[test]
fn newlines_in_the_block_editor_are_spaces() {
    let html = "<!-- wp:paragraph {\"dropCap\":true} -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\n\
                <!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\n\
                <!-- wp:separator -->\n<hr class=\"wp-block-separator\"/>\n<!-- /wp:separator -->\n\
                Classic\ntext";
    assert_eq!(post(html), "One two\n\n* * *\n\nClassic\\\ntext");
}

#[test]
fn more_and_comments_leave_nothing() {
    assert_eq!(
        post("Before.\n\n<!--more-->\n\nAfter <!-- aside -->all."),
        "Before.\n\nAfter all."
    );
}

#[test]
fn what_markdown_would_understand_stays_literal() {
    assert_eq!(
        post("a *liked* _x_ [y] `z` ~~no~~ ||hidden||"),
        r"a \*liked\* \_x\_ \[y\] \`z\` \~\~no\~\~ \|\|hidden\|\|"
    );
    assert_eq!(
        post("1. one\n2) two\n# three\n&gt; four\n- five\n+ six\n==="),
        "1\\. one\\\n2\\) two\\\n\\# three\\\n\\> four\\\n\\- five\\\n\\+ six\\\n\\==="
    );
    assert_eq!(
        post("snake_case, 3 < 4, AT&T, &amp;copy; &lt;b&gt; Wow!<a href='/x'>go</a>"),
        r"snake_case, 3 < 4, AT&T, \&copy; \<b> Wow\![go](/x)"
    );
    assert_eq!(
        post("2010. A year. -5 degrees. #1 film"),
        r"2010\. A year. -5 degrees. #1 film"
    );
}

#[test]
fn spoilers_of_our_own_exports_are_hidden_again_and_other_marks_are_words() {
    assert_eq!(
        post("<p>She <mark class=\"spoiler\">is <em>not</em> there</mark>, they say.</p>"),
        "She ||is *not* there||, they say."
    );
    assert_eq!(post("<p>A <mark>bright</mark> word</p>"), "A bright word");
}

#[test]
fn inline_markup_is_carried_over() {
    assert_eq!(
        post(
            "<em>a</em> <strong>b <i>c</i></strong> <del>d</del> <code>e`*f</code> <q>g</q> <cite>H</cite>"
        ),
        "*a* **b *c*** ~~d~~ ``e`*f`` “g” *H*"
    );
    assert_eq!(post("x <b> spaced </b> y <i></i> z"), "x **spaced** y z");
    assert_eq!(
        post("un<em>believ</em>able <i>a</i><i>b</i> <b>a <b>b</b> c</b>"),
        "un*believ*able *ab* **a b c**"
    );
}

#[test]
fn markup_beside_punctuation_still_works() {
    assert_eq!(
        post("word<em>(s)</em> and <b>“Quote”</b>s"),
        "wor&#100;*(s)* and **“Quote”**&#115;"
    );
}

#[test]
fn misnested_and_unclosed_markup_is_mended() {
    assert_eq!(post("<b>a <i>b</b> c</i> d"), "**a *b*** *c* d");
    assert_eq!(post("<em>one\n\ntwo</em> three"), "*one*\n\n*two* three");
    assert_eq!(
        post("a < b and <3 and <notatag"),
        "a < b and <3 and \\<notatag"
    );
}

#[test]
fn links_keep_their_address_and_scripts_go() {
    assert_eq!(
        post("<a href=\"https://a.example/x_(y)?a=1&amp;b=2\" title='A \"t\"'>text</a>"),
        r#"[text](https://a.example/x_(y)?a=1&amp;b=2 "A \"t\"")"#
    );
    assert_eq!(
        post("<a href='https://a.example/'>https://a.example/</a>"),
        "<https://a.example/>"
    );
    assert_eq!(
        post("<a href='javascript:x()'>no</a> <a>none</a> <a href=' //b.example '>b</a>"),
        "no none [b](https://b.example)"
    );
    assert_eq!(
        post("see https://a.example/some_page/~me/ now"),
        "see https://a.example/some_page/~me/ now"
    );
    assert_eq!(post("<script>x('<b>')</script>a<style>p{}</style>b"), "ab");
}

#[test]
fn captions_become_titles() {
    let html = "[caption id=\"a\" align=\"alignleft\" width=\"300\"]<a href=\"/big.jpg\"><img src=\"/w/small.jpg\" alt=\"A [still]\" /></a> The <em>\"last\"</em> reel[/caption]\n\nText [gallery ids=\"1,2\"].";
    assert_eq!(
        post(html),
        "![A \\[still\\]](media:small.jpg \"The \\\"last\\\" reel\")\n\nText \\[gallery ids=\"1,2\"\\]."
    );
    let html = "<!-- wp:image {\"id\":5} -->\n<figure class=\"wp-block-image\"><img src=\"a.jpg\" alt=\"\"/><figcaption class=\"wp-element-caption\">Dusk</figcaption></figure>\n<!-- /wp:image -->";
    assert_eq!(post(html), "![](media:a.jpg \"Dusk\")");
    assert_eq!(
        post("[caption]no end <img src='a.png' alt='b'> here"),
        "\\[caption\\]no end ![b](media:a.png) here"
    );
    assert_eq!(
        post("[caption caption=\"Old way\"]<img src='a.png' alt='b'>[/caption]"),
        "![b](media:a.png \"Old way\")"
    );
}

#[test]
fn pictures_stand_alone_at_the_edge_of_a_paragraph() {
    assert_eq!(
        post(
            "<img src='a.jpg' alt='A'><em>Text</em> <a href='x'><img src='b.jpg' alt='B'></a>\n\nMore"
        ),
        "![A](media:a.jpg)\n\n*Text*\n\n![B](media:b.jpg)\n\nMore"
    );
    assert_eq!(
        post("Text <a href='x'>in <img src='b.jpg' alt='B'> the</a> middle"),
        "Text [in](x) ![B](media:b.jpg) [the](x) middle"
    );
    assert_eq!(
        post(
            "Ha <img class='wp-smiley' src='s.gif' alt=':)'> <img src='t.gif' width=1 height=1>ha"
        ),
        "Ha :) ha"
    );
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    assert_eq!(
        post(
            "<ul>\n<li>a</li>\n<li>b\n<ol start=\"9\"><li>c</li><li>d<p>e</p></li></ol></li>\n</ul>"
        ),
        "- a\n- b\n\n  9. c\n  10. d\n\n      e"
    );
    assert_eq!(post("<ul><li>a<ul><li>b</ul></ul>"), "- a\n  - b");
    assert_eq!(post("<ul><li>a<ol><li>b</ol></ul>"), "- a\n  1. b");
}

#[test]
fn quotations_keep_their_source() {
    let html = "<blockquote>First.\n\nSecond.\n<cite>Ann</cite></blockquote>";
    assert_eq!(post(html), "> First.\n>\n> Second.\n>\n> — Ann");
    let blocks = post_blocks(html, &|_, _| String::new()).blocks;
    assert_eq!(blocks[0].text, "First.\n\nSecond.");
    assert!(matches!(&blocks[0].kind, BlockKind::Quotation { source: Some(s) } if s == "Ann"));
    assert_eq!(
        post("<blockquote><p>In <cite>Dusk</cite> she says</p></blockquote>"),
        "> In *Dusk* she says"
    );
}

#[test]
fn code_is_taken_as_it_stands() {
    assert_eq!(
        post("<pre>\na *b*\n\n  <b>c</b> &lt;d&gt;\n```\n</pre>"),
        "````\na *b*\n\n  c <d>\n```\n````"
    );
    assert_eq!(
        post("<blockquote><pre><code>x\n\ny</code></pre></blockquote>"),
        "> ```\n> x\n>\n> y\n> ```"
    );
}

#[test]
fn tables_keep_their_cells() {
    let html = "<table><caption>Cast</caption><thead><tr><th>Who</th><th>As</th></tr></thead>\n<tbody><tr><td>A|<b>B</b></td>\n<td><a href='/c'>C</a><br>D</td></tr></tbody></table>";
    assert_eq!(
        post(html),
        "| Who | As |\n| --- | --- |\n| A\\|**B** | [C](/c) D |\n\nCast"
    );
}

#[test]
fn players_become_links() {
    assert_eq!(
        post(
            "a\n\n<iframe src=\"//video.example/1?a=b\" width=\"5\"></iframe>\n\n[embed]https://v.example/2[/embed]\n<video controls><source src=\"https://v.example/3.mp4\">Sorry</video>"
        ),
        "a\n\n<https://video.example/1?a=b>\n\n<https://v.example/2>\n\n<https://v.example/3.mp4>"
    );
}

#[test]
fn headings_are_one_line() {
    assert_eq!(
        post("<h2>C#\n<br>and #5</h2>text"),
        "## C\\# and \\#5\n\ntext"
    );
}

#[test]
fn comments_keep_plain_newlines_and_faces() {
    assert_eq!(
        comment_markdown(
            "You *liked* it? :-) 🙂\nhttps://a.example/b_c ;)\n\n<b>Yes</b> <a href=\"https://x.example\" rel=\"nofollow\">x</a> <3"
        ),
        "You \\*liked\\* it? :-) 🙂\nhttps://a.example/b_c ;)\n\n**Yes** [x](https://x.example) <3"
    );
    assert_eq!(
        comment_markdown("<img src=\"https://far.example/a.gif\" alt=\"cat\"> !"),
        "[cat](https://far.example/a.gif) !"
    );
    assert_eq!(
        comment_markdown("<blockquote>a\nb</blockquote>c"),
        "> a\n> b\n\nc"
    );
}

#[test]
fn entities_are_resolved_once_and_spaces_kept() {
    assert_eq!(
        post("&#8220;Hi&#8221;&nbsp;&hellip; &amp;lt; <b>&nbsp;x</b>"),
        "“Hi”\u{a0}… \\&lt; **&#160;x**"
    );
    assert_eq!(post("<p>&nbsp;</p>\n<p></p>a"), "a");
}

#[test]
fn hostile_texts_end_soon() {
    let deep = "<div><blockquote><ul><li><b><i>".repeat(20_000) + "x";
    assert!(post(&deep).contains('x'));
    for piece in [
        "<",
        "<a ",
        "<a \"",
        "[caption",
        "[caption ",
        "&",
        "<!--",
        "</",
        "<b>x",
        "<i>a</b>",
        "*",
        "<br>x",
        "<iframe ",
        "<cite>",
        "<td>",
        "<a href=x>y",
        "<img src=a> ",
        "\0",
    ] {
        let _ = post(&piece.repeat(200_000 / piece.len()));
        let _ = comment_markdown(&piece.repeat(20_000 / piece.len()));
    }
    assert_eq!(post("a\0b\u{8}c\u{100001}"), "abc\u{FFFD}");
    let long = "word ".repeat(400_000);
    assert_eq!(post(&long).len(), long.len() - 1);
}

#[test]
fn signs_alone_on_a_line_of_a_comment_stay() {
    assert_eq!(comment_markdown("-\n#\n1.\n+\nx"), "\\-\n\\#\n1\\.\n\\+\nx");
}
