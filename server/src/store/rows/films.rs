//! Films with what is known of them.

use super::row;

row! {
    /// Somebody in the credits.
    PersonRow of "people": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 slug: String,
    3 name: String,
}

row! {
    /// A film.
    FilmRow of "films": "ORDER BY id", "ORDER BY id";
    1 id: i64,
    2 slug: String,
    3 title: String,
    4 original_title: Option<String>,
    5 year: Option<i32>,
    6 runtime_minutes: Option<i32>,
    7 budget_amount: Option<i64>,
    8 budget_currency: Option<String>,
    9 imdb_id: Option<String>,
    10 outside_source: Option<String>,
    11 outside_tenths: Option<i32>,
    12 outside_out_of: Option<i32>,
    13 outside_read_at: Option<i64>,
}

row! {
    /// A country of production.
    CountryRow of "film_countries": "ORDER BY film_id, position", "ORDER BY film_id, position";
    1 film_id: i64,
    2 position: i32,
    3 code: Option<String>,
    4 name: String,
}

row! {
    /// Who did what in a film.
    CreditRow of "credits":
        "ORDER BY film_id, role, position", "ORDER BY film_id, role COLLATE \"C\", position";
    1 film_id: i64,
    2 role: String,
    3 position: i32,
    4 person_id: i64,
    5 character_name: Option<String>,
}

row! {
    /// A rating from elsewhere as it was read at a time.
    OutsideRatingRow of "outside_ratings":
        "ORDER BY film_id, read_at, source", "ORDER BY film_id, read_at, source COLLATE \"C\"";
    1 film_id: i64,
    2 source: String,
    3 tenths: i32,
    4 out_of: i32,
    5 read_at: i64,
}

row! {
    /// What a film's record said before a change.
    FilmHistoryRow of "film_history": "ORDER BY film_id, number", "ORDER BY film_id, number";
    1 film_id: i64,
    2 number: i32,
    3 fields: String,
    4 changed_at: i64,
    5 account_id: Option<i64>,
}

row! {
    /// What a reader gave a film.
    FilmRatingRow of "film_ratings": "ORDER BY film_id, visitor_id", "ORDER BY film_id, visitor_id";
    1 film_id: i64,
    2 visitor_id: i64,
    3 halves: i32,
    4 out_of: i32,
    5 rated_at: i64,
}
