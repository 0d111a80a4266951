use super::*;

fn img(alt: &str) -> String {
    format!(
        "<img src=\"/media/{HASH}/800.jpg\" width=\"800\" height=\"600\" alt=\"{alt}\" loading=\"lazy\">"
    )
}

#[test]
fn an_image_alone_in_its_paragraph_is_a_figure() {
    assert_eq!(
        review(&format!(
            "![A *b* \"c\" ||d||](media:{HASH}/800x600.jpg \"Still: <e>\")"
        )),
        format!(
            "<figure class=\"figure\">{}<figcaption>Still: &lt;e&gt;</figcaption></figure>",
            img("A b &quot;c&quot; [spoiler]")
        )
    );
    assert_eq!(
        review(&format!("![](media:{HASH}/800x600.jpg)")),
        format!("<figure class=\"figure\">{}</figure>", img(""))
    );
}

#[test]
fn an_image_that_was_taken_in_comes_in_the_widths_there_are() {
    let file = |width: &u32| format!("/media/{HASH}/{width}.webp");
    let candidate = |width: &u32| format!("{} {width}w", file(width));
    let widths = |all: &[u32]| all.iter().map(candidate).collect::<Vec<_>>().join(", ");
    for (size, all) in [
        ("1920x1080", &[640, 1280, 1920][..]),
        ("1300x700", &[640, 1280, 1300]),
        ("641x300", &[640, 641]),
    ] {
        let html = review(&format!("![a](media:{HASH}/{size}.webp)"));
        let srcset = format!(
            "srcset=\"{}\" sizes=\"(min-width: 40rem) 36rem, 100vw\"",
            widths(all)
        );
        assert!(html.contains(&srcset), "{html}");
    }
    for one in [
        "640x300.webp",
        "20x10.webp",
        "1920x1080.jpg",
        "1920x1080.svg",
    ] {
        let html = review(&format!("![a](media:{HASH}/{one})"));
        assert!(!html.contains("srcset"), "{html}");
    }
}

#[test]
fn an_image_in_a_line_of_text_stays_in_it() {
    let image = format!("![a](media:{HASH}/800x600.jpg)");
    assert_eq!(
        review(&format!("x {image}")),
        format!("<p>x {}</p>", img("a"))
    );
    assert_eq!(
        review(&format!("[{image}](/b)")),
        format!("<p><a href=\"/b\">{}</a></p>", img("a"))
    );
}

#[test]
fn a_missing_image_shows_what_it_would_have_shown() {
    assert_eq!(
        review("![A <room>](missing:room.jpg \"Still\")"),
        "<figure class=\"figure figure--missing\"><p>A &lt;room&gt;</p><figcaption>Still</figcaption></figure>"
    );
    assert_eq!(
        review("![](<missing:a room.jpg>)"),
        "<figure class=\"figure figure--missing\"><p>a room.jpg</p></figure>"
    );
    assert_eq!(
        review("x ![](missing:room.jpg)"),
        "<p>x <em>[room.jpg]</em></p>"
    );
}

#[test]
fn no_image_is_loaded_from_elsewhere() {
    let web = "<a href=\"https://a.example/b.png\">";
    assert_eq!(
        review("![c *d*](https://a.example/b.png)"),
        format!("<p>{web}c d</a></p>")
    );
    assert_eq!(
        review("![](https://a.example/b.png)"),
        format!("<p>{web}https://a.example/b.png</a></p>")
    );
    assert_eq!(
        review("[![c](https://a.example/b.png)](/e)"),
        "<p><a href=\"/e\">c</a></p>"
    );
    for destination in [
        "//a.example/b.png",
        "data:image/png;base64,AA",
        "javascript:alert(1)",
        "/b.png",
        "b.png",
        "media:",
        "media:../../x/8x6.png",
        "Media:x",
        &format!("media:{HASH}/8x6.exe"),
        &format!("media:{HASH}/8x6.png/x"),
        &format!("media:{HASH}/8.png"),
        &format!("media:{HASH}/0x6.png"),
        &format!("media:{HASH}/8x999999.png"),
        &format!("media:{HASH}/+8x6.png"),
        &format!("media:{}/8x6.png", HASH.to_uppercase()),
        &format!("media:{}/8x6.png", &HASH[1..]),
    ] {
        assert_eq!(
            review(&format!("![c]({destination})")),
            "<p>c</p>",
            "{destination}"
        );
    }
}

#[test]
fn a_comment_has_no_images() {
    assert_eq!(
        comment(&format!("![a *b*](media:{HASH}/8x6.png)")),
        "<p>a <em>b</em></p>"
    );
    assert_eq!(comment("x ![a](https://b.example/c.png)"), "<p>x a</p>");
}

#[test]
fn a_description_of_an_image_may_hold_anything() {
    assert_eq!(
        review(&format!(
            "x ![a [b](https://c.example) ![d](e) `f`](media:{HASH}/800x600.jpg)"
        )),
        format!("<p>x {}</p>", img("a b d f"))
    );
}
