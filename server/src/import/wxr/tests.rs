use std::io::{BufReader, Read};

use super::CommentState::{Approved, Held, Spam, Trash};
use super::*;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Lantern &amp; Reel</title><link>https://lantern.example</link>
"#;
const FOOT: &str = "</channel></rss>\n";

fn export(body: &str) -> String {
    format!("{HEAD}{body}{FOOT}")
}

/// Reads to the end, through a buffer small enough to cut everything.
fn read(text: &str) -> Result<Vec<Entry>, WxrError> {
    let mut reader = WxrReader::new(BufReader::with_capacity(7, text.as_bytes()));
    let mut entries = Vec::new();
    while let Some(entry) = reader.next_entry()? {
        entries.push(entry);
    }
    assert_eq!(reader.bytes_read(), text.len() as u64);
    Ok(entries)
}

fn item(body: &str) -> WxrItem {
    let entries = read(&export(&format!("<item>{body}</item>"))).expect("a sound export");
    match entries.into_iter().next_back() {
        Some(Entry::Item(item)) => *item,
        other => panic!("no item but {other:?}"),
    }
}

fn refusal(text: &str) -> String {
    read(text).expect_err("a refusal").to_string()
}

#[test]
fn entries_come_in_the_order_of_the_file() {
    let entries = read(&export(
        "<image><title>icon</title></image>\
         <wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[ann]]></wp:author_login></wp:author>\
         <wp:category><wp:category_nicename>noir</wp:category_nicename><wp:category_parent>crime</wp:category_parent><wp:cat_name><![CDATA[Noir]]></wp:cat_name></wp:category>\
         <wp:tag><wp:tag_slug>rain</wp:tag_slug><wp:tag_name><![CDATA[Rain]]></wp:tag_name></wp:tag>\
         <item><title>One</title></item>",
    ))
    .expect("a sound export");
    let [
        Entry::Site(site),
        Entry::Author(author),
        Entry::Category(category),
        Entry::Tag(tag),
        Entry::Item(item),
    ] = entries.as_slice()
    else {
        panic!("{entries:?}");
    };
    assert_eq!(
        (site.title.as_str(), site.link.as_str()),
        ("Lantern & Reel", "https://lantern.example")
    );
    assert_eq!((author.id, author.login.as_str()), (2, "ann"));
    assert_eq!(
        (category.name.as_str(), category.parent.as_str()),
        ("Noir", "crime")
    );
    assert_eq!(
        (tag.domain.as_str(), tag.nicename.as_str()),
        ("post_tag", "rain")
    );
    assert_eq!(item.title, "One");
}

#[test]
fn an_empty_export_has_a_header() {
    assert!(matches!(
        read(&export("")).expect("sound").as_slice(),
        [Entry::Site(_)]
    ));
}

#[test]
fn an_item_holds_everything() {
    let item = item(
        "<title><![CDATA[The Tin Lantern]]></title><link>https://lantern.example/tin/</link>\
         <pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><dc:creator><![CDATA[ann]]></dc:creator>\
         <guid isPermaLink=\"false\">https://lantern.example/?p=7</guid>\
         <content:encoded><![CDATA[a]]]]><![CDATA[>b\r\n&amp;]]> &#8217;&lt;</content:encoded>\
         <excerpt:encoded><![CDATA[short]]></excerpt:encoded><wp:post_id>7</wp:post_id>\
         <wp:post_date>2018-11-20 08:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>\
         <wp:comment_status>open</wp:comment_status><wp:post_name>tin</wp:post_name><wp:status>future</wp:status>\
         <wp:post_parent>3</wp:post_parent><wp:post_type>page</wp:post_type><wp:post_password>x</wp:post_password>\
         <wp:is_sticky>1</wp:is_sticky><wp:attachment_url>https://lantern.example/a.jpg</wp:attachment_url>\
         <category domain=\"post_tag\" nicename=\"a&amp;b\"><![CDATA[A & B]]></category>\
         <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[9]]></wp:meta_value></wp:postmeta>\
         <unknown><deep>text</deep></unknown>",
    );
    assert_eq!(item.title, "The Tin Lantern");
    assert_eq!(item.content, "a]]>b\n&amp; ’<");
    assert_eq!(
        (item.post_id, item.parent, item.slug.as_str()),
        (7, 3, "tin")
    );
    assert_eq!(item.published_at, Some(1_542_700_800_000_000));
    assert_eq!(
        (item.status, item.kind),
        (PostStatus::Future, PostKind::Page)
    );
    assert!(item.comments_open && item.has_password && item.is_sticky);
    assert_eq!(item.terms[0].nicename, "a&b");
    assert_eq!(item.meta, [("_thumbnail_id".to_owned(), "9".to_owned())]);
    assert_eq!(
        (item.excerpt.as_str(), item.creator.as_str()),
        ("short", "ann")
    );
}

#[test]
fn comments_keep_state_kind_and_parent_but_no_address() {
    let comment = |id: u8, state: &str, kind: &str| {
        format!(
            "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[Bo]]></wp:comment_author>\
             <wp:comment_author_email>bo@mail.example</wp:comment_author_email><wp:comment_author_IP>192.0.2.99</wp:comment_author_IP>\
             <wp:comment_date_gmt>2018-11-20 08:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[Fine.]]></wp:comment_content>\
             <wp:comment_approved>{state}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>\
             <wp:comment_parent>1</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id>\
             <wp:commentmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v</wp:meta_value></wp:commentmeta></wp:comment>"
        )
    };
    let item = item(
        &[
            comment(1, "1", ""),
            comment(2, "0", "pingback"),
            comment(3, "spam", "trackback"),
            comment(4, "trash", "comment"),
            comment(5, "post-trashed", "note"),
            comment(6, "odd", ""),
        ]
        .concat(),
    );
    let states: Vec<CommentState> = item.comments.iter().map(|comment| comment.state).collect();
    assert_eq!(states, [Approved, Held, Spam, Trash, Trash, Held]);
    assert_eq!(item.comments[1].kind, CommentKind::Pingback);
    assert_eq!(item.comments[4].kind, CommentKind::Other("note".to_owned()));
    assert_eq!((item.comments[2].id, item.comments[2].parent), (3, 1));
    assert_eq!(item.comments[0].created_at, Some(1_542_700_800_000_000));
    assert_eq!(item.comments[0].meta, [("k".to_owned(), "v".to_owned())]);
    assert!(!format!("{item:?}").contains("192.0.2.99"));
}

#[test]
fn older_versions_and_other_prefixes_are_read() {
    let text = "\u{FEFF}<rss xmlns:w=\"http://wordpress.org/export/1.0/\" xmlns:c=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
        <item><title>Old</title><c:encoded>text</c:encoded><wp:post_id>9</wp:post_id><w:post_id>4</w:post_id>\
        <category>Noir</category><category domain=\"category\" nicename=\"noir\">Noir</category><category domain=\"tag\" nicename=\"rain\">Rain</category></item></channel></rss>";
    let entries = read(text).expect("sound");
    let Some(Entry::Item(item)) = entries.last() else {
        panic!("{entries:?}")
    };
    assert_eq!((item.post_id, item.content.as_str()), (4, "text"));
    let terms: Vec<&str> = item.terms.iter().map(|term| term.domain.as_str()).collect();
    assert_eq!(terms, ["category", "post_tag"]);
}

#[test]
fn other_files_are_refused_with_a_reason() {
    for (text, reason) in [
        (
            "",
            "line 1, byte 0: this is not a WordPress export: the file is empty",
        ),
        ("  \n ", "it holds no element"),
        ("just words", "it is not XML"),
        ("<!DOCTYPE html>\n<html></html>", "it is an HTML page"),
        ("<html><body></html>", "it is an HTML page"),
        (
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>",
            "it is an Atom feed",
        ),
        ("<svg></svg>", "its root is not <rss>"),
        (
            "<rss version=\"2.0\"><channel></channel></rss>",
            "a feed and not an export",
        ),
        ("PK\u{3}\u{4}zip", "it is a ZIP archive"),
        ("\0\0\0", "it is not XML"),
        (
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss/>",
            "it says “iso-8859-1”",
        ),
    ] {
        let message = refusal(text);
        assert!(
            message.to_lowercase().contains(&reason.to_lowercase()),
            "{text:?}: {message}"
        );
    }
    let utf16: &[u8] = b"\xFF\xFE<\0r\0";
    let message = WxrReader::new(utf16)
        .next_entry()
        .expect_err("a refusal")
        .to_string();
    assert!(message.contains("UTF-16"), "{message}");
}

#[test]
fn broken_xml_is_refused_with_its_line() {
    let line = HEAD.lines().count() + 2;
    for (body, reason) in [
        ("<item><title>a</link></item>", "the XML is broken"),
        (
            "<item><title>a &nbsp; b</title></item>",
            "the entity &nbsp;",
        ),
        ("<item><title>a & b</title></item>", "the XML is broken"),
        (
            "<item><title>&#0;</title></item>",
            "&#0; names no character",
        ),
        (
            "<item><wp:post_id>seven</wp:post_id></item>",
            "<wp:post_id> should hold a number and holds “seven”",
        ),
        ("<item a=\"&x;\"></item>", "the entity &x;"),
        ("<item a=b></item>", "the XML is broken"),
        (
            "<!DOCTYPE rss SYSTEM \"http://far.example/x.dtd\">",
            "document type definition",
        ),
    ] {
        let message = refusal(&export(&format!("\n{body}\n")));
        assert!(
            message.starts_with(&format!("line {line}, byte ")),
            "{body}: {message}"
        );
        assert!(message.contains(reason), "{body}: {message}");
    }
}

#[test]
fn a_bomb_of_entities_is_refused_at_its_definition() {
    let mut text = String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY a \"lol\">\n");
    for name in 'b'..='j' {
        let inner = char::from(name as u8 - 1);
        let many = format!("&{inner};").repeat(10);
        text.extend(["<!ENTITY ", &name.to_string(), " \"", &many, "\">\n"]);
    }
    text.push_str("]>\n<rss>&j;</rss>");
    let message = refusal(&text);
    assert!(
        message.starts_with("line 2, ") && message.contains("document type definition"),
        "{message}"
    );
}

#[test]
fn a_file_cut_off_says_inside_what() {
    let whole = export(
        "<item>\n<title>One</title>\n<content:encoded><![CDATA[long\ntext]]></content:encoded></item>",
    );
    for length in 1..whole.trim_end().len() {
        if !whole.is_char_boundary(length) {
            continue;
        }
        assert!(read_partly(&whole[..length]).is_err(), "{length}");
    }
    let cut = whole.find("text]]>").expect("the text");
    let message = refusal(&whole[..cut]);
    assert!(
        message.contains("ends inside <content:encoded>, opened in line 6"),
        "{message}"
    );
}

fn many_attributes(count: u32) -> String {
    let names: Vec<String> = (0..count).map(|number| format!("a{number}")).collect();
    format!(" {}=\"\"", names.join("=\"\" "))
}

fn read_partly(text: &str) -> Result<(), WxrError> {
    let mut reader = WxrReader::new(text.as_bytes());
    while reader.next_entry()?.is_some() {}
    Ok(())
}

#[test]
fn nothing_is_read_after_an_error() {
    let text = export("<item><wp:post_id>x</wp:post_id></item><item></item>");
    let mut reader = WxrReader::new(text.as_bytes());
    assert!(reader.next_entry().is_ok_and(|entry| entry.is_some()));
    assert!(reader.next_entry().is_err());
    assert!(reader.next_entry().is_ok_and(|entry| entry.is_none()));
}

#[test]
fn limits_are_named() {
    let attributes = many_attributes(80_000);
    assert!(refusal(&export(&format!("<item{attributes}></item>"))).contains("64 KiB"));
    let attributes = many_attributes(65);
    assert!(refusal(&export(&format!("<item{attributes}></item>"))).contains("64 attributes"));
    let deep = "<a>".repeat(100);
    assert!(refusal(&export(&deep)).contains("32 levels"));
}

#[test]
fn huge_texts_are_refused_while_being_read() {
    let endless = |start: &str, filler: u8| {
        let start = export("").replace(FOOT, start).into_bytes();
        let source = std::io::Cursor::new(start).chain(std::io::repeat(filler));
        let mut reader = WxrReader::new(BufReader::new(source));
        while let Some(_entry) = reader.next_entry()? {}
        Ok::<(), WxrError>(())
    };
    for start in [
        "<item><title>",
        "<item><title><![CDATA[",
        "<item ",
        "<!--",
        "<?pi ",
        "<item><title>&",
        "<!DOCTYPE a [",
    ] {
        let message = endless(start, b'a').expect_err("a refusal").to_string();
        assert!(message.contains("16 MiB"), "{start}: {message}");
    }
    let pieces = "<![CDATA[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]]>".repeat(220_000);
    assert!(refusal(&export(&format!("<item><title>{pieces}</title></item>"))).contains("16 MiB"));
}

#[test]
fn control_characters_are_left_out() {
    assert_eq!(item("<title>a\0b\u{b}c</title>").title, "abc");
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    let mut bytes = export("<item><title>caf").into_bytes();
    bytes.truncate(bytes.len() - FOOT.len());
    bytes.extend(b"\xE9</title></item>");
    let mut reader = WxrReader::new(bytes.as_slice());
    let mut last = reader.next_entry();
    while let Ok(Some(_)) = last {
        last = reader.next_entry();
    }
    let message = last.expect_err("a refusal").to_string();
    assert!(message.contains("not in UTF-8"), "{message}");
}
