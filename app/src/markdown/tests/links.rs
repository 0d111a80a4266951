use super::*;

fn link(href: &str, text: &str) -> String {
    format!("<p><a href=\"{href}\">{text}</a></p>")
}

#[test]
fn web_mail_and_local_destinations_pass() {
    for destination in [
        "http://a.example",
        "https://a.example:8080/b?c=d#e",
        "https://a-b.c_d.example./",
        "https://127.0.0.1/",
        "https://münchen.example/ä",
        "mailto:a@b.example",
        "/reviews/a",
        "/",
        "#comment-3",
    ] {
        assert_eq!(
            review(&format!("[x]({destination})")),
            link(destination, "x")
        );
    }
    assert_eq!(
        review("<a@b.example>"),
        link("mailto:a@b.example", "a@b.example")
    );
    assert_eq!(
        review("[x](HTTPS://a.example)"),
        link("https://a.example", "x")
    );
    assert_eq!(
        review("[x](<https://a.example/b \"c>)"),
        link("https://a.example/b%20%22c", "x")
    );
    assert_eq!(review("[x](/a?b&c)"), link("/a?b&amp;c", "x"));
}

#[test]
fn all_other_destinations_leave_their_text() {
    for destination in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "&#x6a;avascript:alert(1)",
        "&#32;javascript:alert(1)",
        "<java\tscript:alert(1)>",
        "vbscript:x",
        "data:text/html,x",
        "Data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.example",
        "//evil.example",
        "/\\evil.example",
        "/&Tab;/evil.example",
        "\\\\evil.example",
        "page",
        "?a=b",
        "./a",
        "https:evil.example",
        "https:/evil.example",
        "https://",
        "https:///a",
        "http://:80",
        "https://a.example@evil.example",
        "https://a.example\\@evil.example",
        "<https://a b.example>",
        "https://a.example:99999",
        "https://a.example:+8",
        "https://1.2.3",
        "https://a.0x7f",
        "https://a..example",
        "https://[::1]",
        "https://%61.example",
        "https://xn--a",
        "mailto:a",
        "mailto://a@b",
        "mailto:a&#10;b@c",
        "https://a\u{202e}b.example",
    ] {
        assert_eq!(
            review(&format!("[x]({destination})")),
            "<p>x</p>",
            "{destination}"
        );
    }
}

#[test]
fn an_autolink_is_judged_like_any_other() {
    assert_eq!(
        review("<javascript:alert(1)>"),
        "<p>javascript:alert(1)</p>"
    );
    assert_eq!(
        review("<https://a.example>"),
        link("https://a.example", "https://a.example")
    );
}

#[test]
fn a_reference_is_judged_like_any_other() {
    assert_eq!(review("[x]\n\n[x]: JAVASCRIPT:alert(1)"), "<p>x</p>");
    assert_eq!(
        review("[x]\n\n[x]: /a 'b \"c\"'"),
        "<p><a href=\"/a\" title=\"b &quot;c&quot;\">x</a></p>"
    );
}

#[test]
fn links_out_of_comments_are_marked() {
    assert_eq!(
        comment("[x](https://a.example \"t\") [y](/b) [z](mailto:a@b.example)"),
        "<p><a href=\"https://a.example\" rel=\"nofollow ugc\">x</a> <a href=\"/b\">y</a> \
         <a href=\"mailto:a@b.example\">z</a></p>"
    );
    assert!(comment("https://a.example").contains(" rel=\"nofollow ugc\">"));
    assert!(!review("https://a.example [x](https://a.example)").contains("rel="));
}

#[test]
fn bare_addresses_become_links() {
    for (source, url, rest) in [
        ("https://a.example.", "https://a.example", "."),
        ("https://a.example/b_c_d?!", "https://a.example/b_c_d", "?!"),
        ("https://a.example/b_(c)", "https://a.example/b_(c)", ""),
        ("https://a.example/b_(c))", "https://a.example/b_(c)", ")"),
        ("https://a.example/b).", "https://a.example/b", ")."),
        ("https://a.example/b(", "https://a.example/b", "("),
        (
            "https://a.example/?b=c&d=e",
            "https://a.example/?b=c&d=e",
            "",
        ),
        ("https://a.example”", "https://a.example", "”"),
        ("https://a.example/ä…", "https://a.example/ä", "…"),
        ("https://a.example | b", "https://a.example", " | b"),
    ] {
        let url = url.replace('&', "&amp;");
        let html = format!("<p><a href=\"{url}\">{url}</a>{rest}</p>");
        assert_eq!(review(source), html);
        assert_eq!(review(&format!("({source}")), html.replace("<p>", "<p>("));
    }
    assert_eq!(
        review("HTTP://a.example"),
        link("http://a.example", "HTTP://a.example")
    );
}

#[test]
fn what_only_resembles_an_address_stays_text() {
    for source in [
        "xhttps://a.example",
        "https://",
        "https://?",
        "ftp://a.example",
        "://",
        "javascript://a",
        "https://a@b.example",
        "http://http://",
    ] {
        assert_eq!(review(source), format!("<p>{source}</p>"));
    }
}

#[test]
fn addresses_in_code_links_and_html_stay_text() {
    assert_eq!(
        review("`https://a.example`"),
        "<p><code>https://a.example</code></p>"
    );
    assert_eq!(
        review("    https://a.example"),
        "<pre><code>https://a.example</code></pre>"
    );
    assert_eq!(
        review("[https://a.example](/b)"),
        link("/b", "https://a.example")
    );
    assert_eq!(
        review("<b title=\"https://a.example\">"),
        "<p>&lt;b title=\"https://a.example\"&gt;</p>"
    );
}

#[test]
fn a_bare_address_ends_where_a_spoiler_does() {
    let html = "<a href=\"https://a.example\">https://a.example</a>";
    assert_eq!(
        review("||https://a.example||"),
        format!("<p>{}</p>", spoiler(html))
    );
}
