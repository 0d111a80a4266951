//! The archive, lists of names, people, readers' ratings, what reviews share.

use app::model::{Country, CreditRole, FilmId, Rating, ReviewId, Timestamp};

use super::{
    builders::{
        NOON, comment, draft, insert, insert_review, insert_review_at, insert_visitor, review,
        slug, tag,
    },
    store_tests, texts,
};
use crate::store::{
    Conn,
    archive::{self, Choice, FacetOf},
    cards,
    comments::NewCommentRow,
    directory::{self, DirectoryOf},
    film_ratings,
    films::{self, NewFilm},
    people, related,
    reviews::{self, NewReview},
    scope::Scope,
};

store_tests!(conn:
    the_archive_is_narrowed_down_by_everything_at_once,
    each_facet_counts_what_is_left_of_it,
    the_archive_goes_on_before_a_review,
    lists_of_names_have_only_what_is_published,
    a_list_of_names_goes_on_after_one,
    a_person_has_the_reviewed_films_by_role,
    a_visitor_has_one_rating_for_a_film,
    outside_ratings_are_kept_over_time,
    what_reviews_share_is_listed_with_its_kind,
    a_period_has_its_reviews_and_no_others,
    the_most_discussed_are_those_talked_about_most,
);

async fn film(
    conn: &mut Conn<'_>,
    name: &str,
    (director, actor): (&str, &str),
    (code, year): (&str, i32),
) -> FilmId {
    let film = NewFilm {
        title: name.to_uppercase(),
        year: Some(year),
        countries: vec![Country {
            code: (code.len() == 2).then(|| code.to_owned()),
            name: format!("Land of {code}"),
        }],
        credits: vec![
            (CreditRole::Director, director.to_owned(), None),
            (
                CreditRole::Cast,
                actor.to_owned(),
                Some("The clerk".to_owned()),
            ),
        ],
        ..NewFilm::default()
    };
    films::insert(conn, &slug(name), &film).await.unwrap()
}

async fn add(
    conn: &mut Conn<'_>,
    name: &str,
    film: FilmId,
    (halves, seconds): (i32, i64),
    tags: &[&str],
) -> ReviewId {
    let new = NewReview {
        film: Some(film),
        rating: Rating::new(halves, 4),
        published_at: Some(NOON.plus_seconds(seconds)),
        ..review(name)
    };
    let id = reviews::insert(conn, &new).await.unwrap();
    let tags: Vec<_> = tags.iter().map(|name| tag(name)).collect();
    reviews::insert_tags(conn, id, &tags).await.unwrap();
    id
}

/// Three films and four reviews, and a draft of a fifth.
async fn arrange(conn: &mut Conn<'_>) -> [ReviewId; 4] {
    let salt = film(conn, "salt", ("Marit", "Ada"), ("NO", 2010)).await;
    let tide = film(conn, "tide", ("Marit", "Jonas"), ("Sapmi", 2019)).await;
    let door = film(conn, "door", ("Jun", "Ada"), ("JP", 1987)).await;
    let hidden = film(conn, "hidden", ("Nobody", "Unseen"), ("XX", 1900)).await;
    let draft = NewReview {
        film: Some(hidden),
        ..draft("hidden")
    };
    let draft = reviews::insert(conn, &draft).await.unwrap();
    reviews::insert_tags(conn, draft, &[tag("Secret")])
        .await
        .unwrap();
    [
        add(conn, "salt-one", salt, (5, 1), &["Sea", "Work"]).await,
        add(conn, "salt-two", salt, (8, 2), &["Sea"]).await,
        add(conn, "tide-one", tide, (5, 3), &["Sea"]).await,
        add(conn, "door-one", door, (8, 4), &["Work"]).await,
    ]
}

async fn chosen(conn: &mut Conn<'_>, choice: &Choice) -> Vec<String> {
    let rows = archive::list_chosen(conn, choice, None, 9).await.unwrap();
    let count = archive::count_chosen(conn, choice).await.unwrap();
    assert_eq!(usize::try_from(count).unwrap(), rows.len());
    rows.into_iter().map(|row| row.slug).collect()
}

async fn the_archive_is_narrowed_down_by_everything_at_once(conn: &mut Conn<'_>) {
    arrange(conn).await;
    let all = Choice::default();
    assert_eq!(
        chosen(conn, &all).await,
        ["door-one", "tide-one", "salt-two", "salt-one"]
    );
    let one = |change: fn(&mut Choice)| {
        let mut choice = Choice::default();
        change(&mut choice);
        choice
    };
    for (choice, left) in [
        (
            one(|c| c.director = Some(slug("marit"))),
            vec!["tide-one", "salt-two", "salt-one"],
        ),
        (
            one(|c| c.actor = Some(slug("ada"))),
            vec!["door-one", "salt-two", "salt-one"],
        ),
        (
            one(|c| c.country = Some("NO".to_owned())),
            vec!["salt-two", "salt-one"],
        ),
        (
            one(|c| c.country = Some("Land of Sapmi".to_owned())),
            vec!["tide-one"],
        ),
        (one(|c| c.year = Some(2019)), vec!["tide-one"]),
        (
            one(|c| c.decade = Some(2010)),
            vec!["tide-one", "salt-two", "salt-one"],
        ),
        (
            one(|c| c.rating = Some((8, 4))),
            vec!["door-one", "salt-two"],
        ),
        // 4 of 4 and 2½ of 4, as they stand on another scale.
        (
            one(|c| c.rating = Some((20, 10))),
            vec!["door-one", "salt-two"],
        ),
        (
            one(|c| c.rating = Some((13, 10))),
            vec!["tide-one", "salt-one"],
        ),
        (one(|c| c.rating = Some((12, 10))), vec![]),
        (
            one(|c| c.tag = Some(slug("work"))),
            vec!["door-one", "salt-one"],
        ),
        (one(|c| c.tag = Some(slug("secret"))), vec![]),
        (one(|c| c.director = Some(slug("nobody"))), vec![]),
    ] {
        assert_eq!(chosen(conn, &choice).await, left, "{choice:?}");
    }
    let together = Choice {
        director: Some(slug("marit")),
        actor: Some(slug("ada")),
        country: Some("NO".to_owned()),
        year: Some(2010),
        decade: Some(2010),
        rating: Some((5, 4)),
        tag: Some(slug("work")),
    };
    assert_eq!(chosen(conn, &together).await, ["salt-one"]);
}

async fn each_facet_counts_what_is_left_of_it(conn: &mut Conn<'_>) {
    arrange(conn).await;
    let list = async |conn: &mut Conn<'_>, of, choice: &Choice| -> Vec<(String, i64)> {
        let rows = archive::list_facet(conn, of, choice, 9).await.unwrap();
        rows.into_iter().map(|row| (row.value, row.count)).collect()
    };
    let told = |pairs: &[(&str, i64)]| -> Vec<(String, i64)> {
        pairs
            .iter()
            .map(|(value, count)| ((*value).to_owned(), *count))
            .collect()
    };
    let all = Choice::default();
    for (of, values) in [
        (FacetOf::Director, vec![("marit", 3), ("jun", 1)]),
        (FacetOf::Actor, vec![("ada", 3), ("jonas", 1)]),
        (
            FacetOf::Country,
            vec![("NO", 2), ("JP", 1), ("Land of Sapmi", 1)],
        ),
        (FacetOf::Year, vec![("2019", 1), ("2010", 2), ("1987", 1)]),
        (FacetOf::Decade, vec![("2010", 3), ("1980", 1)]),
        (FacetOf::Rating, vec![("8", 2), ("5", 2)]),
        (FacetOf::Tag, vec![("sea", 3), ("work", 2)]),
    ] {
        assert_eq!(list(conn, of, &all).await, told(&values), "{of:?}");
    }
    let sea = Choice {
        tag: Some(slug("sea")),
        ..Choice::default()
    };
    assert_eq!(
        list(conn, FacetOf::Director, &sea).await,
        told(&[("marit", 3)])
    );
    assert_eq!(
        list(conn, FacetOf::Tag, &sea).await,
        told(&[("sea", 3), ("work", 1)])
    );
    let first = archive::list_facet(conn, FacetOf::Tag, &all, 1)
        .await
        .unwrap();
    assert_eq!((first.len(), first[0].label.as_str()), (1, "Sea"));
}

async fn the_archive_goes_on_before_a_review(conn: &mut Conn<'_>) {
    let [.., tide, _] = arrange(conn).await;
    let rows = archive::list_chosen(conn, &Choice::default(), Some(tide), 1)
        .await
        .unwrap();
    assert_eq!(rows[0].slug, "salt-two");
    let times = archive::list_times(conn).await.unwrap();
    let seconds: Vec<_> = times.iter().map(|time| time.seconds_since(NOON)).collect();
    assert_eq!(seconds, [4, 3, 2, 1]);
}

async fn lists_of_names_have_only_what_is_published(conn: &mut Conn<'_>) {
    arrange(conn).await;
    let list = async |conn: &mut Conn<'_>, of| -> Vec<String> {
        let rows = directory::list_names(conn, of, None, 9).await.unwrap();
        rows.into_iter()
            .map(|row| format!("{} {} {:?}", row.name, row.review_count, row.year))
            .collect()
    };
    assert_eq!(
        list(conn, DirectoryOf::Films).await,
        [
            "DOOR 1 Some(1987)",
            "SALT 2 Some(2010)",
            "TIDE 1 Some(2019)"
        ]
    );
    assert_eq!(
        list(conn, DirectoryOf::People).await,
        ["Ada 3 None", "Jonas 1 None", "Jun 1 None", "Marit 3 None"]
    );
    assert_eq!(
        list(conn, DirectoryOf::Tags).await,
        ["Sea 3 None", "Work 2 None"]
    );
    assert!(list(conn, DirectoryOf::Authors).await.is_empty());
}

async fn a_list_of_names_goes_on_after_one(conn: &mut Conn<'_>) {
    arrange(conn).await;
    let after = slug("ada");
    let rows = directory::list_names(conn, DirectoryOf::People, Some(&after), 2)
        .await
        .unwrap();
    let names: Vec<_> = rows.iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(names, ["jonas", "jun"]);
}

async fn a_person_has_the_reviewed_films_by_role(conn: &mut Conn<'_>) {
    arrange(conn).await;
    let (ada, person) = people::find(conn, &slug("ada")).await.unwrap().unwrap();
    assert_eq!(person.name, "Ada");
    let parts = people::list_parts(conn, ada).await.unwrap();
    let told: Vec<_> = parts
        .iter()
        .map(|part| (part.slug.as_str(), part.role.as_str(), part.review_count))
        .collect();
    assert_eq!(told, [("salt", "cast", 2), ("door", "cast", 1)]);
    assert_eq!(parts[0].director.as_deref(), Some("Marit"));
    assert_eq!(parts[0].character_name.as_deref(), Some("The clerk"));
    let (unseen, _) = people::find(conn, &slug("unseen")).await.unwrap().unwrap();
    assert!(people::list_parts(conn, unseen).await.unwrap().is_empty());
    assert!(people::find(conn, &slug("no-one")).await.unwrap().is_none());
}

async fn a_visitor_has_one_rating_for_a_film(conn: &mut Conn<'_>) {
    let salt = film(conn, "salt", ("Marit", "Ada"), ("NO", 2010)).await;
    let (ann, bo) = (insert_visitor(conn, 1).await, insert_visitor(conn, 2).await);
    film_ratings::set(conn, salt, ann, (5, 4), NOON)
        .await
        .unwrap();
    film_ratings::set(conn, salt, bo, (5, 4), NOON)
        .await
        .unwrap();
    film_ratings::set(conn, salt, ann, (8, 4), NOON)
        .await
        .unwrap();
    assert_eq!(
        film_ratings::find(conn, salt, ann).await.unwrap(),
        Some((8, 4))
    );
    assert_eq!(
        film_ratings::list_counts(conn, salt).await.unwrap(),
        [(5, 4, 1), (8, 4, 1)]
    );
    assert!(film_ratings::delete(conn, salt, ann).await.unwrap());
    assert!(!film_ratings::delete(conn, salt, ann).await.unwrap());
    assert_eq!(film_ratings::find(conn, salt, ann).await.unwrap(), None);
    assert_eq!(
        film_ratings::list_counts(conn, salt).await.unwrap(),
        [(5, 4, 1)]
    );
}

async fn outside_ratings_are_kept_over_time(conn: &mut Conn<'_>) {
    let new = NewFilm {
        title: "Salt".to_owned(),
        outside: Some(("Demo".to_owned(), 72, 10, NOON)),
        ..NewFilm::default()
    };
    let salt = films::insert(conn, &slug("salt"), &new).await.unwrap();
    let later: Timestamp = NOON.plus_seconds(60);
    for tenths in [74, 75] {
        film_ratings::insert_outside(conn, salt, ("Demo", tenths, 10, later))
            .await
            .unwrap();
    }
    assert_eq!(
        film_ratings::list_outside(conn, salt).await.unwrap(),
        [
            ("Demo".to_owned(), 75, 10, later.0),
            ("Demo".to_owned(), 72, 10, NOON.0)
        ]
    );
}

async fn what_reviews_share_is_listed_with_its_kind(conn: &mut Conn<'_>) {
    let [salt_one, ..] = arrange(conn).await;
    let row = texts(
        conn,
        "SELECT CAST(film_id AS TEXT) FROM reviews WHERE slug = 'salt-one'",
    )
    .await;
    let salt = FilmId(row[0].parse().unwrap());
    let shared = related::list_shared(conn, salt_one, Some(salt), 9)
        .await
        .unwrap();
    let told: Vec<_> = shared
        .iter()
        .map(|row| format!("{} {} {}", row.slug, row.kind, row.name))
        .collect();
    assert_eq!(
        told,
        [
            "salt-two film SALT",
            "door-one cast Ada",
            "tide-one director Marit",
            "door-one tag Work",
            "tide-one tag Sea",
            "salt-two tag Sea",
        ]
    );
    let few = related::list_shared(conn, salt_one, None, 1).await.unwrap();
    assert_eq!(few.len(), 1, "without a film there are only tags");
}

async fn a_period_has_its_reviews_and_no_others(conn: &mut Conn<'_>) {
    for (number, name) in (0..).zip(["before", "first", "last", "after"]) {
        insert_review_at(conn, name, number * 10).await;
    }
    let scope = Scope::Between(NOON.plus_seconds(10), NOON.plus_seconds(30));
    let rows = cards::list_in_scope(conn, scope, None, 9).await.unwrap();
    let slugs: Vec<_> = rows.iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(slugs, ["last", "first"]);
    assert_eq!(cards::count_in_scope(conn, scope).await.unwrap(), 2);
    assert_eq!(cards::count_in_scope(conn, Scope::All).await.unwrap(), 4);
    let before = cards::list_in_scope(conn, scope, Some(ReviewId(rows[0].id)), 9)
        .await
        .unwrap();
    assert_eq!(before.len(), 1);
}

async fn the_most_discussed_are_those_talked_about_most(conn: &mut Conn<'_>) {
    let quiet = insert_review(conn, "quiet").await;
    let loud = insert_review(conn, "loud").await;
    insert_review(conn, "silent").await;
    let late = NOON.plus_seconds(100);
    for (review, at) in [
        (quiet, NOON),
        (quiet, NOON),
        (quiet, late),
        (loud, late),
        (loud, late),
    ] {
        let row = NewCommentRow {
            posted_at: at,
            ..comment(review, "Words.")
        };
        insert(conn, &row).await;
        reviews::update_comment_count(conn, review, 1)
            .await
            .unwrap();
    }
    let recent = cards::list_discussed_since(conn, late, 9).await.unwrap();
    let told: Vec<_> = recent.iter().map(|row| (row.0.as_str(), row.2)).collect();
    assert_eq!(told, [("loud", 2), ("quiet", 1)]);
    let ever = cards::list_discussed(conn, 9).await.unwrap();
    let told: Vec<_> = ever.iter().map(|row| (row.0.as_str(), row.2)).collect();
    assert_eq!(told, [("quiet", 3), ("loud", 2)]);
}
