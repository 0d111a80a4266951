//! One saved page: which addresses it had, and how many liked what is on it.

use std::{collections::BTreeMap, sync::LazyLock};

use scraper::{ElementRef, Html, Node, Selector};
use url::Url;

use crate::store::likes::MOST_BROUGHT;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The addresses it gives as its own.
    pub(super) addresses: Vec<Url>,
    /// How many liked the post; 0 where it does not say.
    pub(super) post: i64,
    /// How many liked each comment that anybody liked.
    pub(super) comments: BTreeMap<i64, i64>,
    /// What stands where a number should, and cannot be read as one.
    pub(super) unread: Vec<String>,
}

const COMMENT: &str = "comment-like-count-";

/// Where a page says who it is, with the attribute that holds the address.
const ADDRESSES: [(&str, &str); 3] = [
    ("link[rel=canonical]", "href"),
    ("meta[property=\"og:url\"]", "content"),
    ("link[rel=shortlink]", "href"),
];

/// Where the post's own likes stand, the most certain place first.
const POST: [&str; 6] = [
    ".wpl-count-text",
    ".wpl-count",
    ".sd-like-count",
    ".wpl-likebox",
    ".post-likes-widget",
    ".sd-like",
];

fn selector(text: &str) -> Option<Selector> {
    Selector::parse(text).ok()
}

static COMMENTS: LazyLock<Option<Selector>> =
    LazyLock::new(|| selector("[id^=\"comment-like-count-\"]"));
static COUNTED: LazyLock<Option<Selector>> = LazyLock::new(|| selector("[data-like-count]"));

/// Reads a page.
pub(super) fn read(text: &str) -> Page {
    let html = Html::parse_document(text);
    let mut page = Page {
        addresses: addresses(&html),
        ..Page::default()
    };
    for element in COMMENTS.iter().flat_map(|all| html.select(all)) {
        let id = element.value().id().unwrap_or_default();
        let Some(number) = id.strip_prefix(COMMENT).and_then(|id| id.parse().ok()) else {
            continue;
        };
        match comment_likes(element) {
            Ok(0) => {}
            Ok(count) => {
                page.comments.insert(number, count);
            }
            Err(words) => page.unread.push(format!("comment {number}: “{words}”")),
        }
    }
    page.post = post_likes(&html);
    page
}

/// Reads how many like a comment. What people read goes first: an attribute leaves out whoever saved the
/// page, where they like it too.
fn comment_likes(element: ElementRef<'_>) -> Result<i64, String> {
    let words = words_of(element);
    let counted = || {
        let counted = COUNTED.iter().flat_map(|all| element.select(all)).next();
        counted.and_then(|counted| number(counted.attr("data-like-count")?))
    };
    people(&words).or_else(counted).ok_or(words)
}

fn post_likes(html: &Html) -> i64 {
    let places = POST.iter().filter_map(|place| selector(place));
    let mut counts = places.filter_map(|place| {
        let mut counts = html
            .select(&place)
            .filter_map(|found| people(&words_of(found)));
        counts.find(|count| *count > 0)
    });
    counts.next().unwrap_or_default()
}

fn words_of(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = text.split_whitespace().take(40).collect();
    words.join(" ")
}

/// Reads how many people a sentence says to like something: “Liked by you and 2 other people”, “One
/// blogger likes this.” Nothing when it is no such sentence.
fn people(sentence: &str) -> Option<i64> {
    let sentence = sentence.to_lowercase();
    let words: Vec<&str> = sentence
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    // The button alone, before anybody has pressed it, or while it still asks how many have.
    let is_button = words
        .iter()
        .all(|word| ["like", "this", "loading"].contains(word));
    if is_button || words.starts_with(&["be", "the", "first"]) {
        return Some(0);
    }
    let tells = |word: &&str| {
        matches!(
            *word,
            "like" | "likes" | "liked" | "person" | "people" | "blogger" | "bloggers"
        )
    };
    if !words.iter().any(tells) {
        return None;
    }
    let reader = i64::from(words.contains(&"you"));
    let others = words.iter().find_map(|word| match *word {
        "one" => Some(1),
        word => number(word),
    });
    let count = others.unwrap_or_default() + reader;
    (others.is_some() || reader > 0).then_some(count)
}

/// Reads a number as people write it, in groups of three or not.
fn number(word: &str) -> Option<i64> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '’' | '\u{202f}');
    if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.chars().all(is_part) {
        return None;
    }
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let number = digits.parse().ok();
    number.filter(|number| *number <= MOST_BROUGHT)
}

/// Finds the addresses a page gives as its own: in its head, or where the browser that saved it noted it.
fn addresses(html: &Html) -> Vec<Url> {
    let mut addresses = Vec::new();
    for (place, attribute) in ADDRESSES {
        let Some(place) = selector(place) else {
            continue;
        };
        let found = html
            .select(&place)
            .filter_map(|found| found.attr(attribute));
        addresses.extend(found.filter_map(|address| Url::parse(address.trim()).ok()));
    }
    for node in html.tree.values() {
        if let Node::Comment(comment) = node
            && let Some(address) = saved_from(comment)
        {
            addresses.push(likes_frame(&address).unwrap_or(address));
        }
    }
    addresses
}

/// Reads the note that a browser leaves: `saved from url=(0042)https://…`, or a line `url: https://…`.
fn saved_from(comment: &str) -> Option<Url> {
    let comment = comment.trim();
    let written = match comment.strip_prefix("saved from url=(") {
        Some(rest) => rest.split_once(')')?.1,
        None => comment
            .lines()
            .find_map(|line| line.trim().strip_prefix("url: "))?,
    };
    Url::parse(written.trim()).ok()
}

/// Returns the address of the post that a frame with its likes belongs to. A page's own likes stand in
/// such a frame, which is saved as a file beside it.
fn likes_frame(address: &Url) -> Option<Url> {
    let is_frame = address.host_str()? == "widgets.wp.com" && address.path().starts_with("/likes");
    if !is_frame {
        return None;
    }
    let told = [address.query(), address.fragment()];
    let told = told.into_iter().flatten().collect::<Vec<_>>().join("&");
    let field = |name: &str| {
        url::form_urlencoded::parse(told.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    let (origin, post) = (field("origin")?, field("post_id")?);
    let host = origin
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    post.parse::<i64>().ok()?;
    Url::parse(&format!("https://{host}/?p={post}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_counted() {
        for (sentence, count) in [
            ("Like", Some(0)),
            ("", Some(0)),
            ("Like Loading...", Some(0)),
            ("Be the first to like this.", Some(0)),
            ("Liked by 1 person", Some(1)),
            ("Liked by 12 people", Some(12)),
            ("Liked by you", Some(1)),
            ("Liked by you and 1 other person", Some(2)),
            ("Liked by you and 3 other people", Some(4)),
            ("Like this: One blogger likes this.", Some(1)),
            ("5 bloggers like this.", Some(5)),
            ("You and 2 bloggers like this", Some(3)),
            ("1 like", Some(1)),
            ("1,204 likes", Some(1_204)),
            ("1.204 likes", Some(1_204)),
            ("You like this.", Some(1)),
            ("Gefällt 3 Personen", None),
            ("99999999999 likes", None),
            ("999999999999999999999 likes", None),
            ("-3 likes", Some(3)),
        ] {
            assert_eq!(people(sentence), count, "{sentence}");
        }
    }

    #[test]
    fn the_words_go_before_the_attribute_and_it_before_nothing() {
        let comment = |inside: &str| {
            let page = read(&format!(
                "<span id=\"comment-like-count-7\">{inside}</span>"
            ));
            (page.comments.get(&7).copied(), page.unread.len())
        };
        let link = |words: &str| {
            format!(
                "Liked by <a href=\"#\" class=\"view-likers\" data-like-count=\"3\">{words}</a>"
            )
        };
        assert_eq!(comment("Like"), (None, 0));
        assert_eq!(comment(&link("3 people")), (Some(3), 0));
        assert_eq!(comment(&link("you and 3 other people")), (Some(4), 0));
        assert_eq!(
            comment("Gefällt <a data-like-count=\"3\">3 Personen</a>"),
            (Some(3), 0)
        );
        assert_eq!(comment("Gefällt 3 Personen"), (None, 1));
    }

    #[test]
    fn a_page_says_which_address_it_had() {
        let addresses = |text: &str| {
            let page = read(text);
            page.addresses
                .iter()
                .map(Url::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            addresses("<link rel=\"canonical\" href=\"https://old.example/2018/11/20/salt/\">"),
            ["https://old.example/2018/11/20/salt/"]
        );
        assert_eq!(
            addresses("<!-- saved from url=(0036)https://old.example/2018/11/20/salt/ --><html>"),
            ["https://old.example/2018/11/20/salt/"]
        );
        assert_eq!(
            addresses(
                "<html><!--\n Page saved with a tool \n url: https://old.example/salt/ \n-->"
            ),
            ["https://old.example/salt/"]
        );
        assert_eq!(
            addresses(
                "<!-- saved from url=(0099)https://widgets.wp.com/likes/index.html?ver=1#blog_id=4&post_id=17&origin=https://old.example&obj_id=4-17-x -->"
            ),
            ["https://old.example/?p=17"]
        );
        assert_eq!(addresses("<link rel=canonical href=\"/salt/\">"), [""; 0]);
    }
}
