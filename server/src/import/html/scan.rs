//! Cuts the HTML of a post into tokens in one pass, whatever state it is in.

use std::borrow::Cow;

use super::entities::decode;

/// The most attributes of a tag that are looked at.
const MAX_ATTRIBUTES: usize = 64;
/// The longest opening shortcode that is understood, in bytes.
const MAX_SHORTCODE: usize = 2048;

/// The shortcode around the address of something shown elsewhere.
const EMBED: &str = "[embed";

/// A piece of a post.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, its entities resolved.
    Text(Cow<'a, str>),
    /// A start tag, its name in lower case.
    Open(String, Attributes),
    /// An end tag, its name in lower case.
    Close(String),
    /// The start tag of a `cite` or `footer` that says where the quotation around it is from.
    Source(String),
    /// A block of the block editor begins (`true`) or ends.
    EditorBlock(bool),
    /// `[caption]`, with the caption when it stands in an attribute as it once did.
    Caption(Option<String>),
    /// `[/caption]`.
    CaptionEnd,
    /// A frame, player or `[embed]` with the address of what it shows.
    Embed(String),
}

/// The attributes of a tag, values with entities resolved.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// Finds the value of `name`, trimmed.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.trim())
    }

    /// Says whether `class` is among the classes.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.get("class")
            .is_some_and(|classes| classes.split_whitespace().any(|c| c == class))
    }
}

/// Cuts `html` into tokens. What cannot be a tag is text, so nothing is lost.
pub(super) struct Scanner<'a> {
    rest: &'a str,
    /// Where searched ends were found, in bytes before the end of the text; none if they never come.
    /// So no stretch of text is searched twice for the same thing.
    found: Vec<(String, Option<usize>)>,
    quotes_pair: bool,
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning of `html`.
    pub(super) fn new(html: &'a str) -> Self {
        Self {
            rest: html,
            found: Vec::new(),
            quotes_pair: true,
        }
    }

    /// Finds `end` in the rest.
    fn find(&mut self, end: &str) -> Option<usize> {
        let length = self.rest.len();
        let known = self.found.iter().position(|(known, _)| known == end);
        if let Some(index) = known {
            match self.found[index].1 {
                None => return None,
                Some(left) if left <= length => return Some(length - left),
                Some(_) => {}
            }
        }
        let at = self.rest.find(end);
        let left = at.map(|at| length - at);
        match known {
            Some(index) => self.found[index].1 = left,
            None => self.found.push((end.to_owned(), left)),
        }
        at
    }

    fn markup(&mut self) -> Option<Token<'a>> {
        let rest = self.rest;
        if rest.starts_with("<!--") {
            let end = self.find("-->")?;
            self.rest = &rest[end + 3..];
            return Some(editor_block(rest.get(4..end).unwrap_or_default()));
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let end = self.find(">")?;
            self.rest = &rest[end + 1..];
            return Some(Token::Text(Cow::Borrowed("")));
        }
        let body = rest.strip_prefix('<')?;
        let (is_end, body) = body
            .strip_prefix('/')
            .map_or((false, body), |body| (true, body));
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length = self.tag_length()?;
        let tag = &rest[rest.len() - body.len()..length];
        self.rest = &rest[length + 1..];
        let name_end = tag
            .find(|c: char| c.is_ascii_whitespace() || c == '/')
            .unwrap_or(tag.len());
        let name = tag[..name_end].to_ascii_lowercase();
        if is_end {
            return Some(Token::Close(name));
        }
        Some(self.opened(name, attributes(&tag[name_end..])))
    }

    /// Finds the `>` that ends the tag at the beginning of the rest, outside quotes if they pair.
    fn tag_length(&mut self) -> Option<usize> {
        let mut quote = None;
        if self.quotes_pair {
            for (at, byte) in self.rest.bytes().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return Some(at),
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), byte) if open == byte => quote = None,
                    _ => {}
                }
            }
            self.quotes_pair = false;
        }
        self.find(">")
    }

    /// Handles the elements whose content is no text.
    fn opened(&mut self, name: String, attributes: Attributes) -> Token<'a> {
        match name.as_str() {
            "script" | "style" | "template" | "svg" | "noscript" | "title" | "select" => {
                if self.content_of(&name).is_none() && matches!(name.as_str(), "script" | "style") {
                    self.rest = "";
                }
                Token::Text(Cow::Borrowed(""))
            }
            "iframe" | "object" | "video" | "audio" => {
                let inner = self.content_of(&name).unwrap_or_default();
                let own = attributes.get("src").or_else(|| attributes.get("data"));
                match own.map(ToOwned::to_owned).or_else(|| inner_source(inner)) {
                    Some(address) => Token::Embed(address),
                    None => Token::Text(Cow::Borrowed("")),
                }
            }
            "embed" => match attributes.get("src") {
                Some(address) => Token::Embed(address.to_owned()),
                None => Token::Text(Cow::Borrowed("")),
            },
            "cite" | "footer" if self.ends_quotation(&name) => Token::Source(name),
            _ => Token::Open(name, attributes),
        }
    }

    /// Says whether the element that has just begun is the last thing in a quotation.
    fn ends_quotation(&mut self, name: &str) -> bool {
        let Some(at) = self.find(&format!("</{name}>")) else {
            return false;
        };
        let mut after = self.rest[at..].trim_start();
        while let Some(tag) = after.strip_prefix("</") {
            if tag.starts_with("blockquote") {
                return true;
            }
            after = tag
                .split_once('>')
                .map_or("", |(_, rest)| rest.trim_start());
        }
        false
    }

    /// Takes everything up to the end tag of `name` and the tag itself.
    fn content_of(&mut self, name: &str) -> Option<&'a str> {
        let end = format!("</{name}");
        if self
            .found
            .iter()
            .any(|(known, left)| *known == end && left.is_none())
        {
            return None;
        }
        let rest = self.rest;
        let mut from = 0;
        while let Some(at) = rest[from..].find("</") {
            let at = from + at;
            if rest
                .get(at..at + end.len())
                .is_some_and(|tag| tag.eq_ignore_ascii_case(&end))
            {
                let after = rest[at..]
                    .find('>')
                    .map_or(rest.len(), |close| at + close + 1);
                self.rest = &rest[after..];
                return Some(&rest[..at]);
            }
            from = at + 2;
        }
        self.found.push((end, None));
        None
    }

    /// Reads `[caption]`, its end and `[embed]`; every other shortcode is text.
    fn shortcode(&mut self) -> Option<Token<'a>> {
        let rest = self.rest;
        for (open, end) in [
            ("[caption", "[/caption]"),
            ("[wp_caption", "[/wp_caption]"),
            (EMBED, "[/embed]"),
        ] {
            if rest.starts_with(end) && open != EMBED {
                self.rest = &rest[end.len()..];
                return Some(Token::CaptionEnd);
            }
            let Some(body) = rest.strip_prefix(open) else {
                continue;
            };
            if !body.starts_with([' ', ']', '\n']) {
                continue;
            }
            let end_at = self.find(end)?;
            let bracket = rest[..end_at]
                .bytes()
                .take(MAX_SHORTCODE)
                .position(|byte| byte == b']')?;
            if open == EMBED {
                self.rest = &rest[end_at + end.len()..];
                return Some(Token::Embed(
                    decode(rest[bracket + 1..end_at].trim()).into_owned(),
                ));
            }
            self.rest = &rest[bracket + 1..];
            let found = attributes(&rest[open.len()..bracket]);
            let caption = found.get("caption").filter(|caption| !caption.is_empty());
            return Some(Token::Caption(caption.map(ToOwned::to_owned)));
        }
        None
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let token = match self.rest.as_bytes()[0] {
            b'<' => self.markup(),
            b'[' => self.shortcode(),
            _ => None,
        };
        if token.is_some() {
            return token;
        }
        // The first character is text in any case, so there is always progress.
        let first = self.rest.chars().next().map_or(1, char::len_utf8);
        let end = self.rest[first..]
            .find(['<', '['])
            .map_or(self.rest.len(), |at| first + at);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(Token::Text(decode(text)))
    }
}

/// Reads a comment: `wp:…` opens a block of the editor, `/wp:…` closes it, all else says nothing.
fn editor_block(comment: &str) -> Token<'_> {
    let comment = comment.trim();
    // The editor's classic block holds text as it was written before there were blocks.
    let is_classic = comment.trim_start_matches('/').starts_with("wp:freeform");
    if comment.starts_with("/wp:") && !is_classic {
        Token::EditorBlock(false)
    } else if comment.starts_with("wp:") && !comment.ends_with('/') && !is_classic {
        Token::EditorBlock(true)
    } else {
        Token::Text(Cow::Borrowed(""))
    }
}

/// Finds the address a player or object shows.
fn inner_source(html: &str) -> Option<String> {
    Scanner::new(html).find_map(|token| match token {
        Token::Open(name, attributes) if name == "source" => {
            attributes.get("src").map(ToOwned::to_owned)
        }
        Token::Embed(address) => Some(address),
        _ => None,
    })
}

fn attributes(text: &str) -> Attributes {
    let mut found = Vec::new();
    let mut rest = text;
    while found.len() < MAX_ATTRIBUTES {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            break;
        }
        let end = rest[1..]
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'))
            .map_or(rest.len(), |at| at + 1);
        // The first character of a name may have several bytes.
        let end = (end..=rest.len())
            .find(|&at| rest.is_char_boundary(at))
            .unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let value = match rest.strip_prefix('=') {
            Some(after) => {
                let (value, after) = attribute_value(after.trim_start());
                rest = after;
                value
            }
            None => "",
        };
        found.push((name, decode(value).into_owned()));
    }
    Attributes(found)
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(body) = text.strip_prefix(quote) {
            return body.split_once(quote).unwrap_or((body, ""));
        }
    }
    text.split_at(
        text.find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(text.len()),
    )
}
