//! A first look at how deep blocks nest, before anything is parsed.

/// How deep blocks and inlines may nest.
pub(super) const MAX_DEPTH: usize = 100;

/// Says whether a line opens more quotations and lists than may nest.
///
/// The parser compares every line with every block that is open, so ten thousand levels over ten thousand
/// lines would cost it a hundred million steps before its first event. The depth of the events is counted
/// besides; this only has to be cheap, and to be silent about texts that somebody wrote.
pub(super) fn opens_too_much(source: &str) -> bool {
    source
        .split('\n')
        .any(|line| levels(line) > MAX_DEPTH && !is_rule(line))
}

/// Counts the marks at the start of a line, and two columns more of indentation as one more level.
fn levels(line: &str) -> usize {
    let mut marks = 0_usize;
    let mut columns = 0_usize;
    let mut rest = line;
    loop {
        let inner = rest.trim_start_matches([' ', '\t']);
        columns += rest[..rest.len() - inner.len()]
            .chars()
            .map(width)
            .sum::<usize>();
        let Some(after) = strip_mark(inner) else {
            break;
        };
        marks += 1;
        rest = after;
    }
    if marks == 0 {
        0
    } else {
        marks + columns.saturating_sub(marks) / 2
    }
}

fn width(blank: char) -> usize {
    if blank == '\t' { 4 } else { 1 }
}

/// Takes off the mark of a quotation or of a list's item.
fn strip_mark(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix('>') {
        return Some(rest);
    }
    let digits = line.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => line.strip_prefix(['-', '+', '*']),
        _ => line[digits..].strip_prefix(['.', ')']),
    }?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(rest)
}

fn is_rule(line: &str) -> bool {
    ['-', '*', '_']
        .iter()
        .any(|mark| line.chars().all(|c| c == *mark || c == ' ' || c == '\t'))
}

#[cfg(test)]
mod tests {
    use super::opens_too_much;

    #[test]
    fn many_marks_at_the_start_of_a_line_are_too_much() {
        for mark in [
            ">", "> ", "- ", "+ ", "* ", "1. ", "12) ", "> - ", ">\t1.\t",
        ] {
            assert!(
                opens_too_much(&format!("a\n{}a", mark.repeat(101))),
                "{mark:?}"
            );
            assert!(
                !opens_too_much(&format!("a\n{}a", mark.repeat(20))),
                "{mark:?}"
            );
        }
        assert!(opens_too_much(&format!("{}- a", " ".repeat(250))));
    }

    #[test]
    fn other_long_lines_are_not() {
        for line in [
            "a > ", "-", "*", "**a", "- ", "* ", "_ ", "1.", "1", " ", "\t", "|", "><",
        ] {
            assert!(!opens_too_much(&line.repeat(300)), "{line:?}");
        }
    }
}
