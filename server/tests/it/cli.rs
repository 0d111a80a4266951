//! The executable itself: commands, their sentences and exit codes, and the end of a server.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use scraper::{Html, Selector};

mod archive;
mod export_wxr;
mod letterboxd;
mod pages;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/fixtures")
        .join(name)
}

fn foyer(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foyer"));
    command
        .args(arguments)
        .arg("--data")
        .arg(data)
        .current_dir(data);
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    foyer(data, arguments).output().unwrap()
}

fn import(data: &Path, file: &Path) -> Output {
    run(data, &["import", "wxr", file.to_str().unwrap(), "--items"])
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A server at work; killed when a test ends early.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(data: &Path, arguments: &[&str]) -> Self {
        let arguments = [&["serve", "--addr", "127.0.0.1:0"], arguments].concat();
        let mut child = foyer(data, &arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        let body = answer.split_once("\r\n\r\n").unwrap().1.to_owned();
        (status, body)
    }

    fn like(&self, review: &str) -> bool {
        let Ok(mut stream) = TcpStream::connect(&self.address) else {
            return false;
        };
        let body = "form=like-review&id=1";
        let head = format!(
            "POST /reviews/{review} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
             Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut answer = String::new();
        stream.write_all(head.as_bytes()).is_ok()
            && stream.read_to_string(&mut answer).is_ok()
            && answer.starts_with("HTTP/1.1 200")
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([name, &id])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until something holds, and says what it waited for when it never does.
fn wait_for(what: &str, limit: Duration, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < limit, "waited {limit:?} for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

#[test]
fn an_export_becomes_a_review_with_every_comment_in_its_place() {
    let data = tempfile::tempdir().unwrap();
    let output = import(data.path(), &fixture("review.wxr.xml"));
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("Taken: 1 review, 15 comments"));
    let server = Server::start(data.path(), &[]);
    let (status, home) = server.get("/");
    assert_eq!(status, 200);
    let home = Html::parse_document(&home);
    let href = select(&home, "h2 a")[0].attr("href").unwrap().to_owned();
    let (status, page) = server.get(&href);
    assert_eq!(status, 200);
    let page = Html::parse_document(&page);
    let parents: Vec<_> = select(&page, "article[id^=comment-]")
        .iter()
        .map(|comment| comment.attr("data-parent").unwrap().to_owned())
        .collect();
    assert_eq!(
        parents,
        [
            "", "", "", "3", "", "5", "6", "", "", "9", "10", "10", "10", "10", "10"
        ]
    );
    let words = |selector: &str| select(&page, selector)[0].text().collect::<String>();
    assert!(words("h2.comments__title").starts_with("15 thoughts on"));
    assert!(words(".rating__figure").ends_with("2/4"));
    assert!(words(".outside-rating").contains("/10, read "));
    assert!(!words(".epigraph figcaption").contains('('));
    assert_eq!(select(&page, ".watch-also__item").len(), 2);
    assert_eq!(select(&page, ".review-body > p").len(), 8);
    let third = words("#comment-3 .comment__body");
    assert!(
        third.contains("*paid*"),
        "asterisks stay as they were: {third}"
    );
    assert_eq!(select(&page, ".still--missing").len(), 1);
    assert!(select(&page, "img").is_empty(), "nothing points elsewhere");
}

#[test]
fn running_an_import_twice_adds_nothing() {
    let data = tempfile::tempdir().unwrap();
    for file in ["review.wxr.xml", "blog.wxr.xml"] {
        assert!(import(data.path(), &fixture(file)).status.success());
    }
    let again = import(data.path(), &fixture("blog.wxr.xml"));
    let report = text(&again.stdout);
    assert!(report.contains("Taken: nothing"), "{report}");
    let server = Server::start(data.path(), &[]);
    let (_, page) = server.get("/reviews/the-weighbridge");
    let page = Html::parse_document(&page);
    assert_eq!(select(&page, "#comment-1, [id=comment-1]").len(), 0);
    let ids: Vec<_> = select(&page, "article[id^=comment-]")
        .iter()
        .map(|c| c.attr("id"))
        .collect();
    let mut single = ids.clone();
    single.dedup();
    assert_eq!(ids, single);
}

#[test]
fn what_was_never_public_is_never_shown() {
    let data = tempfile::tempdir().unwrap();
    assert!(
        import(data.path(), &fixture("blog.wxr.xml"))
            .status
            .success()
    );
    let server = Server::start(data.path(), &[]);
    let (_, home) = server.get("/");
    assert!(
        !home.contains("Night Ferry"),
        "a draft is on the front page"
    );
    assert_eq!(server.get("/reviews/night-ferry-second-class").0, 404);
    let (_, page) = server.get("/reviews/the-weighbridge?comments=all");
    for hidden in ["cheap-tyres-now", "@readers.example", "192.0.2."] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    let page = Html::parse_document(&page);
    assert_eq!(
        select(&page, ".comment--removed").len(),
        1,
        "a trashed parent keeps its place"
    );
    assert_eq!(
        select(&page, ".mentions li").len(),
        2,
        "pingback and trackback"
    );
}

#[test]
fn broken_exports_are_refused_with_line_and_reason_and_nothing_is_taken() {
    let data = tempfile::tempdir().unwrap();
    let sound = fs::read_to_string(fixture("review.wxr.xml")).unwrap();
    let bomb = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;&a;\">]>\n<rss>&b;</rss>",
        "x".repeat(1000)
    );
    for (name, content, reason) in [
        ("cut.xml", sound[..sound.len() / 2].to_owned(), "cut off"),
        ("bomb.xml", bomb, "line 2"),
        (
            "page.xml",
            "<html><body>Hello</body></html>".to_owned(),
            "not a WordPress export",
        ),
        ("text.xml", "Hello".to_owned(), "not a WordPress export"),
    ] {
        let file = data.path().join(name);
        fs::write(&file, content).unwrap();
        let output = import(data.path(), &file);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(
            error.contains(", line ") && error.contains(reason),
            "{error}"
        );
        assert!(error.trim_end().ends_with("nothing was taken"), "{error}");
    }
    assert!(!data.path().join("foyer.db").exists());
}

#[test]
fn an_import_that_was_killed_goes_on_where_it_was() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("large.xml");
    fs::write(&file, large_export(60, 40)).unwrap();
    let mut child = foyer(data.path(), &["import", "wxr", file.to_str().unwrap()])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    wait_for("the import to have begun", Duration::from_secs(20), || {
        fs::metadata(data.path().join("foyer.db-wal")).is_ok_and(|log| log.len() > 400_000)
    });
    child.kill().unwrap();
    child.wait().unwrap();
    let output = import(data.path(), &file);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let server = Server::start(data.path(), &[]);
    for post in [0, 30, 59] {
        let (status, page) = server.get(&format!("/reviews/post-{post}?comments=all"));
        assert_eq!(status, 200);
        let page = Html::parse_document(&page);
        assert_eq!(
            select(&page, "article[id^=comment-]").len(),
            40,
            "post {post}"
        );
    }
    let report = text(&import(data.path(), &file).stdout);
    assert!(report.contains("Taken: nothing"), "{report}");
}

#[test]
fn a_server_shows_within_a_second_what_another_command_has_written() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    assert!(server.get("/").1.contains("Nothing has been shown yet"));
    assert!(
        import(data.path(), &fixture("blog.wxr.xml"))
            .status
            .success()
    );
    wait_for("the imported review", Duration::from_secs(1), || {
        server.get("/").1.contains("The Weighbridge")
    });
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let _first = Server::start(data.path(), &[]);
    let second = run(data.path(), &["serve", "--addr", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    let error = text(&second.stderr);
    assert!(
        error.starts_with("foyer: another foyer serves the data folder"),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn a_server_ends_in_order_when_it_is_told_to() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path(), &["--demo"]);
    assert_eq!(server.get("/healthz"), (200, "alive\n".to_owned()));
    // A connection that says nothing must not hold the server up.
    let idle = TcpStream::connect(&server.address).unwrap();
    server.signal("-TERM");
    let begun = Instant::now();
    let status = server.child.wait().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert!(
        !data.path().join("foyer.db-wal").exists(),
        "the log went back into the file"
    );
    drop(idle);
}

#[test]
fn every_acknowledged_like_survives_a_kill() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &["--demo"]);
    let review = "the-salt-year";
    let count = |server: &Server| {
        let (_, page) = server.get(&format!("/reviews/{review}"));
        let page = Html::parse_document(&page);
        let words: String = select(&page, "#likes .likes__count")[0].text().collect();
        words.split(' ').nth(2).unwrap().parse::<usize>().unwrap()
    };
    let before = count(&server);
    let liked = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while server.like(review) {
                    liked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                }
            });
        }
        wait_for("a hundred likes", Duration::from_secs(30), || {
            liked.load(std::sync::atomic::Ordering::SeqCst) >= 100
        });
        server.signal("-KILL");
    });
    drop(server);
    let acknowledged = liked.into_inner();
    let after = count(&Server::start(data.path(), &[]));
    assert!(
        after >= before + acknowledged,
        "{before} + {acknowledged} acknowledged, {after} found"
    );
    // What was on its way to the disk when the power went may be there too, and no more than that.
    assert!(
        after <= before + acknowledged + 8,
        "{before} + {acknowledged}, {after} found"
    );
}

#[test]
fn wrong_usage_and_wrong_settings_say_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(run(data.path(), &["frobnicate"]).status.code(), Some(2));
    let file = data.path().join("odd.toml");
    fs::write(&file, "[site]\nnaem = \"Salt\"\n").unwrap();
    let output = run(
        data.path(),
        &["migrate", "--config", file.to_str().unwrap()],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("unknown field `naem`"));
    let output = run(data.path(), &["serve", "--origin", "reviews.example"]);
    assert!(text(&output.stderr).contains("write it like https://reviews.example"));
    for command in [&["serve"][..], &["import", "wxr"], &["migrate"]] {
        let help = run(data.path(), &[command, &["--help"]].concat());
        assert!(help.status.success());
        assert!(
            text(&help.stdout).contains("Example: foyer "),
            "{command:?}"
        );
    }
}

/// Writes an export of so many posts with so many comments each.
fn large_export(posts: usize, comments: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Large</title>\
         <wp:wxr_version>1.2</wp:wxr_version>\
         <wp:base_blog_url>https://large.example</wp:base_blog_url>",
    );
    for post in 0..posts {
        xml.push_str(&format!(
            "<item><title>Post {post}</title><link>https://large.example/{post}/</link>\
             <content:encoded><![CDATA[Words of post {post}.]]></content:encoded>\
             <wp:post_id>{}</wp:post_id><wp:post_date_gmt>2018-01-01 00:00:00</wp:post_date_gmt>\
             <wp:comment_status>open</wp:comment_status><wp:post_name>post-{post}</wp:post_name>\
             <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>",
            post + 1
        ));
        for comment in 0..comments {
            let id = post * comments + comment + 1;
            let parent = if comment % 3 == 0 { 0 } else { id - 1 };
            xml.push_str(&format!(
                "<wp:comment><wp:comment_id>{id}</wp:comment_id>\
                 <wp:comment_author>Reader {id}</wp:comment_author>\
                 <wp:comment_date_gmt>2018-01-02 00:00:00</wp:comment_date_gmt>\
                 <wp:comment_content>Words of comment {id}.</wp:comment_content>\
                 <wp:comment_approved>1</wp:comment_approved>\
                 <wp:comment_type>comment</wp:comment_type>\
                 <wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
            ));
        }
        xml.push_str("</item>");
    }
    xml.push_str("</channel></rss>");
    xml
}
