use super::*;
use crate::import::html::post_blocks;

fn review(html: &str) -> Recognized {
    recognize(
        "The Tin Lantern",
        post_blocks(html, &|_, _| "missing:x".to_owned()),
    )
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|&name| name.to_owned()).collect()
}

fn country(name: &str, code: &'static str) -> Country {
    Country {
        name: name.to_owned(),
        code: Some(code),
    }
}

const BODY: &str = "A lamp is lit in the first minute.\n\nIt goes out in the last.";
const BODY_MARKDOWN: &str = "A lamp is lit in the first minute.\n\nIt goes out in the last.";

#[test]
fn a_whole_review_is_filed() {
    let found = review(&format!(
        "<img class=\"alignleft\" src=\"https://lantern.example/tin.jpg\" alt=\"The lamp\" /><em>Director: Ada Quill. Starring: Bo Tran, Cy Lund Jr. and Di d’Arc. France/UK, 2011. 1h 43m. Budget: $2.5 million. IMDb: 6.8. My rating: 2½/4. A lamp that nobody owns.</em>\n\n<blockquote>– “Who lit it?”\n<cite>(Old Marta)</cite></blockquote>\n\n{BODY}\n\nWatch also: ”The Glass Mill” has the better ending. Or, if you want rain – ”Harbour”. It pours."
    ));
    assert!(found.is_review);
    assert_eq!(found.still.expect("a still").alt, "The lamp");
    let film = found.film;
    assert_eq!(
        (film.title.as_str(), film.directors),
        ("The Tin Lantern", names(&["Ada Quill"]))
    );
    assert_eq!(film.cast, names(&["Bo Tran", "Cy Lund Jr.", "Di d’Arc"]));
    assert_eq!(
        film.countries,
        [country("France", "FR"), country("UK", "GB")]
    );
    assert_eq!((film.year, film.runtime_minutes), (Some(2011), Some(103)));
    assert_eq!(
        film.budget,
        Some(Money {
            amount: 2_500_000,
            currency: "USD"
        })
    );
    assert_eq!(
        found.outside,
        Some(Outside {
            source: "IMDb",
            value_tenths: 68,
            out_of_tenths: 100
        })
    );
    assert_eq!(
        found.rating,
        Some(Score {
            halves: 5,
            out_of: 4
        })
    );
    assert_eq!(found.summary.as_deref(), Some("A lamp that nobody owns."));
    let epigraph = Epigraph {
        text: "Who lit it?".to_owned(),
        speaker: "Old Marta".to_owned(),
    };
    assert_eq!(found.epigraph, Some(epigraph));
    let watch: Vec<_> = found
        .watch_also
        .iter()
        .map(|w| (w.title.as_str(), w.note.as_str()))
        .collect();
    assert_eq!(
        watch,
        [
            ("The Glass Mill", "”The Glass Mill” has the better ending."),
            ("Harbour", "Or, if you want rain – ”Harbour”. It pours.")
        ]
    );
    assert_eq!(found.body_markdown, BODY_MARKDOWN);
    assert!(found.left.is_empty(), "{:?}", found.left);
}

#[test]
fn credits_may_stand_on_lines_in_any_order_and_wording() {
    for credits in [
        "<strong>Directed by</strong>: Ada Quill<br />Cast: Bo Tran & Cy Lund<br>Year: 2011<br>Country: France<br>Rating: 7/10",
        "Rating: 7 out of 10\nFrance 2011\nWith: Bo Tran, Cy Lund\nDirected by Ada Quill",
        "Director(s): Ada Quill | Starring: Bo Tran, and Cy Lund | 2011, France | My rating 7/10",
        "Director: Ada Quill\n\nStarring: Bo Tran, Cy Lund\n\nFrance, 2011\n\nMy score: 7/10.",
        "<p>Starring Bo Tran and Cy Lund. Director: Ada Quill. (France, 2011). Rating: 7.0/10</p>",
        "Director: Ada Quill; Cast: Bo Tran, Cy Lund; Country: France; Year: 2011; Rating: ★★★★★★★☆☆☆",
    ] {
        let found = review(&format!("{credits}\n\n{BODY}"));
        assert!(found.left.is_empty(), "{credits}: {:?}", found.left);
        assert_eq!(found.film.directors, names(&["Ada Quill"]), "{credits}");
        assert_eq!(found.film.cast, names(&["Bo Tran", "Cy Lund"]), "{credits}");
        assert_eq!(
            (found.film.year, found.film.countries[0].code),
            (Some(2011), Some("FR")),
            "{credits}"
        );
        assert_eq!(
            found.rating,
            Some(Score {
                halves: 14,
                out_of: 10
            }),
            "{credits}"
        );
        assert_eq!(found.body_markdown, BODY_MARKDOWN, "{credits}");
    }
}

#[test]
fn initials_and_suffixes_do_not_end_a_name() {
    let found = review(&format!(
        "Written and directed by J. J. Quill. Starring: Samuel T. Oak, Malcolm X. Budget: €800,000. Runtime: 95. My rating: ½/5\n\n{BODY}"
    ));
    assert_eq!(found.film.directors, names(&["J. J. Quill"]));
    assert_eq!(found.film.writers, found.film.directors);
    assert_eq!(found.film.cast, names(&["Samuel T. Oak", "Malcolm X."]));
    assert_eq!(
        found.film.budget,
        Some(Money {
            amount: 800_000,
            currency: "EUR"
        })
    );
    assert_eq!(found.film.runtime_minutes, Some(95));
    assert_eq!(
        found.rating,
        Some(Score {
            halves: 1,
            out_of: 5
        })
    );
}

#[test]
fn what_is_unsure_stays_and_is_not_filed() {
    for credits in [
        "Director: Ada Quill. My rating: 5/4. A lamp.",
        "Director: Ada Quill. My rating: 2.3/4.",
        "Director: Ada Quill. My rating: 2/4. Rating: 3/4.",
        "Director: Ada Quill. My rating: 2/7.",
        "Director: Ada Quill. My rating:",
    ] {
        let found = review(&format!("{credits}\n\n{BODY}"));
        assert!(found.is_review, "{credits}");
        assert_eq!((found.rating, found.summary), (None, None), "{credits}");
        assert_eq!(
            found.body_markdown,
            format!("{credits}\n\n{BODY_MARKDOWN}"),
            "{credits}"
        );
        assert_eq!(found.left.len(), 1, "{credits}: {:?}", found.left);
    }
    for credits in [
        "Director: Ada Quill. Music: Bo Tran. My rating: 2/4.",
        "Director: Ada Quill. IMDb: 11. My rating: 2/4.",
        "Director: Ada Quill. Budget: a lot. My rating: 2/4.",
        "Director: Ada Quill. Starring: Bo Tran as the keeper, who is old. My rating: 2/4.",
        "Director: Ada Quill. Nowhere, 2011. My rating: 2/4.",
        "Director: Ada Quill. My rating: 2/4. One. Two. Three sentences are no line.",
        "Director: Ada Quill. It is a fine film. My rating: 2/4.",
    ] {
        let found = review(&format!("{credits}\n\n{BODY}"));
        assert_eq!(found.film.directors, names(&["Ada Quill"]), "{credits}");
        assert_eq!(
            (found.outside, found.film.budget, found.summary),
            (None, None, None),
            "{credits}"
        );
        assert_eq!(
            found.body_markdown,
            format!("{credits}\n\n{BODY_MARKDOWN}"),
            "{credits}"
        );
        assert_eq!(found.left.len(), 1, "{credits}: {:?}", found.left);
    }
}

#[test]
fn a_post_without_credits_is_left_whole() {
    for html in [
        "<img src=\"a.jpg\" alt=\"A\">Ten films about lamps.\n\n<blockquote>Light!\n<cite>Marta</cite></blockquote>\n\nWatch also: “Harbour”.",
        "With: care. That is how one films a lamp.",
        "The director: nobody knows her name.\n\nMy rating: 3/4",
        "",
    ] {
        let whole = post_blocks(html, &|_, _| "missing:x".to_owned()).markdown();
        let found = review(html);
        assert!(
            !found.is_review && found.still.is_none() && found.epigraph.is_none(),
            "{html}"
        );
        assert!(
            found.watch_also.is_empty() && found.rating.is_none(),
            "{html}"
        );
        assert_eq!(found.body_markdown, whole, "{html}");
    }
}

#[test]
fn a_rating_may_stand_alone_at_the_end() {
    let found = review(&format!(
        "Director: Ada Quill. France, 2011.\n\n{BODY}\n\n<strong>My rating: 3.5/5</strong>"
    ));
    assert_eq!(
        found.rating,
        Some(Score {
            halves: 7,
            out_of: 5
        })
    );
    assert_eq!(found.body_markdown, BODY_MARKDOWN);
    let found = review(&format!(
        "Director: Ada Quill. My rating: 3/5.\n\n{BODY}\n\nRating: 2/5"
    ));
    assert_eq!(
        found.rating,
        Some(Score {
            halves: 6,
            out_of: 5
        })
    );
    assert!(found.body_markdown.ends_with("Rating: 2/5") && found.left.len() == 1);
}

#[test]
fn epigraphs_name_their_speaker_in_several_ways() {
    for quotation in [
        "“Who lit it?”\n— Old Marta",
        "“Who lit it?” – Old Marta",
        "Who lit it? (Old Marta)",
        "— Who lit it?\n(Old Marta)",
        "<p>Who lit it?</p><footer>— Old Marta</footer>",
        "<p>„Who lit it?“</p><cite>Old Marta</cite>",
    ] {
        let found = review(&format!(
            "Director: Ada Quill. 2011.\n\n<blockquote>{quotation}</blockquote>\n\n{BODY}"
        ));
        let epigraph = found.epigraph.expect(quotation);
        assert_eq!(
            (epigraph.text.as_str(), epigraph.speaker.as_str()),
            ("Who lit it?", "Old Marta"),
            "{quotation}"
        );
        assert_eq!(found.body_markdown, BODY_MARKDOWN, "{quotation}");
    }
    for quotation in [
        "Who lit it?",
        "– Who lit it?\n– Not me.",
        "A line, (mostly)",
        "x (aside) y",
    ] {
        let found = review(&format!(
            "Director: Ada Quill. 2011.\n\n<blockquote>{quotation}</blockquote>\n\n{BODY}"
        ));
        assert!(
            found.epigraph.is_none(),
            "{quotation}: {:?}",
            found.epigraph
        );
        assert!(found.body_markdown.starts_with('>'), "{quotation}");
    }
}

#[test]
fn a_quotation_in_the_text_is_no_epigraph() {
    let found = review(&format!(
        "Director: Ada Quill. 2011.\n\n{BODY}\n\n<blockquote>Light!\n<cite>Marta</cite></blockquote>"
    ));
    assert!(found.epigraph.is_none());
    assert!(found.body_markdown.ends_with("> Light!\n>\n> — Marta"));
}

#[test]
fn watch_also_is_taken_whole_or_not_at_all() {
    let watch = |paragraph: &str| {
        review(&format!(
            "Director: Ada Quill. 2011.\n\n{BODY}\n\n{paragraph}"
        ))
    };
    let titles = |found: &Recognized| {
        found
            .watch_also
            .iter()
            .map(|w| w.title.clone())
            .collect::<Vec<_>>()
    };
    let found = watch("<em>Watch also: \"The Glass Mill\" (1999), “Mr. Oak”.</em>");
    assert_eq!(titles(&found), ["The Glass Mill", "Mr. Oak"]);
    assert_eq!(
        found.watch_also[0].note,
        "\"The Glass Mill\" (1999), “Mr. Oak”."
    );
    assert_eq!(found.watch_also[1].note, "");
    let found = watch(
        "<strong>See also:</strong> for the rain, <em>Harbour</em>! And <a href=\"https://lantern.example/mill/\">The Glass Mill</a>.",
    );
    assert_eq!(titles(&found), ["Harbour", "The Glass Mill"]);
    assert_eq!(
        found.watch_also[1].note,
        "And [The Glass Mill](https://lantern.example/mill/)."
    );
    assert_eq!(found.body_markdown, BODY_MARKDOWN);
    for paragraph in [
        "Watch also: anything with rain.",
        "Watch also: a “good” one.",
        "Watch also:",
    ] {
        let found = watch(paragraph);
        assert!(
            found.watch_also.is_empty() && found.left.len() == 1,
            "{paragraph}"
        );
        assert!(found.body_markdown.contains("Watch also:"), "{paragraph}");
    }
}

#[test]
fn hostile_posts_end_soon() {
    for piece in [
        "Director: A. ",
        "“A” ",
        "My rating: 2/4. ",
        "(",
        "— ",
        "*",
        "[",
        "A and ",
        ". ",
    ] {
        let _ = review(&format!(
            "Director: Ada Quill. 2011.\n\n<blockquote>{0}</blockquote>\n\nWatch also: {0}",
            piece.repeat(20_000)
        ));
        let _ = review(&piece.repeat(50_000));
    }
}
