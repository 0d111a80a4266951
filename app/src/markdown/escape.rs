//! Escaping, byte for byte as an HTML serialiser does it.

/// Appends text between tags.
pub(super) fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        push_char(out, c);
    }
}

/// Appends the value of an attribute in double quotes.
pub(super) fn push_attribute(out: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            c => push_char(out, c),
        }
    }
}

fn push_char(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\u{a0}' => out.push_str("&nbsp;"),
        '\n' | '\t' => out.push(c),
        // Character references such as `&#13;` bring control characters past any clean-up of the source,
        // and a parser drops or changes some of them.
        c if c.is_control() => {}
        c => out.push(c),
    }
}
