//! Likes of a blog, read off pages that a browser saved.

use std::{fs, path::Path};

use scraper::{Html, Selector};

use super::{Server, export_wxr::rows, fixture, run, select, text};

fn import(data: &Path, more: &[&str]) -> String {
    let (export, saved) = (fixture("review.wxr.xml"), fixture("saved"));
    let (export, saved) = (export.to_str().unwrap(), saved.to_str().unwrap());
    let command = ["import", "wxr", export, "--pages", saved, "--items"];
    let output = run(data, &[&command[..], more].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// What readers see: the likes of each comment that has any.
fn shown(server: &Server) -> Vec<(String, String)> {
    let (_, page) = server.get("/reviews/a-house-on-loan");
    let page = Html::parse_document(&page);
    let count = Selector::parse(".likes__count").unwrap();
    let comments = select(&page, "article[id^=comment-]").into_iter();
    let counts = comments.map(|comment| {
        let words: String = comment.select(&count).next().unwrap().text().collect();
        (comment.attr("id").unwrap().to_owned(), words)
    });
    counts
        .filter(|(_, words)| !words.trim().is_empty())
        .collect()
}

#[test]
fn a_blog_keeps_its_likes_and_readers_add_to_them() {
    let data = tempfile::tempdir().unwrap();
    let dry = import(data.path(), &["--dry-run"]);
    assert!(
        dry.contains("Taken: count of likes “A House on Loan”: 3"),
        "{dry}"
    );
    assert!(dry.contains("8 counts of likes"), "{dry}");

    let report = import(data.path(), &[]);
    for line in [
        "Taken: saved page “a-house-on-loan.html”: it is of “A House on Loan”",
        "Taken: count of likes “A House on Loan”: 3",
        "Taken: count of likes “harbourlight on A House on Loan”: 2",
        "15 comments",
        "2 saved pages, 8 counts of likes",
    ] {
        assert!(report.contains(line), "{line} is not in {report}");
    }

    let server = Server::start(data.path(), &[]);
    let expected: Vec<(String, String)> = [
        ("comment-1", "Liked by 1 person"),
        ("comment-2", "Liked by 1 person"),
        ("comment-4", "Liked by 1 person"),
        ("comment-6", "Liked by 2 people"),
        ("comment-8", "Liked by 1 person"),
        ("comment-10", "Liked by 1 person"),
        ("comment-14", "Liked by 1 person"),
    ]
    .map(|(id, words)| (id.to_owned(), words.to_owned()))
    .into();
    assert_eq!(shown(&server), expected);
    let (_, page) = server.get("/reviews/a-house-on-loan");
    assert!(page.contains("Liked by 3 people"));
    assert!(server.like("a-house-on-loan"));
    let (_, page) = server.get("/reviews/a-house-on-loan");
    assert!(page.contains("Liked by 4 people"));

    // Beside the running server, once more: nothing changes.
    let again = import(data.path(), &[]);
    assert!(again.contains("Taken: nothing.\n"), "{again}");
    assert!(
        again.contains("Left: 1 other post, 15 comments, 2 saved pages, 8 counts of likes."),
        "{again}"
    );
    assert_eq!(shown(&server), expected);
    drop(server);
    moves_on(data.path());
}

/// The likes leave in an archive and come back, and a check of either site finds their counts right.
fn moves_on(data: &Path) {
    let file = data.join("site.zip");
    let file = file.to_str().unwrap();
    let new = tempfile::tempdir().unwrap();
    for (data, command) in [
        (data, &["export", "archive", file][..]),
        (new.path(), &["import", "archive", file]),
        (data, &["verify"]),
        (new.path(), &["verify"]),
        (new.path(), &["verify", file]),
    ] {
        let output = run(data, command);
        assert!(
            output.status.success(),
            "{command:?}: {}",
            text(&output.stderr)
        );
    }
    let brought = |data: &Path, kind: &str| -> Vec<i64> {
        let rows = rows(data, kind);
        let counts = rows.iter().map(|row| row["brought_likes"].as_i64());
        counts.flatten().collect()
    };
    for data in [data, new.path()] {
        assert_eq!(brought(data, "reviews"), [3]);
        assert_eq!(brought(data, "comments"), [1, 1, 1, 2, 1, 1, 1]);
    }
    let server = Server::start(new.path(), &[]);
    let (_, page) = server.get("/reviews/a-house-on-loan");
    assert!(
        page.contains("Liked by 4 people"),
        "three of the blog, one of here"
    );
}

#[test]
fn what_a_page_says_and_the_export_does_not_know_is_told() {
    let data = tempfile::tempdir().unwrap();
    let saved = tempfile::tempdir().unwrap();
    let link = "https://reviews.example/2019/03/12/a-house-on-loan/";
    let page = |link: &str, id: &str, words: &str| {
        format!(
            "<link rel=canonical href=\"{link}\"><span id=\"comment-like-count-{id}\">{words}</span>"
        )
    };
    for (name, text) in [
        ("gone.html", page(link, "99", "Liked by 4 people")),
        ("odd.html", page(link, "3", "Gefällt 3 Personen")),
        (
            "other.html",
            page("https://else.example/", "1", "Liked by 9 people"),
        ),
        ("plain.html", "<p>Liked by 9 people</p>".to_owned()),
    ] {
        fs::write(saved.path().join(name), text).unwrap();
    }
    let export = fixture("review.wxr.xml");
    let saved = saved.path().to_str().unwrap();
    let command = [
        "import",
        "wxr",
        export.to_str().unwrap(),
        "--pages",
        saved,
        "--items",
    ];
    let output = run(data.path(), &command);
    let report = text(&output.stdout);
    for line in [
        "Left: count of likes “comment 99 on A House on Loan”: 4, of a comment that is not in the export",
        "Left: count of likes “comment 3: “Gefällt 3 Personen” on A House on Loan”: this is no number that can be read",
        "Left: saved page “other.html”: no post of the export had its address",
        "Left: saved page “plain.html”: nobody has liked anything on it, or it does not say so",
    ] {
        assert!(report.contains(line), "{line} is not in {report}");
    }
    let missing = run(
        data.path(),
        &[
            "import",
            "wxr",
            export.to_str().unwrap(),
            "--pages",
            "/no/folder",
        ],
    );
    let said = text(&missing.stderr);
    assert!(
        !missing.status.success() && said.contains("/no/folder cannot be read"),
        "{said}"
    );
}
