//! A Letterboxd export on the command line. The exports are made here, of invented films.

use std::{
    fs,
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
};

use super::{Server, export_wxr::rows, run, text};

const REVIEWS: &str = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n\
    2020-05-01,The Salt Year,2010,https://boxd.it/r1,4.5,,\"A <i>quiet</i> film.\n\nTwice.\",\"winter, sea\",2020-04-30\n\
    2020-06-01,The Weighbridge,2004,https://boxd.it/r2,3,Yes,It weighs.,,2020-05-30\n\
    2020-07-01,\"Kilometre, Zero\",,https://boxd.it/r3,,,No year and no stars.,,\n";
const DIARY: &str = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n\
    2020-05-01,The Salt Year,2010,https://boxd.it/d1,4.5,,,2020-04-30\n\
    2020-08-01,Low Season,1999,https://boxd.it/d2,2.5,,,2020-08-01\n";
const RATINGS: &str = "Date,Name,Year,Letterboxd URI,Rating\n\
    2020-05-01,The Salt Year,2010,https://boxd.it/f1,4.5\n\
    2020-08-01,Low Season,1999,https://boxd.it/f2,2.5\n";
const LIST: &str = "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n\
    2021-01-02,Cold films,winter,https://boxd.it/l1,\"Best <b>seen</b>\n\nin a coat.\"\n\n\
    Position,Name,Year,URL,Description\n\
    1,The Salt Year,2010,https://boxd.it/f1,\n2,Low Season,1999,https://boxd.it/f2,Again\n";

fn export(folder: &Path, profile: &str) -> PathBuf {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("profile.csv", profile),
        ("reviews.csv", REVIEWS),
        ("diary.csv", DIARY),
        ("ratings.csv", RATINGS),
        ("lists/cold-films.csv", LIST),
        ("deleted/reviews.csv", "not to be read"),
        ("deleted/lists/gone.csv", "not to be read"),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let file = folder.join("letterboxd.zip");
    fs::write(&file, zip.finish().unwrap().into_inner()).unwrap();
    file
}

const PROFILE: &str = "Date Joined,Username,Given Name,Family Name,Email Address\n\
    2015-01-01,inesaas,Ines,Aas,ines@films.example\n";

fn import(data: &Path, file: &Path, more: &[&str]) -> (bool, String) {
    let arguments = [
        &["import", "letterboxd", file.to_str().unwrap(), "--items"],
        more,
    ]
    .concat();
    let output = run(data, &arguments);
    let said = text(&output.stdout) + &text(&output.stderr);
    (output.status.success(), said)
}

/// Adds an account, whose password comes from standard input.
fn add_account(data: &Path) {
    let mut child = super::foyer(
        data,
        &[
            "account",
            "add",
            "--name",
            "Ines",
            "--email",
            "ines@reviews.example",
            "--role",
            "owner",
        ],
    )
    .stdin(std::process::Stdio::piped())
    .spawn()
    .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"correct horse battery staple\n").unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn reviews_ratings_and_lists_are_taken_once() {
    let data = tempfile::tempdir().unwrap();
    let file = export(data.path(), PROFILE);
    add_account(data.path());
    let account = ["--account", "ines@reviews.example"];
    let (done, dry) = import(data.path(), &file, &[&account[..], &["--dry-run"]].concat());
    assert!(
        done && dry.contains("A dry run; nothing was stored."),
        "{dry}"
    );
    let (done, said) = import(data.path(), &file, &account);
    assert!(done, "{said}");
    assert!(
        said.contains("Taken: 3 reviews, 1 author, 2 ratings"),
        "{said}"
    );
    assert!(
        said.contains("it is a draft until you publish it"),
        "{said}"
    );
    assert!(
        said.contains("seen on 2020-08-01 without a review"),
        "{said}"
    );
    let (done, again) = import(data.path(), &file, &account);
    assert!(done && again.contains("Taken: nothing"), "{again}");
    let server = Server::start(data.path(), &[]);
    let (status, page) = server.get("/reviews/the-salt-year");
    assert_eq!(status, 200);
    for part in [
        "A <em>quiet</em> film.",
        "<p>Twice.</p>",
        "Ines Aas",
        "1 May 2020",
    ] {
        assert!(page.contains(part), "{part}");
    }
    // Pages show ratings on the publication's own scale; kept they are as they were given.
    assert!(page.contains("3½"), "nine halves of five are seven of four");
    let rated = |kind: &str, halves: &str| -> Vec<(i64, i64)> {
        let rows = rows(data.path(), kind).into_iter();
        rows.filter_map(|row| {
            Some((
                row[halves].as_i64()?,
                row[&halves.replace("halves", "out_of")].as_i64()?,
            ))
        })
        .collect()
    };
    assert_eq!(rated("reviews", "rating_halves"), [(9, 5), (6, 5)]);
    let mut ratings = rated("film_ratings", "halves");
    ratings.sort_unstable();
    assert_eq!(ratings, [(5, 5), (9, 5)], "the ratings are the account's");
    assert_eq!(
        server.get("/reviews/cold-films").0,
        404,
        "a list is a draft"
    );
    let (_, tag) = server.get("/tags/winter");
    assert!(tag.contains("The Salt Year"));
}

#[test]
fn films_that_may_be_ones_that_are_here_are_asked_about() {
    let data = tempfile::tempdir().unwrap();
    // The demo's films: The Salt Year is of another year than the export says, by one or by many.
    drop(Server::start(data.path(), &["--demo"]));
    let file = export(data.path(), PROFILE);
    let (done, said) = import(data.path(), &file, &["--dry-run"]);
    assert!(done, "{said}");
    assert!(
        said.contains("whose it is was not said (--account)"),
        "{said}"
    );
    let doubts = said.matches("--doubtful same or --doubtful new").count();
    let (_, same) = import(data.path(), &file, &["--dry-run", "--doubtful", "same"]);
    let (_, new) = import(data.path(), &file, &["--dry-run", "--doubtful", "new"]);
    assert!(doubts > 0, "{said}");
    for said in [same, new] {
        assert!(!said.contains("--doubtful same"), "{said}");
        assert!(said.contains("Taken: 3 reviews"), "{said}");
    }
}

#[test]
fn what_is_no_export_is_refused_in_one_line_and_nothing_is_taken() {
    let data = tempfile::tempdir().unwrap();
    let other = data.path().join("other.zip");
    fs::write(&other, "Hello").unwrap();
    let (done, said) = import(data.path(), &other, &[]);
    assert!(
        !done && said.contains("is not a Letterboxd export"),
        "{said}"
    );
    let file = export(data.path(), "Username\n");
    let (done, said) = import(data.path(), &file, &[]);
    assert!(!done && said.contains("profile.csv is broken"), "{said}");
    assert!(said.trim_end().ends_with("nothing was taken"), "{said}");
    let file = export(data.path(), PROFILE);
    let (done, said) = import(data.path(), &file, &["--author", "nobody"]);
    assert!(
        !done && said.contains("no author is called nobody"),
        "{said}"
    );
    let (done, said) = import(data.path(), &file, &["--account", "nobody@films.example"]);
    assert!(
        !done && said.contains("no account has this address"),
        "{said}"
    );
}
