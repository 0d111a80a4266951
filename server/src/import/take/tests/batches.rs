//! Posts that are taken together, with their comments.

use std::fmt::Write as _;

use super::{super::batch::POSTS_A_BATCH, Here};
use crate::{
    import::{
        report::{Kind, Outcome, Report},
        take::comments::COMMENTS_A_GROUP,
    },
    store::{Conn, engine::on_engine},
};

/// A post of an export: its number, its text, its comments.
type Post<'a> = (i64, &'a str, Vec<Comment>);
/// A comment of an export: its number, that of the one it answers, its text.
type Comment = (i64, i64, String);

fn export(posts: &[Post<'_>]) -> String {
    let mut text = "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>"
        .to_owned();
    for (number, body, comments) in posts {
        write!(
            text,
            "<item><title>Post {number}</title><link>https://old.example/post-{number}/</link>\
             <content:encoded><![CDATA[{body}]]></content:encoded>\
             <wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2018-11-20 09:00:00</wp:post_date_gmt>\
             <wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status>\
             <wp:post_type>post</wp:post_type><wp:comment_status>open</wp:comment_status>"
        )
        .unwrap();
        for (id, parent, said) in comments {
            write!(
                text,
                "<wp:comment><wp:comment_id>{id}</wp:comment_id>\
                 <wp:comment_author><![CDATA[Reader {id}]]></wp:comment_author>\
                 <wp:comment_date_gmt>2018-11-21 09:{:02}:{:02}</wp:comment_date_gmt>\
                 <wp:comment_content><![CDATA[{said}]]></wp:comment_content>\
                 <wp:comment_approved>1</wp:comment_approved>\
                 <wp:comment_parent>{parent}</wp:comment_parent></wp:comment>",
                id / 60 % 60,
                id % 60
            )
            .unwrap();
        }
        text.push_str("</item>");
    }
    text + "</channel></rss>"
}

fn said(id: i64, parent: i64) -> Comment {
    (id, parent, format!("Words {id}."))
}

async fn import(here: &Here, posts: &[Post<'_>]) -> Report {
    here.import_text(&export(posts), None, false, false).await
}

/// Lists the comments: number, slug of the review, number of what it answers, text.
async fn comments(here: &Here) -> Vec<(i64, String, i64, String)> {
    const SQL: &str = "
        SELECT comments.id, reviews.slug, COALESCE(comments.parent_id, 0), comments.body_source
        FROM comments
        JOIN reviews ON reviews.id = comments.review_id
        ORDER BY comments.id
    ";
    let mut snapshot = here.site.core.store.snapshot().await.unwrap();
    let conn = &mut snapshot.conn();
    on_engine!(conn, |c| sqlx::query_as(SQL).fetch_all(c).await).unwrap()
}

async fn number(here: &Here, sql: &'static str) -> i64 {
    let mut snapshot = here.site.core.store.snapshot().await.unwrap();
    let conn: &mut Conn<'_> = &mut snapshot.conn();
    on_engine!(conn, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

fn lines(report: &Report) -> Vec<String> {
    report.items().iter().map(ToString::to_string).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn more_posts_than_a_batch_and_more_comments_than_a_group_are_all_taken_in_order() {
    let here = Here::open().await;
    let many = i64::try_from(COMMENTS_A_GROUP).unwrap() * 2 + 50;
    let posts = i64::try_from(POSTS_A_BATCH).unwrap() * 2 + 3;
    // Each answers the one before it, so that answers cross from group to group.
    let long: Vec<Comment> = (1..=many).map(|id| said(id, id - 1)).collect();
    let mut all = vec![(1, "Body.", long)];
    all.extend((2..=posts).map(|post| (post, "Body.", vec![said(10_000 + post, 0)])));

    let report = import(&here, &all).await;
    let taken = |kind| report.count(Outcome::Taken, kind);
    assert_eq!(taken(Kind::Post), u64::try_from(posts).unwrap());
    let expected = many + posts - 1;
    assert_eq!(taken(Kind::Comment), u64::try_from(expected).unwrap());
    let found = comments(&here).await;
    assert_eq!(i64::try_from(found.len()).unwrap(), expected);
    for (id, slug, parent, text) in found {
        assert_eq!(text, format!("Words {id}."));
        if id <= many {
            assert_eq!((slug.as_str(), parent), ("post-1", id - 1));
        } else {
            assert_eq!((slug, parent), (format!("post-{}", id - 10_000), 0));
        }
    }
    // What is said of a post stands before what is said of the next.
    let told = lines(&report);
    let place = |line: &str| told.iter().position(|told| told == line).unwrap();
    assert!(place("Taken: comment “Reader 450 on Post 1”") < place("Taken: other post “Post 2”"));
    assert!(place("Taken: comment “Reader 10002 on Post 2”") < place("Taken: other post “Post 3”"));
    for (sql, expected) in [
        (
            "SELECT comment_count FROM reviews WHERE slug = 'post-1'",
            many,
        ),
        ("SELECT root_count FROM reviews WHERE slug = 'post-1'", 1),
        ("SELECT root_count FROM reviews WHERE slug = 'post-2'", 1),
        (
            "SELECT COUNT(*) FROM search_entries WHERE kind = 'comment'",
            many + posts - 1,
        ),
        (
            "SELECT COUNT(*) FROM search_entries WHERE kind = 'review'",
            posts,
        ),
        (
            "SELECT COUNT(*) FROM redirects WHERE target = '/reviews/post-2'",
            2,
        ),
    ] {
        assert_eq!(number(&here, sql).await, expected, "{sql}");
    }

    let again = import(&here, &all).await;
    assert_eq!(again.count(Outcome::Taken, Kind::Comment), 0);
    assert_eq!(
        comments(&here).await.len(),
        usize::try_from(expected).unwrap()
    );
    here.site.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_an_export_twice_is_taken_once() {
    let here = Here::open().await;
    let posts = [
        (1, "Body.", vec![said(5, 0), said(6, 5)]),
        // The same numbers under another post, and an answer to one of them.
        (2, "Body.", vec![said(5, 0), said(7, 5)]),
        (1, "Body again.", vec![said(5, 0), said(6, 5), said(8, 6)]),
    ];
    let report = import(&here, &posts).await;
    assert_eq!(report.count(Outcome::Taken, Kind::Post), 2);
    assert_eq!(report.count(Outcome::Left, Kind::Post), 1);
    let found = comments(&here).await;
    let places: Vec<_> = found
        .iter()
        .map(|(id, slug, parent, _)| (*id, slug.as_str(), *parent))
        .collect();
    assert_eq!(
        places,
        [
            (5, "post-1", 0),
            (6, "post-1", 5),
            // What it answers is under another review.
            (7, "post-2", 0),
            (8, "post-1", 6)
        ]
    );
    assert_eq!(report.count(Outcome::Left, Kind::Comment), 3);
    here.site.close().await;
}
