//! Films and the people in their credits.

use app::model::{Country, Credit, CreditRole, Film, FilmId, Money, OutsideRating, Person, Role};

use super::{
    builders::{NOON, insert_account, slug},
    execute, is_corrupt, number, refusal, store_tests, texts,
};
use crate::store::{
    Conn, Constraint,
    film_hints::list_film_hints,
    film_history,
    films::{self, NewFilm},
};

store_tests!(conn:
    a_record_is_replaced_and_what_it_said_is_kept,
    a_film_is_found_as_it_was_added,
    films_are_offered_by_title_original_title_and_year,
    a_film_of_which_little_is_known_is_found_too,
    a_film_that_is_not_there_is_no_failure,
    two_films_cannot_have_one_slug,
    a_person_of_two_films_is_one_person,
    a_person_is_made_once_and_stays_as_first_written,
    a_film_may_have_more_people_than_a_statement_binds,
    a_credit_of_an_unknown_role_is_reported,
    slugs_of_films_and_people_that_are_none_are_reported,
);

fn salt_year() -> NewFilm {
    let country = |code: Option<&str>, name: &str| Country {
        code: code.map(str::to_owned),
        name: name.to_owned(),
    };
    let credit = |role, name: &str, character: Option<&str>| {
        (role, name.to_owned(), character.map(str::to_owned))
    };
    NewFilm {
        title: "The Salt Year".to_owned(),
        original_title: Some("Saltåret".to_owned()),
        year: Some(2010),
        runtime_minutes: Some(97),
        budget: Some(Money {
            amount: 4_000_000_000,
            currency: "NOK".to_owned(),
        }),
        imdb_id: Some("tt0000001".to_owned()),
        outside: Some(("IMDb".to_owned(), 72, 10, NOON)),
        countries: vec![country(Some("NO"), "Norway"), country(None, "Åland")],
        credits: vec![
            credit(CreditRole::Director, "Marit Kaldestad", None),
            credit(CreditRole::Writer, "Marit Kaldestad", None),
            credit(CreditRole::Cast, "Tor Vik", Some("The keeper")),
            credit(CreditRole::Cast, "Aase Moen", None),
        ],
    }
}

fn person(text: &str, name: &str) -> Person {
    Person {
        slug: slug(text),
        name: name.to_owned(),
    }
}

async fn a_film_is_found_as_it_was_added(conn: &mut Conn<'_>) {
    let id = films::insert(conn, &slug("salt-year-2010"), &salt_year())
        .await
        .unwrap();

    let by_slug = films::find_by_slug(conn, &slug("salt-year-2010"))
        .await
        .unwrap();
    assert_eq!(by_slug, Some((id, Some(2010))));
    let credit = |text, name, role, character: Option<&str>| Credit {
        person: person(text, name),
        role,
        character: character.map(str::to_owned),
    };
    let film = films::find(conn, id).await.unwrap().unwrap();
    let expected = Film {
        slug: slug("salt-year-2010"),
        title: "The Salt Year".to_owned(),
        original_title: Some("Saltåret".to_owned()),
        year: Some(2010),
        runtime_minutes: Some(97),
        countries: salt_year().countries,
        budget: salt_year().budget,
        credits: vec![
            credit(
                "marit-kaldestad",
                "Marit Kaldestad",
                CreditRole::Director,
                None,
            ),
            credit(
                "marit-kaldestad",
                "Marit Kaldestad",
                CreditRole::Writer,
                None,
            ),
            credit("tor-vik", "Tor Vik", CreditRole::Cast, Some("The keeper")),
            credit("aase-moen", "Aase Moen", CreditRole::Cast, None),
        ],
        outside_rating: Some(OutsideRating {
            source: "IMDb".to_owned(),
            tenths: 72,
            out_of: 10,
            read_on: app::model::Moment {
                at: NOON,
                ..Default::default()
            },
        }),
    };
    assert_eq!(film, expected);
    assert_eq!(
        texts(conn, "SELECT imdb_id FROM films").await,
        ["tt0000001"]
    );
}

async fn a_film_of_which_little_is_known_is_found_too(conn: &mut Conn<'_>) {
    let bare = NewFilm {
        title: "Untitled".to_owned(),
        ..NewFilm::default()
    };
    let id = films::insert(conn, &slug("untitled"), &bare).await.unwrap();

    assert_eq!(
        films::find_by_slug(conn, &slug("untitled")).await.unwrap(),
        Some((id, None))
    );
    let film = films::find(conn, id).await.unwrap().unwrap();
    assert_eq!(
        (film.original_title, film.year, film.runtime_minutes),
        (None, None, None)
    );
    assert_eq!((film.budget, film.outside_rating), (None, None));
    assert_eq!((film.countries, film.credits), (vec![], vec![]));
}

async fn a_film_that_is_not_there_is_no_failure(conn: &mut Conn<'_>) {
    films::insert(conn, &slug("salt-year"), &salt_year())
        .await
        .unwrap();
    assert_eq!(
        films::find_by_slug(conn, &slug("salt")).await.unwrap(),
        None
    );
    assert_eq!(films::find(conn, FilmId(404)).await.unwrap(), None);
}

async fn two_films_cannot_have_one_slug(conn: &mut Conn<'_>) {
    films::insert(conn, &slug("salt-year"), &salt_year())
        .await
        .unwrap();
    let outcome = films::insert(conn, &slug("salt-year"), &salt_year()).await;
    assert_eq!(refusal(outcome), Some(Constraint::Slug));
}

async fn a_person_of_two_films_is_one_person(conn: &mut Conn<'_>) {
    let first = films::insert(conn, &slug("salt-year"), &salt_year())
        .await
        .unwrap();
    let sequel = NewFilm {
        title: "The Second Salt Year".to_owned(),
        credits: vec![(CreditRole::Director, "Aase Moen".to_owned(), None)],
        ..NewFilm::default()
    };
    let second = films::insert(conn, &slug("second-salt-year"), &sequel)
        .await
        .unwrap();

    assert_eq!(number(conn, "SELECT COUNT(*) FROM people").await, 3);
    let first = films::find(conn, first).await.unwrap().unwrap();
    let second = films::find(conn, second).await.unwrap().unwrap();
    assert_eq!(second.credits[0].person, first.credits[3].person);
    assert_eq!(second.credits.len(), 1);
}

async fn a_person_is_made_once_and_stays_as_first_written(conn: &mut Conn<'_>) {
    let people = async |conn: &mut Conn<'_>, names: &[(&str, &'static str)]| {
        let names = names.iter().map(|(word, name)| (slug(word), *name));
        films::find_or_insert_people(conn, &names.collect())
            .await
            .unwrap()
    };
    let first = people(conn, &[("tor-vik", "Tor Vik")]).await;
    let again = people(conn, &[("tor-vik", "TOR VIK"), ("liv-dahl", "Liv Dahl")]).await;
    assert_eq!(again["tor-vik"], first["tor-vik"]);
    assert_eq!(again.len(), 2);
    let names = texts(conn, "SELECT name FROM people ORDER BY name").await;
    assert_eq!(names, ["Liv Dahl", "Tor Vik"]);
    assert!(people(conn, &[]).await.is_empty());
}

async fn a_film_may_have_more_people_than_a_statement_binds(conn: &mut Conn<'_>) {
    let crowd = (0..7_000).map(|at| (CreditRole::Cast, format!("Extra {at}"), None));
    let film = NewFilm {
        credits: crowd.collect(),
        ..salt_year()
    };
    let id = films::insert(conn, &slug("crowd"), &film).await.unwrap();
    let found = films::find(conn, id).await.unwrap().unwrap();
    assert_eq!(found.credits.len(), 7_000);
    assert_eq!(found.credits[6_999].person.name, "Extra 6999");
}

async fn a_credit_of_an_unknown_role_is_reported(conn: &mut Conn<'_>) {
    let id = films::insert(conn, &slug("salt-year"), &salt_year())
        .await
        .unwrap();
    execute(
        conn,
        "UPDATE credits SET role = 'clapper' WHERE role = 'writer'",
    )
    .await;
    assert!(is_corrupt(films::find(conn, id).await, ("credits", "role")));
}

async fn slugs_of_films_and_people_that_are_none_are_reported(conn: &mut Conn<'_>) {
    let id = films::insert(conn, &slug("salt-year"), &salt_year())
        .await
        .unwrap();
    execute(conn, "UPDATE people SET slug = '-' WHERE slug = 'tor-vik'").await;
    assert!(is_corrupt(films::find(conn, id).await, ("people", "slug")));

    execute(conn, "UPDATE films SET slug = '-'").await;
    assert!(is_corrupt(films::find(conn, id).await, ("films", "slug")));
}

async fn a_record_is_replaced_and_what_it_said_is_kept(conn: &mut Conn<'_>) {
    let account = insert_account(conn, 1, Role::Editor).await;
    let film = NewFilm {
        title: "Tide".to_owned(),
        imdb_id: Some("tt1234567".to_owned()),
        credits: vec![(CreditRole::Director, "Aud Lind".to_owned(), None)],
        ..NewFilm::default()
    };
    let id = films::insert(conn, &slug("tide"), &film).await.unwrap();
    let imdb = film_history::find_imdb(conn, id).await.unwrap();
    assert_eq!(imdb.as_deref(), Some("tt1234567"));
    assert_eq!(film_history::newest(conn, id).await.unwrap(), 0);
    let new = NewFilm {
        title: "The Tide".to_owned(),
        year: Some(2011),
        outside: Some(("IMDb".to_owned(), 72, 10, NOON)),
        credits: vec![(
            CreditRole::Cast,
            "Tor Vik".to_owned(),
            Some("Himself".to_owned()),
        )],
        ..NewFilm::default()
    };
    films::update(conn, id, &new).await.unwrap();
    film_history::insert(conn, id, "{}", account, NOON)
        .await
        .unwrap();
    let record = films::find(conn, id).await.unwrap().unwrap();
    assert_eq!(
        (record.slug.as_str(), record.title.as_str()),
        ("tide", "The Tide")
    );
    assert_eq!(record.year, Some(2011));
    assert_eq!(record.credits.len(), 1);
    assert_eq!(record.credits[0].character.as_deref(), Some("Himself"));
    assert_eq!(record.outside_rating.map(|rating| rating.tenths), Some(72));
    assert_eq!(film_history::find_imdb(conn, id).await.unwrap(), None);
    assert_eq!(film_history::newest(conn, id).await.unwrap(), 1);
    let rows = film_history::list(conn, id).await.unwrap();
    assert_eq!((rows.len(), rows[0].number), (1, 1));
    assert_eq!(rows[0].changed_by.as_deref(), Some("Account 1"));
}

async fn films_are_offered_by_title_original_title_and_year(conn: &mut Conn<'_>) {
    let first = salt_year();
    films::insert(conn, &slug("the-salt-year"), &first)
        .await
        .unwrap();
    let again = NewFilm {
        title: "Salt".to_owned(),
        year: Some(2024),
        ..NewFilm::default()
    };
    films::insert(conn, &slug("salt"), &again).await.unwrap();
    let found = async |conn: &mut Conn<'_>, typed: &str, year| {
        let rows = list_film_hints(conn, typed, year).await.unwrap();
        rows.into_iter().map(|row| row.1).collect::<Vec<_>>()
    };
    // Those that begin with it come first.
    assert_eq!(found(conn, "sal", None).await, ["Salt", "The Salt Year"]);
    assert_eq!(found(conn, "salt", Some(2010)).await, ["The Salt Year"]);
    for typed in ["saltå", "Saltå", "SALTÅ"] {
        let rows = list_film_hints(conn, typed, None).await.unwrap();
        let original = rows.iter().find(|row| row.0 == "the-salt-year");
        let original = original.and_then(|row| row.2.as_deref());
        assert_eq!(original, Some("Saltåret"), "{typed}");
    }
    assert!(found(conn, "alt", None).await.is_empty());
    assert_eq!(found(conn, "s%r", None).await, Vec::<String>::new());
}
