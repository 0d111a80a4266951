//! One file of everything, on the command line.

use std::{fs, path::Path};

use super::{Server, fixture, import, run, text, wait_for};

fn archive(data: &Path, command: &[&str], file: &Path) -> std::process::Output {
    run(data, &[command, &[file.to_str().unwrap()]].concat())
}

/// Fills a folder with reviews of several origins and writes an archive of it.
fn moved_out(data: &Path) -> std::path::PathBuf {
    let grown = run(data, &["demo", "--reviews", "5", "--comments", "40"]);
    assert!(grown.status.success(), "{}", text(&grown.stderr));
    assert!(import(data, &fixture("blog.wxr.xml")).status.success());
    let file = data.join("site.zip");
    let output = archive(data, &["export", "archive"], &file);
    assert!(output.status.success(), "{}", text(&output.stderr));
    file
}

#[test]
fn a_site_moves_into_an_empty_folder_and_out_again_as_it_was() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = moved_out(old.path());
    let output = archive(new.path(), &["import", "archive"], &file);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let report = text(&output.stdout);
    assert!(report.starts_with("Taken: "), "{report}");
    let again = new.path().join("again.zip");
    assert!(
        archive(new.path(), &["export", "archive"], &again)
            .status
            .success()
    );
    assert!(fs::read(&file).unwrap() == fs::read(&again).unwrap());
    for checked in [&["verify"][..], &["verify", again.to_str().unwrap()]] {
        let output = run(new.path(), checked);
        let said = text(&output.stderr);
        assert!(output.status.success(), "{said}");
        assert!(said.contains("comes back as it is"), "{said}");
    }
    let second = archive(new.path(), &["import", "archive"], &file);
    assert_eq!(
        text(&second.stdout),
        "This archive was taken before; nothing was added.\n"
    );
    let server = Server::start(new.path(), &[]);
    let (status, page) = server.get("/reviews/the-weighbridge?comments=all");
    assert_eq!(status, 200);
    assert!(page.contains("The Weighbridge"));
    let (_, found) = server.get("/search?q=weighbridge");
    assert!(
        found.contains("/reviews/the-weighbridge"),
        "the index was made again"
    );
    assert_eq!(server.get("/?p=12").0, 301, "old addresses lead on");
}

#[test]
fn an_archive_is_written_beside_a_server_and_pictures_of_the_demo_go_along() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server = Server::start(old.path(), &["--demo"]);
    let file = old.path().join("site.zip");
    let output = archive(old.path(), &["export", "archive"], &file);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let serving = Server::start(new.path(), &[]);
    assert!(serving.get("/").1.contains("Nothing has been shown yet"));
    let output = archive(new.path(), &["import", "archive"], &file);
    assert!(output.status.success(), "{}", text(&output.stderr));
    wait_for(
        "the site that moved in",
        std::time::Duration::from_secs(1),
        || serving.get("/").1.contains("The Salt Year"),
    );
    let (_, old_page) = server.get("/reviews/the-salt-year");
    let still = old_page
        .split("/media/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert_eq!(serving.get(&format!("/media/{still}")).0, 200);
}

#[cfg(unix)]
#[test]
fn an_archive_is_its_owners_alone_and_never_written_over_a_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = tempfile::tempdir().unwrap();
    let file = moved_out(data.path());
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let before = fs::read(&file).unwrap();
    let output = archive(data.path(), &["export", "archive"], &file);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("is there already; name another file"));
    assert!(fs::read(&file).unwrap() == before);
}

#[test]
fn a_folder_without_a_site_is_not_made_into_one() {
    let data = tempfile::tempdir().unwrap();
    let wrong = data.path().join("mistyped");
    let file = data.path().join("site.zip");
    for command in [
        &["export", "archive", file.to_str().unwrap()][..],
        &["verify"],
    ] {
        let arguments = [command, &["--data", wrong.to_str().unwrap()]].concat();
        let output = super::Command::new(env!("CARGO_BIN_EXE_foyer"))
            .args(arguments)
            .current_dir(data.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let error = text(&output.stderr);
        assert!(error.contains("there is no site in"), "{error}");
    }
    assert!(!wrong.exists() && !file.exists());
}

#[test]
fn broken_archives_and_filled_sites_are_refused_in_one_line() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = moved_out(old.path());
    let bytes = fs::read(&file).unwrap();
    let cut = old.path().join("cut.zip");
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let text_file = old.path().join("text.zip");
    fs::write(&text_file, "Hello").unwrap();
    for (path, command, reason) in [
        (&cut, &["import", "archive"][..], "not a Foyer archive"),
        (&text_file, &["import", "archive"], "not a Foyer archive"),
        (
            &old.path().join("none.zip"),
            &["import", "archive"],
            "No such file",
        ),
        (&cut, &["verify"], "not a Foyer archive"),
    ] {
        let output = archive(new.path(), command, path);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.contains(reason), "{error}");
    }
    assert!(
        !new.path().join("foyer.db").exists(),
        "nothing was opened for them"
    );
    assert!(
        import(new.path(), &fixture("review.wxr.xml"))
            .status
            .success()
    );
    let output = archive(new.path(), &["import", "archive"], &file);
    let error = text(&output.stderr);
    assert!(error.contains("goes into an empty site only"), "{error}");
    let dry = tempfile::tempdir().unwrap();
    let output = run(
        dry.path(),
        &["import", "archive", file.to_str().unwrap(), "--dry-run"],
    );
    assert!(text(&output.stdout).starts_with("A dry run; nothing was stored."));
    let output = run(dry.path(), &["import", "archive", file.to_str().unwrap()]);
    assert!(output.status.success(), "a dry run leaves the folder empty");
}
