//! Lists of reviews and of the latest comments.

use app::model::{CommentKind, CommentState, Country, CreditRole, Rating, ReviewId};

use super::{
    builders::{
        NOON, comment, draft, insert, insert_review, insert_review_at, mention, picture, review,
        slug,
    },
    store_tests,
};
use crate::store::{
    Conn, authors,
    cards::{self, CardRow},
    comments::NewCommentRow,
    films::{self, NewFilm},
    media,
    reviews::{self, NewReview, NewStill},
};

store_tests!(conn:
    reviews_are_listed_newest_first,
    a_list_goes_on_before_a_review,
    a_list_before_what_was_never_published_is_empty,
    drafts_and_pages_are_never_listed,
    a_card_has_what_a_list_shows,
    a_card_of_a_bare_review_says_so,
    a_byline_names_its_authors_in_order,
    the_latest_comments_come_newest_first,
    only_comments_that_stand_are_among_the_latest,
);

fn slugs(cards: &[CardRow]) -> Vec<&str> {
    cards.iter().map(|card| card.slug.as_str()).collect()
}

async fn reviews_are_listed_newest_first(conn: &mut Conn<'_>) {
    insert_review_at(conn, "middle", 20).await;
    insert_review_at(conn, "oldest", 10).await;
    insert_review_at(conn, "newest", 30).await;
    insert_review_at(conn, "newest-too", 30).await;

    let all = cards::list_published(conn, None, 10).await.unwrap();
    assert_eq!(slugs(&all), ["newest-too", "newest", "middle", "oldest"]);
    let some = cards::list_published(conn, None, 2).await.unwrap();
    assert_eq!(slugs(&some), ["newest-too", "newest"]);
}

async fn a_list_goes_on_before_a_review(conn: &mut Conn<'_>) {
    insert_review_at(conn, "oldest", 10).await;
    insert_review_at(conn, "equal-first", 20).await;
    insert_review_at(conn, "equal-second", 20).await;
    insert_review_at(conn, "newest", 30).await;

    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = cards::list_published(conn, before, 1).await.unwrap();
        let Some(card) = page.first() else { break };
        before = Some(ReviewId(card.id));
        seen.push(card.slug.clone());
    }

    assert_eq!(seen, ["newest", "equal-second", "equal-first", "oldest"]);
}

async fn a_list_before_what_was_never_published_is_empty(conn: &mut Conn<'_>) {
    insert_review(conn, "salt-year").await;
    let draft = reviews::insert(conn, &draft("draft")).await.unwrap();
    for before in [draft, ReviewId(404)] {
        let page = cards::list_published(conn, Some(before), 10).await.unwrap();
        assert_eq!(slugs(&page), [""; 0]);
    }
}

async fn drafts_and_pages_are_never_listed(conn: &mut Conn<'_>) {
    insert_review(conn, "salt-year").await;
    reviews::insert(conn, &draft("draft")).await.unwrap();
    let page = NewReview {
        kind: "page",
        ..review("about")
    };
    let page = reviews::insert(conn, &page).await.unwrap();

    let list = cards::list_published(conn, None, 10).await.unwrap();
    assert_eq!(slugs(&list), ["salt-year"]);
    let before = cards::list_published(conn, Some(page), 10).await.unwrap();
    assert_eq!(slugs(&before), ["salt-year"]);
}

async fn a_card_has_what_a_list_shows(conn: &mut Conn<'_>) {
    let country = |name: &str| Country {
        code: None,
        name: name.to_owned(),
    };
    let film = NewFilm {
        title: "The Salt Year".to_owned(),
        year: Some(2010),
        countries: vec![country("Norway"), country("Iceland")],
        credits: vec![
            (CreditRole::Cast, "Tor Vik".to_owned(), None),
            (CreditRole::Director, "Marit Kaldestad".to_owned(), None),
            (CreditRole::Director, "Aase Moen".to_owned(), None),
        ],
        ..NewFilm::default()
    };
    let film = films::insert(conn, &slug("salt-year"), &film)
        .await
        .unwrap();
    let media = Some(media::find_or_insert(conn, &picture("a")).await.unwrap());
    let new = NewReview {
        film: Some(film),
        rating: Rating::new(7, 4),
        summary: "Salt and light.".to_owned(),
        still: NewStill {
            media,
            alt: "A boat".to_owned(),
            credit: "Nordfilm".to_owned(),
        },
        ..review("salt-year")
    };
    let id = reviews::insert(conn, &new).await.unwrap();
    reviews::update_comment_count(conn, id, 4).await.unwrap();

    let [card] = cards::list_published(conn, None, 10)
        .await
        .unwrap()
        .try_into()
        .unwrap();

    assert_eq!((card.id, card.title.as_str()), (id.0, "Title of salt-year"));
    assert_eq!(card.summary, "Salt and light.");
    assert_eq!((card.rating_halves, card.rating_out_of), (Some(7), Some(4)));
    assert_eq!(card.director.as_deref(), Some("Marit Kaldestad"));
    assert_eq!(
        (card.country.as_deref(), card.year),
        (Some("Norway"), Some(2010))
    );
    assert_eq!((card.published_at, card.comment_count), (NOON.0, 4));
    assert_eq!(
        (card.still.still_alt.as_str(), card.still.still_width),
        ("A boat", Some(1600))
    );
}

async fn a_card_of_a_bare_review_says_so(conn: &mut Conn<'_>) {
    insert_review(conn, "salt-year").await;
    let [card] = cards::list_published(conn, None, 10)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(card.summary, "A quiet film.");
    assert_eq!((card.director, card.country, card.year), (None, None, None));
    assert_eq!(
        (card.byline, card.rating_halves, card.still.still_hash),
        (None, None, None)
    );
}

async fn a_byline_names_its_authors_in_order(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let aud = authors::find_or_insert(conn, &slug("aud-lind"), "Aud Lind", "")
        .await
        .unwrap();
    let bo = authors::find_or_insert(conn, &slug("bo-ek"), "Bo Ek", "")
        .await
        .unwrap();
    authors::insert_for_review(conn, review, &[bo, aud])
        .await
        .unwrap();

    let [card] = cards::list_published(conn, None, 10)
        .await
        .unwrap()
        .try_into()
        .unwrap();

    assert_eq!(card.byline.as_deref(), Some("Bo Ek, Aud Lind"));
}

async fn the_latest_comments_come_newest_first(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    for (review, text, seconds) in [
        (review, "second", 20),
        (other, "first", 10),
        (review, "third", 30),
        (other, "last", 30),
    ] {
        let posted_at = NOON.plus_seconds(seconds);
        insert(
            conn,
            &NewCommentRow {
                posted_at,
                ..comment(review, text)
            },
        )
        .await;
    }

    let latest = cards::list_latest_comments(conn, 3).await.unwrap();

    let texts: Vec<_> = latest.iter().map(|row| row.body_source.as_str()).collect();
    assert_eq!(texts, ["last", "third", "second"]);
    assert_eq!(
        (latest[0].slug.as_str(), latest[1].slug.as_str()),
        ("winter-light", "salt-year")
    );
    assert_eq!(latest[0].title, "Title of winter-light");
    assert_eq!(
        (latest[0].name.as_str(), latest[0].posted_at),
        ("Ingrid", NOON.0 + 30_000_000)
    );
    assert!(latest[0].id > latest[1].id);
}

async fn only_comments_that_stand_are_among_the_latest(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let hidden = reviews::insert(conn, &draft("draft")).await.unwrap();
    insert(conn, &comment(review, "stands")).await;
    insert(conn, &comment(hidden, "under a draft")).await;
    for state in [
        CommentState::Removed,
        CommentState::Held,
        CommentState::Spam,
        CommentState::Trashed,
    ] {
        insert(
            conn,
            &NewCommentRow {
                state,
                ..comment(review, state.key())
            },
        )
        .await;
    }
    for kind in [CommentKind::Pingback, CommentKind::Trackback] {
        insert(
            conn,
            &NewCommentRow {
                kind,
                ..mention(review, kind.key())
            },
        )
        .await;
    }

    let latest = cards::list_latest_comments(conn, 10).await.unwrap();

    let texts: Vec<_> = latest.iter().map(|row| row.body_source.as_str()).collect();
    assert_eq!(texts, ["stands"]);
}
