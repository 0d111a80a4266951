//! Words of titles and names that are like one that was typed.

use super::words::grams;
use crate::store::{Conn, Error, engine::on_engine};

/// How many of a word's grams are compared.
const COMPARED: usize = 16;

/// Lists the words of titles and names that share the most letters in a row with a word: the word and
/// how many.
pub(crate) async fn list_similar_words(
    conn: &mut Conn<'_>,
    word: &str,
    limit: i32,
) -> Result<Vec<(String, i64)>, Error> {
    const SQL: &str = "
        SELECT word, COUNT(*) AS shared
        FROM search_grams
        WHERE gram IN (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
        )
        GROUP BY word
        ORDER BY shared DESC, word
        LIMIT $17
    ";
    let mut compared = grams(word);
    compared.resize(COMPARED, String::new());
    Ok(on_engine!(conn, |c| {
        let mut query = sqlx::query_as(SQL);
        for gram in &compared {
            query = query.bind(gram.as_str());
        }
        query.bind(limit).fetch_all(c).await
    })?)
}
