//! Reviews, their tags and what they point to.

use app::model::{Rating, ReviewLink, Slug};

use super::{
    builders::{NOON, draft, insert_review, insert_review_at, picture, review, slug, tag},
    execute, is_corrupt, number, refusal, store_tests, texts,
};
use crate::store::{
    Conn, Constraint, films, media,
    reviews::{self, NewReview, NewStill, NewWatchAlso},
};

store_tests!(conn:
    a_review_can_be_closed_for_comments,
    a_published_review_is_found_as_it_was_added,
    a_review_may_leave_out_what_is_optional,
    a_still_may_be_described_and_missing,
    two_reviews_cannot_have_one_slug,
    a_draft_is_never_found,
    a_review_needs_a_film_that_is_there,
    the_neighbours_in_time_are_found,
    reviews_of_the_same_moment_are_neighbours_by_id,
    drafts_and_pages_are_nobodys_neighbours,
    tags_are_listed_in_order_and_shared,
    watch_also_finds_its_target_when_it_comes,
    watch_also_does_not_lead_to_a_draft,
    the_number_of_comments_goes_up_and_down,
    root_positions_are_dense_in_each_review,
    slugs_of_links_and_tags_that_are_none_are_reported,
);

async fn a_published_review_is_found_as_it_was_added(conn: &mut Conn<'_>) {
    let media = media::find_or_insert(conn, &picture("a")).await.unwrap();
    let film = films::insert(conn, &slug("salt-year"), &films::NewFilm::default())
        .await
        .unwrap();
    let new = NewReview {
        film: Some(film),
        rating: Rating::new(5, 4),
        summary: "Salt and light.".to_owned(),
        epigraph: Some(("The sea keeps.".to_owned(), "The keeper".to_owned())),
        still: NewStill {
            media: Some(media),
            alt: "A lighthouse".to_owned(),
            credit: "Nordfilm".to_owned(),
        },
        comments_open: false,
        ..review("the-salt-year")
    };
    let id = reviews::insert(conn, &new).await.unwrap();

    let row = reviews::find_published(conn, &slug("the-salt-year"))
        .await
        .unwrap()
        .unwrap();

    assert_eq!((row.id, row.slug.as_str()), (id.0, "the-salt-year"));
    assert_eq!(row.title, "Title of the-salt-year");
    assert_eq!(row.film_id, Some(film.0));
    assert_eq!((row.rating_halves, row.rating_out_of), (Some(5), Some(4)));
    assert_eq!(row.summary, "Salt and light.");
    assert_eq!(row.epigraph_text.as_deref(), Some("The sea keeps."));
    assert_eq!(row.epigraph_speaker.as_deref(), Some("The keeper"));
    assert_eq!(row.body_html, "<p>A <em>quiet</em> film.</p>");
    assert_eq!((row.excerpt.as_str(), row.word_count), ("A quiet film.", 3));
    assert!(!row.comments_open);
    assert_eq!(row.published_at, NOON.0);
    assert_eq!(
        (
            row.like_count,
            row.comment_count,
            row.root_count,
            row.event_seq
        ),
        (0, 0, 0, 0)
    );
    let still = row.still;
    assert_eq!(
        (still.still_alt.as_str(), still.still_credit.as_str()),
        ("A lighthouse", "Nordfilm")
    );
    assert_eq!(still.still_hash, Some("a".repeat(64)));
    assert_eq!(still.still_extension.as_deref(), Some("webp"));
    assert_eq!(
        (still.still_width, still.still_height),
        (Some(1600), Some(900))
    );
    assert_eq!(still.still_widths.as_deref(), Some("400,800,1600"));
    assert_eq!(
        texts(conn, "SELECT body_source FROM reviews").await,
        ["A *quiet* film."]
    );
    assert_eq!(
        number(conn, "SELECT CAST(body_rules AS BIGINT) FROM reviews").await,
        1
    );
    let times = "SELECT COUNT(*) FROM reviews WHERE created_at = updated_at";
    assert_eq!(number(conn, times).await, 1);
    let state = reviews::find_state(conn, id).await.unwrap().unwrap();
    assert_eq!(
        (state.slug.as_str(), state.comments_open),
        ("the-salt-year", false)
    );
}

async fn a_review_may_leave_out_what_is_optional(conn: &mut Conn<'_>) {
    let id = insert_review(conn, "salt-year").await;
    let row = reviews::find_published(conn, &slug("salt-year"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.film_id, row.rating_halves, row.rating_out_of),
        (None, None, None)
    );
    assert_eq!((row.epigraph_text, row.epigraph_speaker), (None, None));
    assert_eq!((row.still.still_hash, row.still.still_width), (None, None));
    assert!(row.comments_open);
    assert!(
        reviews::find_state(conn, id)
            .await
            .unwrap()
            .unwrap()
            .comments_open
    );
}

async fn a_still_may_be_described_and_missing(conn: &mut Conn<'_>) {
    let still = NewStill {
        alt: "A boat".to_owned(),
        ..NewStill::default()
    };
    reviews::insert(
        conn,
        &NewReview {
            still,
            ..review("salt-year")
        },
    )
    .await
    .unwrap();
    let row = reviews::find_published(conn, &slug("salt-year"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.still.still_alt.as_str(), row.still.still_hash),
        ("A boat", None)
    );
}

async fn two_reviews_cannot_have_one_slug(conn: &mut Conn<'_>) {
    reviews::insert(conn, &draft("salt-year")).await.unwrap();
    assert!(
        reviews::exists_slug(conn, &slug("salt-year"))
            .await
            .unwrap()
    );
    assert!(!reviews::exists_slug(conn, &slug("salt")).await.unwrap());

    let outcome = reviews::insert(conn, &review("salt-year")).await;

    assert_eq!(refusal(outcome), Some(Constraint::ReviewSlug));
    assert_eq!(reviews::count(conn).await.unwrap(), 1);
}

async fn a_draft_is_never_found(conn: &mut Conn<'_>) {
    assert_eq!(reviews::count(conn).await.unwrap(), 0);
    let id = reviews::insert(conn, &draft("salt-year")).await.unwrap();
    assert!(
        reviews::find_published(conn, &slug("salt-year"))
            .await
            .unwrap()
            .is_none()
    );
    assert!(reviews::find_state(conn, id).await.unwrap().is_none());
    assert_eq!(reviews::count(conn).await.unwrap(), 1);
}

async fn a_review_needs_a_film_that_is_there(conn: &mut Conn<'_>) {
    let film = Some(app::model::FilmId(404));
    let outcome = reviews::insert(
        conn,
        &NewReview {
            film,
            ..review("salt-year")
        },
    )
    .await;
    assert_eq!(refusal(outcome), Some(Constraint::Reference));
}

fn link(text: &str) -> ReviewLink {
    ReviewLink {
        slug: slug(text),
        title: format!("Title of {text}"),
    }
}

async fn the_neighbours_in_time_are_found(conn: &mut Conn<'_>) {
    let third = insert_review_at(conn, "third", 30).await;
    let first = insert_review_at(conn, "first", 10).await;
    let second = insert_review_at(conn, "second", 20).await;

    let of_second = reviews::find_neighbours(conn, second, NOON.plus_seconds(20))
        .await
        .unwrap();
    assert_eq!(of_second, (Some(link("first")), Some(link("third"))));
    let of_first = reviews::find_neighbours(conn, first, NOON.plus_seconds(10))
        .await
        .unwrap();
    assert_eq!(of_first, (None, Some(link("second"))));
    let of_third = reviews::find_neighbours(conn, third, NOON.plus_seconds(30))
        .await
        .unwrap();
    assert_eq!(of_third, (Some(link("second")), None));
}

async fn reviews_of_the_same_moment_are_neighbours_by_id(conn: &mut Conn<'_>) {
    let one = insert_review(conn, "one").await;
    let two = insert_review(conn, "two").await;
    let three = insert_review(conn, "three").await;

    let of_one = reviews::find_neighbours(conn, one, NOON).await.unwrap();
    assert_eq!(of_one, (None, Some(link("two"))));
    let of_two = reviews::find_neighbours(conn, two, NOON).await.unwrap();
    assert_eq!(of_two, (Some(link("one")), Some(link("three"))));
    let of_three = reviews::find_neighbours(conn, three, NOON).await.unwrap();
    assert_eq!(of_three, (Some(link("two")), None));
}

async fn drafts_and_pages_are_nobodys_neighbours(conn: &mut Conn<'_>) {
    reviews::insert(conn, &draft("draft")).await.unwrap();
    let review_id = insert_review(conn, "salt-year").await;
    reviews::insert(
        conn,
        &NewReview {
            kind: "page",
            ..review("about")
        },
    )
    .await
    .unwrap();
    let neighbours = reviews::find_neighbours(conn, review_id, NOON)
        .await
        .unwrap();
    assert_eq!(neighbours, (None, None));
}

async fn tags_are_listed_in_order_and_shared(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    // A tag that is named twice is one.
    let tags = [tag("The Sea"), tag("Silence"), tag("The Sea")];
    reviews::insert_tags(conn, review, &tags).await.unwrap();
    reviews::insert_tags(conn, other, &[]).await.unwrap();
    let renamed = app::model::Tag {
        name: "SILENCE".to_owned(),
        ..tag("Silence")
    };
    reviews::insert_tags(conn, other, &[renamed]).await.unwrap();

    let tags = reviews::list_tags(conn, review).await.unwrap();
    assert_eq!(tags, [tag("The Sea"), tag("Silence")]);
    assert_eq!(
        reviews::list_tags(conn, other).await.unwrap(),
        [tag("Silence")]
    );
    assert_eq!(number(conn, "SELECT COUNT(*) FROM tags").await, 2);
}

fn watch(title: &str, target: Option<Slug>) -> NewWatchAlso {
    NewWatchAlso {
        title: title.to_owned(),
        target,
        note_source: format!("*{title}*"),
        note_html: format!("<em>{title}</em>"),
    }
}

async fn watch_also_finds_its_target_when_it_comes(conn: &mut Conn<'_>) {
    let review_id = insert_review(conn, "salt-year").await;
    let items = [
        watch("Nothing Here", None),
        watch("Winter Light", Some(slug("winter-light"))),
    ];
    reviews::insert_watch_also(conn, review_id, &items)
        .await
        .unwrap();

    let before = reviews::list_watch_also(conn, review_id).await.unwrap();
    assert_eq!(before.len(), 2);
    assert_eq!(
        (before[0].title.as_str(), before[1].title.as_str()),
        ("Nothing Here", "Winter Light")
    );
    assert_eq!(before[1].note_html, "<em>Winter Light</em>");
    assert!(
        before
            .iter()
            .all(|row| row.review_slug.is_none() && row.still.still_alt.is_empty())
    );

    let media = Some(media::find_or_insert(conn, &picture("b")).await.unwrap());
    let still = NewStill {
        media,
        alt: "Snow".to_owned(),
        credit: "Nordfilm".to_owned(),
    };
    reviews::insert(
        conn,
        &NewReview {
            still,
            ..review("winter-light")
        },
    )
    .await
    .unwrap();

    let after = reviews::list_watch_also(conn, review_id).await.unwrap();
    assert_eq!((after.len(), after[0].review_slug.as_deref()), (2, None));
    assert_eq!(after[1].review_slug.as_deref(), Some("winter-light"));
    assert_eq!(after[1].still.still_alt, "Snow");
    assert_eq!(after[1].still.still_hash, Some("b".repeat(64)));
    let sources = "SELECT note_source FROM watch_also ORDER BY position";
    assert_eq!(
        texts(conn, sources).await,
        ["*Nothing Here*", "*Winter Light*"]
    );
}

async fn watch_also_does_not_lead_to_a_draft(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let target = NewReview {
        still: NewStill {
            alt: "Snow".to_owned(),
            ..NewStill::default()
        },
        ..draft("winter-light")
    };
    reviews::insert(conn, &target).await.unwrap();
    let items = [watch("Winter Light", Some(slug("winter-light")))];
    reviews::insert_watch_also(conn, review, &items)
        .await
        .unwrap();

    let rows = reviews::list_watch_also(conn, review).await.unwrap();

    assert_eq!((rows.len(), rows[0].review_slug.as_deref()), (1, None));
    assert_eq!(rows[0].still.still_alt, "");
}

async fn the_number_of_comments_goes_up_and_down(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    insert_review(conn, "winter-light").await;
    reviews::update_comment_count(conn, review, 3)
        .await
        .unwrap();
    reviews::update_comment_count(conn, review, -1)
        .await
        .unwrap();

    let row = reviews::find_published(conn, &slug("salt-year"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.comment_count, 2);
    let other = reviews::find_published(conn, &slug("winter-light"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(other.comment_count, 0);
}

async fn root_positions_are_dense_in_each_review(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    for (review, count, expected) in [
        (review, 1, 1),
        (review, 3, 2),
        (other, 1, 1),
        (review, 1, 5),
        (other, 2, 2),
    ] {
        let first = reviews::take_root_positions(conn, review, count).await;
        assert_eq!(first.unwrap(), expected);
    }
    let row = reviews::find_published(conn, &slug("salt-year"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.root_count, 5);
}

async fn slugs_of_links_and_tags_that_are_none_are_reported(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    insert_review_at(conn, "winter-light", 1).await;
    reviews::insert_tags(conn, review, &[tag("Silence")])
        .await
        .unwrap();
    execute(
        conn,
        "UPDATE reviews SET slug = '-' WHERE slug = 'winter-light'",
    )
    .await;
    execute(conn, "UPDATE tags SET slug = '-'").await;

    let neighbours = reviews::find_neighbours(conn, review, NOON).await;
    assert!(is_corrupt(neighbours, ("reviews", "slug")));
    assert!(is_corrupt(
        reviews::list_tags(conn, review).await,
        ("tags", "slug")
    ));
}

async fn a_review_can_be_closed_for_comments(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let open = reviews::find_state(conn, review).await.unwrap().unwrap();
    assert!(open.comments_open);
    reviews::close_comments(conn, "salt-year").await.unwrap();
    let closed = reviews::find_state(conn, review).await.unwrap().unwrap();
    assert!(!closed.comments_open);
}
