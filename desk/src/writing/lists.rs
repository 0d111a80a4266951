//! Lists and quotations that go on by themselves when a line ends.

use super::edit::{Edit, Selected};

/// Returns what the enter key does within a list or a quotation; none where it begins a plain line.
pub(crate) fn go_on(at: &Selected<'_>) -> Option<Edit> {
    if at.start != at.end {
        return None;
    }
    let start = at.line_start();
    let line = &at.text[start..at.line_end()];
    let (lead, next) = lead(line)?;
    if at.start < start + lead.len() {
        return None;
    }
    if line[lead.len()..].trim().is_empty() {
        // An item with nothing in it ends the list.
        return Some(Edit {
            start,
            end: start + line.len(),
            with: String::new(),
            select: (start, start),
        });
    }
    Some(Edit::instead(at, format!("\n{next}")))
}

/// Returns what a line begins with and what the next one does.
fn lead(line: &str) -> Option<(&str, String)> {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = &line[indent..];
    if let Some(quoted) = rest.strip_prefix("> ") {
        // A list in a quotation goes on in it.
        let outer = indent + 2;
        return Some(match lead(quoted) {
            Some((inner, next)) => {
                let lead = &line[..outer + inner.len()];
                (lead, format!("{}{next}", &line[..outer]))
            }
            None => (&line[..outer], line[..outer].to_owned()),
        });
    }
    if ["- ", "* ", "+ "].iter().any(|sign| rest.starts_with(sign)) {
        // A line of nothing but signs is a rule.
        let is_rule = rest.len() > 4 && rest.chars().all(|c| c == ' ' || rest.starts_with(c));
        let lead = &line[..indent + 2];
        return (!is_rule).then(|| (lead, lead.to_owned()));
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: u64 = rest[..digits].parse().ok().filter(|_| digits < 9)?;
    let sign = rest[digits..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ')'))?;
    if !rest[digits + 1..].starts_with(' ') {
        return None;
    }
    let lead = &line[..indent + digits + 2];
    Some((lead, format!("{}{}{sign} ", &line[..indent], number + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str) -> Option<String> {
        let at = text.find('‹').unwrap();
        let text = text.replace('‹', "");
        let place = Selected {
            text: &text,
            start: at,
            end: at,
        };
        go_on(&place).map(|edit| edit.marked(&text).replace('›', ""))
    }

    #[test]
    fn an_item_is_followed_by_the_next() {
        assert_eq!(after("- a‹").unwrap(), "- a\n- ‹");
        assert_eq!(after("- a‹b").unwrap(), "- a\n- ‹b");
        assert_eq!(after("  * a‹").unwrap(), "  * a\n  * ‹");
        assert_eq!(after("9. a‹").unwrap(), "9. a\n10. ‹");
        assert_eq!(after("2) a‹").unwrap(), "2) a\n3) ‹");
        assert_eq!(after("> a‹").unwrap(), "> a\n> ‹");
        assert_eq!(after("> 1. a‹").unwrap(), "> 1. a\n> 2. ‹");
    }

    #[test]
    fn an_empty_item_ends_the_list() {
        assert_eq!(after("- a\n- ‹").unwrap(), "- a\n‹");
        assert_eq!(after("1. a\n2. ‹\nb").unwrap(), "1. a\n‹\nb");
    }

    #[test]
    fn a_plain_line_is_followed_by_a_plain_one() {
        for text in ["a‹", "-a‹", "1.a‹", "‹- a", "- - -‹", "2010 was‹", "*a*‹"] {
            assert_eq!(after(text), None, "{text}");
        }
    }
}
