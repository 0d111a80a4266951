//! The index: what gets into it, what leaves it, and what is found.

use app::model::{
    CommentId, CommentState, Country, CreditRole, FilmId, PersonId, Rating, ReviewId, SearchKind,
};

use super::{
    builders::{NOON, comment, draft, insert, insert_review_at, review, slug, tag},
    execute, number, store_tests, texts,
};
use crate::store::{
    Conn, authors,
    comments::{self, NewCommentRow},
    films::{self, NewFilm},
    reviews::{self, NewReview},
    search::{
        self, Counted, INDEX_VERSION, Plenty, Sought, Term, Tier, find_comment_hit, find_film_hit,
        find_person_hit, find_review_hit,
    },
};

store_tests!(conn:
    what_is_published_is_found_by_kind,
    words_are_found_without_accents_and_by_their_beginning,
    a_phrase_is_found_in_its_order_alone,
    what_stands_in_a_title_is_a_tier_of_its_own,
    facts_directors_and_exclusions_narrow_it_down,
    results_go_on_before_a_place,
    two_things_of_one_moment_have_places_of_their_own,
    a_count_goes_no_further_than_its_limit,
    a_draft_is_not_found_with_anything_of_it,
    a_review_that_is_taken_back_takes_its_film_and_comments_along,
    a_comment_is_found_while_it_can_be_read,
    several_comments_are_followed_at_once,
    a_spoiler_is_not_found,
    a_changed_film_is_found_by_its_new_fields,
    words_like_another_are_those_of_titles_that_can_be_found,
    the_index_is_made_again_from_the_first_review_on,
    what_is_shown_of_a_hit_is_public,
);

fn term(text: &str) -> Term {
    let words = search::words(text.trim_end_matches('*'));
    Term {
        words: words.into_iter().map(|word| word.text).collect(),
        is_prefix: text.ends_with('*'),
    }
}

fn sought(terms: &[&str]) -> Sought {
    Sought {
        terms: terms.iter().map(|text| term(text)).collect(),
        ..Sought::default()
    }
}

/// Lists the numbers of what is found, title hits first.
async fn found(conn: &mut Conn<'_>, sought: &Sought, kind: SearchKind) -> Vec<i64> {
    let mut all = Vec::new();
    for tier in [Tier::Title, Tier::Text] {
        if tier == Tier::Title && !sought.has_words() {
            continue;
        }
        let kind = (kind, tier);
        let hits = search::list_hits(conn, sought, kind, Plenty::Few, None, 50)
            .await
            .unwrap();
        let same = search::list_hits(conn, sought, kind, Plenty::Many, None, 50).await;
        assert_eq!(same.unwrap(), hits, "{sought:?}");
        all.extend(hits.into_iter().map(|hit| hit.1));
    }
    let count = search::count_hits(conn, sought, kind, 100).await.unwrap();
    assert_eq!(usize::try_from(count).unwrap(), all.len());
    match search::count_kinds(conn, sought, 100).await.unwrap() {
        Counted::Kinds(kinds) => assert_eq!(kinds[kind as usize], count),
        Counted::Nothing => {}
        Counted::Enough => panic!("there are fewer"),
    }
    // Asked for together with all kinds, the same is found.
    let mut together = search::list_all_hits(conn, sought, None, 100)
        .await
        .unwrap();
    assert!(together.is_sorted_by(|one, next| one.0 > next.0));
    together.retain(|hit| hit.2 == kind);
    let mut numbers: Vec<i64> = together.into_iter().map(|hit| hit.1).collect();
    let mut apart = all.clone();
    numbers.sort_unstable();
    apart.sort_unstable();
    assert_eq!(numbers, apart);
    all
}

async fn reviews_of(conn: &mut Conn<'_>, terms: &[&str]) -> Vec<i64> {
    found(conn, &sought(terms), SearchKind::Review).await
}

async fn film(conn: &mut Conn<'_>, name: &str, title: &str, director: &str, year: i32) -> FilmId {
    let film = NewFilm {
        title: title.to_owned(),
        year: Some(year),
        countries: vec![Country {
            code: Some("NO".to_owned()),
            name: "Norway".to_owned(),
        }],
        credits: vec![
            (CreditRole::Director, director.to_owned(), None),
            (CreditRole::Cast, "Tor Vik".to_owned(), None),
        ],
        ..NewFilm::default()
    };
    films::insert(conn, &slug(name), &film).await.unwrap()
}

async fn add(conn: &mut Conn<'_>, new: NewReview) -> ReviewId {
    let id = reviews::insert(conn, &new).await.unwrap();
    search::follow_review(conn, id).await.unwrap();
    id
}

fn about(name: &str, title: &str, body: &str) -> NewReview {
    NewReview {
        title: title.to_owned(),
        body_source: body.to_owned(),
        ..review(name)
    }
}

async fn what_is_published_is_found_by_kind(conn: &mut Conn<'_>) {
    let film = film(conn, "salt", "The Salt Year", "Marit Kaldestad", 2019).await;
    let new = NewReview {
        film: Some(film),
        ..about("salt", "The Salt Year", "The sea has been keeping count.")
    };
    let id = reviews::insert(conn, &new).await.unwrap();
    let author = authors::find_or_insert(conn, &slug("ines"), "Ines Moreau", "")
        .await
        .unwrap();
    authors::insert_for_review(conn, id, &[author])
        .await
        .unwrap();
    reviews::insert_tags(conn, id, &[tag("Fishing")])
        .await
        .unwrap();
    search::follow_review(conn, id).await.unwrap();
    let said = insert(conn, &comment(id, "And then the sea comes in.")).await;

    assert_eq!(reviews_of(conn, &["sea"]).await, [id.0]);
    for word in [
        "salt",
        "moreau",
        "fishing",
        "kaldestad",
        "vik",
        "norway",
        "counting*",
    ] {
        let expected = usize::from(word != "counting*");
        assert_eq!(reviews_of(conn, &[word]).await.len(), expected, "{word}");
    }
    assert_eq!(
        found(conn, &sought(&["sea"]), SearchKind::Comment).await,
        [said.0]
    );
    assert_eq!(
        found(conn, &sought(&["ingrid"]), SearchKind::Comment).await,
        [said.0]
    );
    assert_eq!(
        found(conn, &sought(&["salt"]), SearchKind::Film).await,
        [film.0]
    );
    assert_eq!(
        found(conn, &sought(&["vik"]), SearchKind::Film).await,
        [film.0]
    );
    assert_eq!(
        found(conn, &sought(&["vik"]), SearchKind::Person)
            .await
            .len(),
        1
    );
    assert!(
        found(conn, &sought(&["sea"]), SearchKind::Person)
            .await
            .is_empty()
    );
}

async fn words_are_found_without_accents_and_by_their_beginning(conn: &mut Conn<'_>) {
    let id = add(
        conn,
        about("a", "Été", "Łódź, Ångström; naïveté and 東京物語."),
    )
    .await;
    for word in ["ete", "ÉTÉ", "lodz", "angstrom", "naiv*", "東京"] {
        assert_eq!(reviews_of(conn, &[word]).await, [id.0], "{word}");
    }
    for word in ["naiv", "京東", "year*", "kreview", "krev*"] {
        assert!(reviews_of(conn, &[word]).await.is_empty(), "{word}");
    }
}

async fn a_phrase_is_found_in_its_order_alone(conn: &mut Conn<'_>) {
    let id = add(
        conn,
        about("a", "One", "Nothing in the first half hour happens."),
    )
    .await;
    assert_eq!(reviews_of(conn, &["first half hour"]).await, [id.0]);
    assert_eq!(reviews_of(conn, &["first half ho*"]).await, [id.0]);
    assert!(reviews_of(conn, &["half first"]).await.is_empty());
    // A phrase does not reach from the title into the text.
    assert!(reviews_of(conn, &["one nothing"]).await.is_empty());
}

async fn what_stands_in_a_title_is_a_tier_of_its_own(conn: &mut Conn<'_>) {
    let title = add(conn, about("old", "The Sea Has No Lid", "Calm.")).await;
    let text = add(
        conn,
        NewReview {
            published_at: Some(NOON.plus_seconds(60)),
            ..about(
                "new",
                "A Field, Twice",
                "As if a field were a sea without a lid.",
            )
        },
    )
    .await;
    assert_eq!(reviews_of(conn, &["sea", "lid"]).await, [title.0, text.0]);
    assert_eq!(reviews_of(conn, &["calm"]).await, [title.0]);
}

async fn facts_directors_and_exclusions_narrow_it_down(conn: &mut Conn<'_>) {
    let mut ids = Vec::new();
    for (name, director, year, halves) in [
        ("a", "Marit Kaldestad", 2010, 5),
        ("b", "Jun Marit", 2019, 8),
        ("c", "Jun Sato", 1987, 5),
    ] {
        let film = film(conn, name, &format!("Film {name}"), director, year).await;
        let new = NewReview {
            film: Some(film),
            rating: Rating::new(halves, 4),
            ..about(name, name, "A quiet film.")
        };
        ids.push(add(conn, new).await.0);
    }
    let by = |name: &str| Sought {
        directors: vec![term(name)],
        ..Sought::default()
    };
    let of = |facts: &[&str]| Sought {
        facts: vec![facts.iter().map(|fact| (*fact).to_owned()).collect()],
        ..Sought::default()
    };
    let kind = SearchKind::Review;
    assert_eq!(found(conn, &by("marit"), kind).await, [ids[1], ids[0]]);
    assert_eq!(found(conn, &by("marit kaldestad"), kind).await, [ids[0]]);
    assert!(found(conn, &by("vik"), kind).await.is_empty());
    assert_eq!(found(conn, &by("sato"), SearchKind::Film).await.len(), 1);
    let year = Sought::year_fact;
    assert_eq!(found(conn, &of(&[&year(2019)]), kind).await, [ids[1]]);
    assert_eq!(
        found(conn, &of(&[&year(1987), &year(2010)]), kind).await,
        [ids[2], ids[0]]
    );
    let rated = |out_of| of(&[&Sought::rating_fact(5, out_of)]);
    assert_eq!(found(conn, &rated(4), kind).await, [ids[2], ids[0]]);
    assert!(found(conn, &rated(5), kind).await.is_empty());
    let hidden = NewReview {
        published_at: None,
        rating: Rating::new(5, 100),
        ..about("d", "d", "")
    };
    reviews::insert(conn, &hidden).await.unwrap();
    let scales = search::list_rating_scales(conn).await.unwrap();
    assert_eq!(scales, [4]);
    assert_eq!(
        found(conn, &of(&[&Sought::country_fact("no")]), kind)
            .await
            .len(),
        3
    );
    let both = Sought {
        terms: vec![term("quiet")],
        without: vec![term("kaldestad"), term("not there")],
        facts: vec![vec![Sought::rating_fact(5, 4)]],
        ..Sought::default()
    };
    assert_eq!(found(conn, &both, kind).await, [ids[2]]);
}

async fn results_go_on_before_a_place(conn: &mut Conn<'_>) {
    for number in 0..5 {
        let id = insert_review_at(conn, &format!("r{number}"), number).await;
        search::follow_review(conn, id).await.unwrap();
    }
    let question = sought(&["quiet"]);
    let kind = (SearchKind::Review, Tier::Text);
    search::begin_asking(conn).await.unwrap();
    for plenty in [Plenty::Few, Plenty::Many] {
        let first = search::list_hits(conn, &question, kind, plenty, None, 2)
            .await
            .unwrap();
        let before = Some(first[1].0);
        let second = search::list_hits(conn, &question, kind, plenty, before, 9)
            .await
            .unwrap();
        let numbers: Vec<i64> = first.iter().chain(&second).map(|hit| hit.1).collect();
        assert_eq!(numbers, [5, 4, 3, 2, 1]);
    }
    search::end_asking(conn).await.unwrap();
}

async fn two_things_of_one_moment_have_places_of_their_own(conn: &mut Conn<'_>) {
    let id = add(conn, about("a", "One", "The sea.")).await;
    assert_eq!(id.0, 1);
    let said = insert(conn, &comment(id, "The sea.")).await;
    assert_eq!(said.0, 1);
    assert_eq!(reviews_of(conn, &["sea"]).await, [1]);
    assert_eq!(
        found(conn, &sought(&["sea"]), SearchKind::Comment).await,
        [1]
    );
}

async fn a_count_goes_no_further_than_its_limit(conn: &mut Conn<'_>) {
    for number in 0..4 {
        add(conn, about(&format!("r{number}"), "One", "The sea.")).await;
    }
    let question = sought(&["sea"]);
    let (counts, enough) = match conn {
        Conn::Sqlite(_) => (Counted::Nothing, Counted::Nothing),
        Conn::Postgres(_) => (Counted::Kinds([4, 0, 0, 0]), Counted::Enough),
    };
    for (limit, expected) in [(5, counts), (4, enough)] {
        let counted = search::count_kinds(conn, &question, limit).await;
        assert_eq!(counted.unwrap(), expected);
    }
    let count = search::count_hits(conn, &question, SearchKind::Review, 3).await;
    assert_eq!(count.unwrap(), 3);
    let together = search::list_all_hits(conn, &question, Some(Tier::Text), 3).await;
    assert_eq!(together.unwrap().len(), 3);
    let titles = search::list_all_hits(conn, &question, Some(Tier::Title), 3).await;
    assert_eq!(titles.unwrap(), []);
}

async fn a_draft_is_not_found_with_anything_of_it(conn: &mut Conn<'_>) {
    let film = film(conn, "hidden", "Hidden Harbour", "Nobody Known", 1900).await;
    let new = NewReview {
        film: Some(film),
        title: "Hidden Harbour".to_owned(),
        ..draft("hidden")
    };
    let id = add(conn, new).await;
    insert(conn, &comment(id, "Hidden too.")).await;
    assert_eq!(number(conn, "SELECT COUNT(*) FROM search_entries").await, 0);
    assert_eq!(
        number(conn, "SELECT COUNT(*) FROM search_vocabulary").await,
        0
    );
    assert_eq!(number(conn, "SELECT COUNT(*) FROM search_grams").await, 0);
}

async fn a_review_that_is_taken_back_takes_its_film_and_comments_along(conn: &mut Conn<'_>) {
    let film = film(conn, "salt", "The Salt Year", "Marit Kaldestad", 2019).await;
    let new = NewReview {
        film: Some(film),
        ..about("salt", "The Salt Year", "The sea.")
    };
    let id = add(conn, new).await;
    insert(conn, &comment(id, "The sea.")).await;
    let entries = number(conn, "SELECT COUNT(*) FROM search_entries").await;
    assert_eq!(entries, 5);

    execute(conn, "UPDATE reviews SET published_at = NULL").await;
    search::follow_review(conn, id).await.unwrap();
    for table in [
        "SELECT COUNT(*) FROM search_entries",
        "SELECT COUNT(*) FROM search_vocabulary",
        "SELECT COUNT(*) FROM search_grams",
    ] {
        assert_eq!(number(conn, table).await, 0, "{table}");
    }
    assert!(reviews_of(conn, &["sea"]).await.is_empty());

    execute(conn, "UPDATE reviews SET published_at = 5").await;
    search::follow_review(conn, id).await.unwrap();
    assert_eq!(
        number(conn, "SELECT COUNT(*) FROM search_entries").await,
        entries
    );
    assert_eq!(
        found(conn, &sought(&["sea"]), SearchKind::Comment)
            .await
            .len(),
        1
    );
}

async fn a_comment_is_found_while_it_can_be_read(conn: &mut Conn<'_>) {
    let review = add(conn, about("a", "One", "Calm.")).await;
    let id = insert(conn, &comment(review, "Gulls.")).await;
    let gulls = sought(&["gulls"]);
    let kind = SearchKind::Comment;
    assert_eq!(found(conn, &gulls, kind).await, [id.0]);
    comments::update_text(conn, id, ("Terns.", "", 1), NOON)
        .await
        .unwrap();
    assert!(found(conn, &gulls, kind).await.is_empty());
    let terns = sought(&["terns"]);
    assert_eq!(found(conn, &terns, kind).await, [id.0]);
    for state in [
        CommentState::Held,
        CommentState::Spam,
        CommentState::Trashed,
        CommentState::Removed,
    ] {
        comments::update_state(conn, id, state).await.unwrap();
        assert!(found(conn, &terns, kind).await.is_empty(), "{state:?}");
        comments::update_state(conn, id, CommentState::Published)
            .await
            .unwrap();
        assert_eq!(found(conn, &terns, kind).await, [id.0]);
    }
    comments::erase(conn, id, CommentState::Trashed)
        .await
        .unwrap();
    assert_eq!(
        texts(conn, "SELECT kind FROM search_entries").await,
        ["review"]
    );
}

async fn several_comments_are_followed_at_once(conn: &mut Conn<'_>) {
    let review = add(conn, about("a", "One", "Calm.")).await;
    let there = insert(conn, &comment(review, "Gulls, first.")).await;
    let gone = insert(conn, &comment(review, "Gulls, gone.")).await;
    let mut all = vec![there, gone];
    for number in 0..150 {
        let new = comment(review, &format!("Gulls, {number}."));
        all.push(comments::insert_unindexed(conn, &new).await.unwrap());
    }
    let held = NewCommentRow {
        state: CommentState::Held,
        ..comment(review, "Gulls, held.")
    };
    all.push(comments::insert_unindexed(conn, &held).await.unwrap());
    execute(
        conn,
        "UPDATE comments SET body_source = 'Terns.' WHERE id = 1",
    )
    .await;
    execute(conn, "UPDATE comments SET state = 'spam' WHERE id = 2").await;
    search::follow_comments(conn, &all).await.unwrap();

    let count = async |conn: &mut Conn<'_>, word: &str| {
        let kind = SearchKind::Comment;
        search::count_hits(conn, &sought(&[word]), kind, 999)
            .await
            .unwrap()
    };
    assert_eq!(count(conn, "gulls").await, 150);
    assert_eq!(count(conn, "terns").await, 1);
    assert_eq!((there.0, gone.0), (1, 2));
    search::follow_comments(conn, &[]).await.unwrap();
}

async fn a_spoiler_is_not_found(conn: &mut Conn<'_>) {
    let review = add(conn, about("a", "One", "The clerk is ||the murderer||.")).await;
    insert(conn, &comment(review, "I knew ||she was the murderer||.")).await;
    for kind in SearchKind::ALL {
        assert!(found(conn, &sought(&["murderer"]), kind).await.is_empty());
    }
    assert_eq!(reviews_of(conn, &["clerk"]).await, [review.0]);
}

async fn a_changed_film_is_found_by_its_new_fields(conn: &mut Conn<'_>) {
    let film = film(conn, "salt", "The Salt Year", "Marit Kaldestad", 2019).await;
    let new = NewReview {
        film: Some(film),
        ..about("salt", "On salt", "The sea.")
    };
    let id = add(conn, new).await;
    execute(
        conn,
        "UPDATE films SET title = 'The Brine Year', year = 1987",
    )
    .await;
    search::follow::follow_film(conn, film).await.unwrap();
    assert_eq!(reviews_of(conn, &["brine"]).await, [id.0]);
    assert_eq!(
        found(conn, &sought(&["brine"]), SearchKind::Film).await,
        [film.0]
    );
    let old = Sought {
        facts: vec![vec![Sought::year_fact(2019)]],
        ..Sought::default()
    };
    assert!(found(conn, &old, SearchKind::Film).await.is_empty());
}

async fn words_like_another_are_those_of_titles_that_can_be_found(conn: &mut Conn<'_>) {
    let film = film(conn, "salt", "The Salt Year", "Marit Kaldestad", 2019).await;
    let new = NewReview {
        film: Some(film),
        ..about("salt", "Inventory", "Sluices.")
    };
    add(conn, new).await;
    add(
        conn,
        NewReview {
            title: "Inventories".to_owned(),
            ..draft("other")
        },
    )
    .await;
    let best = async |conn: &mut Conn<'_>, word: &str| {
        let words = search::list_similar_words(conn, word, 3).await.unwrap();
        words.into_iter().next().map(|found| found.0)
    };
    assert_eq!(best(conn, "inventroy").await.as_deref(), Some("inventory"));
    assert_eq!(best(conn, "kaldestat").await.as_deref(), Some("kaldestad"));
    assert_eq!(best(conn, "slt").await.as_deref(), Some("salt"));
    assert_eq!(best(conn, "qqq").await, None);
    let all = search::list_similar_words(conn, "inventories", 9)
        .await
        .unwrap();
    assert!(all.iter().all(|word| word.0 != "inventories"), "{all:?}");
}

async fn the_index_is_made_again_from_the_first_review_on(conn: &mut Conn<'_>) {
    assert_eq!(search::find_state(conn).await.unwrap().0, INDEX_VERSION);
    let first = reviews::insert(conn, &about("a", "One", "The sea."))
        .await
        .unwrap();
    let second = reviews::insert(conn, &about("b", "Two", "The sea."))
        .await
        .unwrap();
    insert(conn, &comment(second, "The sea.")).await;

    search::begin_again(conn).await.unwrap();
    assert_eq!(number(conn, "SELECT COUNT(*) FROM search_entries").await, 0);
    assert_eq!(search::find_state(conn).await.unwrap(), (0, ReviewId(0)));
    assert_eq!(
        search::follow_next_reviews(conn, 1).await.unwrap(),
        Some(first)
    );
    assert_eq!(reviews_of(conn, &["sea"]).await, [first.0]);
    assert_eq!(
        search::follow_next_reviews(conn, 9).await.unwrap(),
        Some(second)
    );
    assert_eq!(search::follow_next_reviews(conn, 9).await.unwrap(), None);
    search::finish(conn).await.unwrap();

    assert_eq!(search::find_state(conn).await.unwrap().0, INDEX_VERSION);
    assert_eq!(reviews_of(conn, &["sea"]).await, [second.0, first.0]);
    assert_eq!(
        found(conn, &sought(&["sea"]), SearchKind::Comment)
            .await
            .len(),
        1
    );
}

async fn what_is_shown_of_a_hit_is_public(conn: &mut Conn<'_>) {
    let film = film(conn, "salt", "The Salt Year", "Marit Kaldestad", 2019).await;
    let new = NewReview {
        film: Some(film),
        ..about("salt", "On salt", "The sea.")
    };
    let id = add(conn, new).await;
    let said = insert(conn, &comment(id, "Gulls.")).await;
    let person = PersonId(number(conn, "SELECT MIN(id) FROM people").await);
    assert_eq!(reviews::find_film(conn, id).await.unwrap(), Some(film));
    let hit = find_review_hit(conn, id).await.unwrap().unwrap();
    assert_eq!((hit.title.as_str(), hit.byline), ("On salt", None));
    let hit = find_film_hit(conn, film).await.unwrap().unwrap();
    assert_eq!(hit.director.as_deref(), Some("Marit Kaldestad"));
    assert_eq!(hit.actors.as_deref(), Some("Tor Vik"));
    assert_eq!(
        (hit.country.as_deref(), hit.review_count),
        (Some("Norway"), 1)
    );
    let hit = find_person_hit(conn, person).await.unwrap().unwrap();
    assert_eq!(hit.films.as_deref(), Some("The Salt Year"));
    let hit = find_comment_hit(conn, said).await.unwrap().unwrap();
    assert_eq!(
        (hit.name.as_str(), hit.title.as_str()),
        ("Ingrid", "On salt")
    );

    execute(conn, "UPDATE reviews SET published_at = NULL").await;
    assert_eq!(find_review_hit(conn, id).await.unwrap(), None);
    assert_eq!(find_film_hit(conn, film).await.unwrap(), None);
    assert_eq!(find_person_hit(conn, person).await.unwrap(), None);
    assert_eq!(find_comment_hit(conn, said).await.unwrap(), None);
    assert_eq!(find_comment_hit(conn, CommentId(99)).await.unwrap(), None);
}
