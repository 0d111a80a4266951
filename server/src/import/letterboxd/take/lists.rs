//! Lists: each becomes the draft of a text.

use std::fmt::Write as _;

use app::model::{AuthorId, Slug};

use super::{HERE_ALREADY, Taker, values::tags};
use crate::{
    content,
    import::{
        html,
        letterboxd::read::List,
        report::{Kind, Outcome},
    },
    intake::Incoming,
    store::{self, reviews::NewStill},
};

impl Taker {
    /// Takes a list as the draft of a text: whether it was for everybody, an export does not say.
    pub(super) async fn take_list(
        &mut self,
        list: &List,
        author: Option<AuthorId>,
    ) -> Result<(), store::Error> {
        let name = content::plain_line(&html::plain_line(&list.name), 200);
        if self.is_here("list", &list.address).await? {
            self.report
                .file(Outcome::Left, Kind::List, &name, HERE_ALREADY);
            return Ok(());
        }
        let mut body = html::comment_markdown(&list.description);
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        for (number, film) in (1..).zip(&list.films) {
            let title = html::comment_markdown(&film.title);
            let year = if film.year.is_empty() {
                String::new()
            } else {
                format!(" ({})", film.year)
            };
            let note = html::comment_markdown(&film.note).replace('\n', " ");
            let note = if note.is_empty() {
                note
            } else {
                format!(": {note}")
            };
            // Writing into memory cannot fail.
            let _ = writeln!(body, "{number}. *{}*{year}{note}", title.trim());
        }
        let incoming = Incoming {
            kind: "review",
            slug: Slug::from_title(&name),
            title: name.clone(),
            film: None,
            film_id: None,
            rating: None,
            summary: String::new(),
            epigraph: None,
            still: NewStill::default(),
            body,
            tags: tags(&list.tags),
            authors: author.into_iter().collect(),
            watch_also: Vec::new(),
            comments_open: true,
            published_at: None,
        };
        let notes = ["it is a draft until you publish it".to_owned()];
        self.store(Kind::List, &list.address, incoming, None, &notes)
            .await
    }
}
