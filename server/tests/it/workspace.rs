//! What holds for the workspace as a whole.

use std::{fs, path::Path, process::Command};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

#[test]
fn the_settings_of_the_build_and_of_the_server_agree() {
    let build: toml::Value = toml::from_str(&read("Cargo.toml")).unwrap();
    let build = &build["workspace"]["metadata"]["leptos"][0];
    let served: toml::Value = toml::from_str(&read("Leptos.toml")).unwrap();
    let served = &served["workspace"]["metadata"]["leptos"][0];
    for key in [
        "output-name",
        "site-root",
        "site-pkg-dir",
        "site-addr",
        "hash-files",
    ] {
        assert_eq!(build[key], served[key], "{key}");
    }
}

#[test]
fn the_examples_of_the_settings_file_are_the_defaults() {
    use server::config::FileConfig;
    let text = read("Leptos.toml");
    assert_eq!(
        FileConfig::parse(&text, "Leptos.toml").unwrap(),
        FileConfig::default()
    );
    // With every example switched on, each key must still be a known one.
    let own = text.split("[[workspace").next().unwrap();
    let switched_on: String = own
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|line| is_setting(line))
                .unwrap_or(line)
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let parsed = FileConfig::parse(&switched_on, "Leptos.toml");
    assert!(parsed.is_ok(), "{parsed:?}\n{switched_on}");
}

fn is_setting(line: &str) -> bool {
    line.starts_with('[')
        || line
            .split_once(" = ")
            .is_some_and(|(key, _)| !key.contains(' '))
}

#[test]
fn the_browsers_half_links_no_database_runtime_or_markdown() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "-p",
            "frontend",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args(["-e", "normal", "--prefix", "none", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(
        tree.lines().any(|line| line.starts_with("app ")),
        "the tree was read"
    );
    for unwanted in [
        "sqlx",
        "tokio",
        "axum",
        "leptos_axum",
        "pulldown-cmark",
        "ammonia",
        "image",
    ] {
        let has = tree
            .lines()
            .any(|line| line.split(' ').next() == Some(unwanted));
        assert!(!has, "{unwanted} is in the browser's half");
    }
}

#[test]
fn app_names_nothing_of_the_server() {
    let manifest = read("app/Cargo.toml");
    for unwanted in ["sqlx", "tokio", "server.workspace", "ammonia"] {
        assert!(!manifest.contains(&format!("{unwanted} =")), "{unwanted}");
        assert!(
            !manifest.contains(&format!("{unwanted}.workspace")),
            "{unwanted}"
        );
    }
}

#[test]
fn html_enters_a_page_in_one_component_only() {
    let (mut places, mut inserts) = (Vec::new(), Vec::new());
    let mut folders = vec![root().join("app/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                // Reading it, ".inner_html()", puts nothing in.
                let text = fs::read_to_string(&path)
                    .unwrap()
                    .replace(".inner_html()", "");
                let name = path.file_name().unwrap().to_owned();
                if text.contains("inner_html=") || text.contains(".inner_html(") {
                    places.push(name.clone());
                }
                if text.contains("insert_adjacent_html") {
                    inserts.push(name);
                }
            }
        }
    }
    assert_eq!(places, ["markup.rs"]);
    // Why a form was refused, in words of ours.
    assert_eq!(inserts, ["form.rs"]);
}
