//! A guard against tables that are mostly padding.

/// How many cells any source may have, however short it is.
const FREE_CELLS: usize = 1_000;

/// Says whether the tables of a source would be padded out of proportion.
///
/// The parser fills each row up to the width of its head before we see the first event, so a wide head over
/// many short rows costs memory that no limit on our side can give back. A cell that somebody wrote takes
/// at least a byte; this counts the cells there may be, a line at a time, and never too few of them.
pub(super) fn are_padded(source: &str) -> bool {
    let mut cells = 0_usize;
    let mut columns = 0;
    for line in source.split('\n') {
        if line.trim_matches([' ', '\t', '>']).is_empty() {
            columns = 0;
            continue;
        }
        columns = columns.max(delimited_columns(line));
        cells += columns;
    }
    cells > source.len() + FREE_CELLS
}

/// Counts the columns of a line that may end a table's head, wherever in a list or quotation it stands.
fn delimited_columns(line: &str) -> usize {
    let start = line
        .trim_end_matches(['|', ':', '-', ' ', '\t', '\r'])
        .len();
    match line[start..].matches('|').count() {
        0 => 0,
        bars => bars + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::are_padded;

    fn table(columns: usize, rows: usize, row: &str) -> String {
        format!(
            "{}\n{}\n{}",
            "|a".repeat(columns),
            "|-".repeat(columns),
            row.repeat(rows)
        )
    }

    #[test]
    fn a_table_that_somebody_wrote_passes() {
        assert!(!are_padded(&table(
            20,
            500,
            &format!("{}\n", "|b".repeat(20))
        )));
        assert!(!are_padded(&table(8, 100, "|b\n")));
        assert!(!are_padded(&format!(
            "{}\n\n{}",
            table(50, 2, "|b\n"),
            "text\n".repeat(2_000)
        )));
        assert!(!are_padded(&format!(
            "> {}\n>\n{}",
            table(50, 0, ""),
            "> text\n".repeat(2_000)
        )));
    }

    #[test]
    fn a_wide_head_over_short_rows_does_not() {
        assert!(are_padded(&table(500, 500, "|b\n")));
        assert!(are_padded(&table(500, 500, "b\n")));
        assert!(are_padded(
            &format!("{}\n", table(60, 60, "|b\n")).repeat(50)
        ));
        assert!(are_padded(&table(500, 500, "|b\n").replace('\n', "\n> ")));
        assert!(are_padded(&table(500, 500, "|b\n").replace("|-|", "- |-|")));
    }
}
