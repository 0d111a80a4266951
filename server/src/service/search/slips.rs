//! Putting slips right: a word that is almost one of a title or a name becomes that one.

use crate::store::{
    Conn, Error,
    search::{self, Sought, Term, slips},
};

/// How many words that share letters are compared letter by letter.
const COMPARED: i32 = 40;

/// Returns the question with every word put right that is almost one of a title or a name, and how it
/// is then written; none when no word is.
pub(super) async fn put_right(
    conn: &mut Conn<'_>,
    sought: &Sought,
    query: &str,
) -> Result<Option<(Sought, String)>, Error> {
    let mut changed: Vec<(String, String)> = Vec::new();
    let mut other = sought.clone();
    for term in other.terms.iter_mut().chain(&mut other.directors) {
        let Term { words, is_prefix } = term;
        for word in words.iter_mut() {
            if let Some(right) = find_right(conn, word).await? {
                changed.push((word.clone(), right.clone()));
                *word = right;
                *is_prefix = false;
            }
        }
    }
    if changed.is_empty() {
        return Ok(None);
    }
    Ok(Some((other, rewritten(query, &changed))))
}

/// Finds the word of a title or a name that a word is almost; none when it is one itself, or like none.
async fn find_right(conn: &mut Conn<'_>, word: &str) -> Result<Option<String>, Error> {
    let allowed = match word.chars().count() {
        0..4 => return Ok(None),
        4..8 => 1,
        _ => 2,
    };
    let like = search::list_similar_words(conn, word, COMPARED).await?;
    let best = like
        .into_iter()
        .map(|(other, shared)| (slips(word, &other), std::cmp::Reverse(shared), other))
        .min();
    Ok(best
        .filter(|(count, _, _)| (1..=allowed).contains(count))
        .map(|(_, _, right)| right))
}

/// Writes a question with some of its words changed.
fn rewritten(query: &str, changed: &[(String, String)]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for word in search::words(query) {
        if let Some((_, right)) = changed.iter().find(|(wrong, _)| *wrong == word.text) {
            text.push_str(&query[at..word.start]);
            text.push_str(right);
            at = word.end;
        }
    }
    text.push_str(&query[at..]);
    text
}

#[cfg(test)]
mod tests {
    use super::rewritten;

    #[test]
    fn a_question_keeps_all_but_the_slip() {
        let changed = [("yaer".to_owned(), "year".to_owned())];
        assert_eq!(
            rewritten("\"Salt Yaer\" -sea", &changed),
            "\"Salt year\" -sea"
        );
    }
}
