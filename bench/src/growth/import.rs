//! An export of any size, and what taking it in costs beside a server that goes on serving.

use std::{
    fs,
    io::{BufWriter, Write as _},
    path::Path,
    time::{Duration, Instant},
};

use super::{GrowthOptions, foyer, mebibytes, serve};
use crate::{
    Error,
    client::{Connection, get},
    process,
    rows::millis,
    stats::Latencies,
    table::{Bound, Row},
};

/// How often the front page is asked for meanwhile, and memory looked at.
const EVERY: Duration = Duration::from_millis(50);

/// Measures the rows of an import.
pub(crate) async fn measure(options: &GrowthOptions) -> Result<Vec<Row>, Error> {
    let export = options.folder.join("export.xml");
    write_export(&export, options.posts, options.post_comments)
        .map_err(Error::io(export.display().to_string()))?;
    let site = options.folder.join("moved");
    if site.exists() {
        fs::remove_dir_all(&site).map_err(Error::io(site.display().to_string()))?;
    }
    let server = serve(options, &site, None).await?;
    let connection = Connection::open(server.addr).await;
    let mut connection = connection.map_err(Error::io("the front page"))?;
    let request = get("/", Some("br"));
    let answered = connection.exchange(&request).await;
    answered.map_err(Error::io("the front page"))?;
    let idle = server.memory()?;
    let mut command = foyer(options, &site, None);
    command.args(["import", "wxr"]).arg(&export);
    let begun = Instant::now();
    let mut child = command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .map_err(Error::io("foyer import"))?;
    let mut latencies = Latencies::default();
    let mut most = 0;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(Error::io("foyer import"))? {
            break status;
        }
        let beside = process::memory_of(child.id()).unwrap_or_default();
        most = most.max(beside + server.memory()?.saturating_sub(idle));
        let asked = Instant::now();
        let answer = connection.exchange(&request).await;
        let status = answer.map_err(Error::io("the front page"))?.status;
        if status != 200 {
            return Err(Error::Unexpected(format!(
                "the front page was answered with {status} during the import"
            )));
        }
        latencies.add(asked.elapsed());
        tokio::time::sleep(EVERY).await;
    };
    if !status.success() {
        return Err(Error::Unexpected("foyer import failed".to_owned()));
    }
    let took = begun.elapsed();
    Ok(vec![
        Row::figure(
            format!(
                "import of {} posts with {} comments",
                options.posts, options.post_comments
            ),
            (took.as_secs_f64(), "s"),
            Bound::AtMost(60.0),
            Bound::AtMost(30.0),
        ),
        Row::figure(
            "memory (PSS) above idle during it, importer and server",
            (mebibytes(most), "MiB"),
            Bound::AtMost(200.0),
            Bound::AtMost(100.0),
        ),
        Row::figure(
            "the front page meanwhile, p99",
            (millis(latencies.percentile(0.99)), "ms"),
            Bound::AtMost(500.0),
            Bound::AtMost(100.0),
        ),
    ])
}

const WORDS: [&str; 12] = [
    "harbour", "winter", "clerk", "window", "letter", "bridge", "nobody", "quiet", "census",
    "ferry", "almanac", "corridor",
];

/// Writes a post's or a comment's words: the same for the same number.
fn prose(out: &mut impl std::io::Write, seed: u64, words: u64) -> std::io::Result<()> {
    for at in 0..words {
        let turn = seed
            .wrapping_mul(2_654_435_761)
            .wrapping_add(at * at * 7 + at);
        let word = WORDS[usize::try_from(turn % 12).unwrap_or_default()];
        write!(out, "{word} ")?;
    }
    Ok(())
}

/// Invents a name: a hundred and forty-four of them.
fn name(seed: u64) -> String {
    const FIRST: [&str; 12] = [
        "Ada", "Agnes", "Carys", "Dario", "Edda", "Fenna", "Hana", "Ines", "Jonas", "Laila",
        "Marit", "Viggo",
    ];
    const LAST: [&str; 12] = [
        "Aalto", "Bakke", "Bergman", "Dahl", "Dubois", "Eide", "Farkas", "Holm", "Ibsen", "Larsen",
        "Lind", "Vik",
    ];
    let pick =
        |list: [&'static str; 12], at: u64| list[usize::try_from(at % 12).unwrap_or_default()];
    format!("{} {}", pick(FIRST, seed), pick(LAST, seed / 12))
}

/// Writes an export as `WordPress` does, of posts that look like reviews.
fn write_export(path: &Path, posts: u64, comments: u64) -> std::io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" \
          xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
          xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
          xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Large</title>\
          <wp:wxr_version>1.2</wp:wxr_version>\
          <wp:base_blog_url>https://large.example</wp:base_blog_url>",
    )?;
    let mut left = comments;
    for post in 1..=posts {
        let share = left / (posts - post + 1);
        left -= share;
        writeln!(
            out,
            "<item><title>Film number {post}</title><link>https://large.example/{post}/</link>\
             <dc:creator>author{}</dc:creator><content:encoded><![CDATA[<p><em>Director: {}. \
             Starring: {}, {}. Norway, {}. My rating: 3/4. A film.</em></p>",
            post % 7,
            name(post),
            name(post * 3 + 1),
            name(post * 7 + 2),
            1950 + post % 70,
        )?;
        for paragraph in 0..6 {
            out.write_all(b"<p>")?;
            prose(&mut out, post * 10 + paragraph, 70)?;
            out.write_all(b"</p>\n")?;
        }
        write!(
            out,
            "]]></content:encoded><wp:post_id>{post}</wp:post_id>\
             <wp:post_date_gmt>2018-01-{:02} {:02}:{:02}:00</wp:post_date_gmt>\
             <wp:comment_status>open</wp:comment_status><wp:post_name>film-{post}</wp:post_name>\
             <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>",
            1 + post % 28,
            post % 24,
            post % 60,
        )?;
        for comment in 0..share {
            let id = post * 1_000 + comment;
            let parent = if comment % 3 == 0 { 0 } else { id - 1 };
            write!(
                out,
                "<wp:comment><wp:comment_id>{id}</wp:comment_id>\
                 <wp:comment_author>Reader {}</wp:comment_author>\
                 <wp:comment_date_gmt>2018-02-02 00:00:00</wp:comment_date_gmt>\
                 <wp:comment_content>",
                id % 997,
            )?;
            prose(&mut out, id, 40)?;
            write!(
                out,
                "</wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
                 <wp:comment_type>comment</wp:comment_type>\
                 <wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
            )?;
        }
        out.write_all(b"</item>")?;
    }
    out.write_all(b"</channel></rss>")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_has_as_many_posts_and_comments_as_it_should() {
        let path = std::env::temp_dir().join(format!("foyer-growth-{}.xml", std::process::id()));
        write_export(&path, 7, 23).unwrap();
        let xml = fs::read_to_string(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(xml.matches("<item>").count(), 7);
        assert_eq!(xml.matches("<wp:comment>").count(), 23);
    }
}
