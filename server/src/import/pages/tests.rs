//! A folder of saved pages.

use super::*;

const SALT: &str = "https://old.example/2018/11/20/salt/";

fn page(address: &str, comments: &[(i64, i64)], post: &str) -> String {
    use std::fmt::Write as _;
    let mut text = format!("<html><head><link rel=\"canonical\" href=\"{address}\"></head><body>");
    for (comment, count) in comments {
        let _ = write!(
            text,
            "<p><span id=\"comment-like-count-{comment}\">Liked by <a data-like-count=\"{count}\">{count} people</a></span></p>"
        );
    }
    let _ = write!(text, "<div class=\"sd-like\">{post}</div></body></html>");
    text
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn url(address: &str) -> Url {
    Url::parse(address).unwrap()
}

#[test]
fn pages_of_one_post_are_found_by_any_of_its_addresses_and_the_higher_count_is_believed() {
    let frame = "<!-- saved from url=(0099)https://widgets.wp.com/likes/#post_id=17&origin=old.example -->\
                 <div class=\"wpl-count-text\">5 bloggers like this.</div>";
    let folder = folder(&[
        ("new.html", &page(SALT, &[(7, 3), (8, 1)], "")),
        (
            "old/page.HTM",
            &page(
                "http://www.old.example/2018/11/20/salt",
                &[(7, 2)],
                "2 likes",
            ),
        ),
        (
            "thread.html",
            &page(&format!("{SALT}comment-page-2/#comments"), &[(9, 4)], ""),
        ),
        ("new_files/likes.html", frame),
        ("notes.txt", "Liked by 9 people"),
    ]);
    let mut names = Vec::new();
    let mut pages = Pages::in_folder(folder.path(), |name| names.push(name.to_owned())).unwrap();
    assert_eq!(
        names,
        [
            "new.html",
            "new_files/likes.html",
            "old/page.HTM",
            "thread.html"
        ]
    );

    assert_eq!(
        pages.take(&[url("https://old.example/2018/11/20/other/")]),
        None
    );
    assert_eq!(
        pages.take(&[url("https://else.example/2018/11/20/salt/")]),
        None
    );
    let likes = pages
        .take(&[url(SALT), url("https://old.example/?p=17")])
        .unwrap();

    assert_eq!(likes.post, 5);
    assert_eq!(likes.comments, BTreeMap::from([(7, 3), (8, 1), (9, 4)]));
    assert_eq!(likes.files.len(), 4);
    assert_eq!(pages.take(&[url(SALT)]), None);
    assert_eq!(pages.left(), []);
}

#[test]
fn files_of_no_use_are_named_with_the_reason() {
    let folder = folder(&[
        ("empty.html", &page(SALT, &[], "Like")),
        ("home.html", &page("https://old.example/", &[(7, 1)], "")),
        (
            "nameless.html",
            "<div class=\"sd-like\">3 bloggers like this.</div>",
        ),
    ]);
    let mut pages = Pages::in_folder(folder.path(), |_| ()).unwrap();
    assert_eq!(pages.take(&[url(SALT)]), None);
    let left: Vec<(String, String)> = pages.left();
    let left: Vec<(&str, &str)> = left.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        left,
        [
            (
                "empty.html",
                "nobody has liked anything on it, or it does not say so"
            ),
            ("home.html", "no post of the export had its address"),
            ("nameless.html", "it does not say which address it had"),
        ]
    );
    assert!(Pages::in_folder(&folder.path().join("no"), |_| ()).is_err());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let outside = folder(&[("page.html", &page(SALT, &[(7, 1)], ""))]);
    let inside = folder(&[]);
    std::os::unix::fs::symlink(outside.path(), inside.path().join("a")).unwrap();
    std::os::unix::fs::symlink(
        outside.path().join("page.html"),
        inside.path().join("b.html"),
    )
    .unwrap();
    let mut pages = Pages::in_folder(inside.path(), |_| ()).unwrap();
    assert_eq!(pages.take(&[url(SALT)]), None);
}

/// A page that is nested as deep as its size allows is read like any other.
#[test]
fn depth_does_no_harm() {
    let folder = folder(&[(
        "deep.html",
        &format!("{}{}", "<b>".repeat(20_000), page(SALT, &[(7, 1)], "")),
    )]);
    let mut pages = Pages::in_folder(folder.path(), |_| ()).unwrap();
    assert!(pages.take(&[url(SALT)]).is_some());
}
