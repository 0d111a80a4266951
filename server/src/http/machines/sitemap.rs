//! The sitemap (sitemaps.org, protocol 0.9), with pictures; an index of parts where there are more
//! addresses than one file may have.

use std::io;

use app::AppError;

use super::{
    dates::rfc3339,
    xml::{Xml, broken},
};
use crate::service::sitemap::Place;

/// The most addresses one file may have.
const LARGEST: usize = 50_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const IMAGES: &str = "http://www.google.com/schemas/sitemap-image/1.1";

/// Writes what stands at `/sitemap.xml`: all addresses, or the index of the parts.
pub(super) fn write_first(places: &[Place], origin: &str) -> Result<Vec<u8>, AppError> {
    if places.len() <= LARGEST {
        addresses(places, origin).map_err(broken)
    } else {
        index(places, origin).map_err(broken)
    }
}

/// Writes a part, counted from 1; none beyond the last one and none where one file has all.
pub(super) fn write_part(
    places: &[Place],
    part: usize,
    origin: &str,
) -> Result<Option<Vec<u8>>, AppError> {
    if places.len() <= LARGEST {
        return Ok(None);
    }
    let part = part
        .checked_sub(1)
        .and_then(|index| places.chunks(LARGEST).nth(index));
    part.map(|part| addresses(part, origin).map_err(broken))
        .transpose()
}

fn addresses(places: &[Place], origin: &str) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.open("urlset", &[("xmlns", NAMESPACE), ("xmlns:image", IMAGES)])?;
    for place in places {
        xml.open("url", &[])?;
        xml.text("loc", &format!("{origin}{}", place.path))?;
        if let Some(changed) = place.changed {
            xml.text("lastmod", &rfc3339(changed))?;
        }
        if let Some(image) = &place.image {
            xml.open("image:image", &[])?;
            xml.text("image:loc", &format!("{origin}{image}"))?;
            xml.close("image:image")?;
        }
        xml.close("url")?;
    }
    xml.close("urlset")?;
    Ok(xml.finish())
}

fn index(places: &[Place], origin: &str) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.open("sitemapindex", &[("xmlns", NAMESPACE)])?;
    for (number, part) in (1..).zip(places.chunks(LARGEST)) {
        xml.open("sitemap", &[])?;
        xml.text("loc", &format!("{origin}/sitemaps/{number}.xml"))?;
        if let Some(changed) = part.iter().filter_map(|place| place.changed).max() {
            xml.text("lastmod", &rfc3339(changed))?;
        }
        xml.close("sitemap")?;
    }
    xml.close("sitemapindex")?;
    Ok(xml.finish())
}

#[cfg(test)]
mod tests {
    use app::model::Timestamp;
    use quick_xml::{Reader, events::Event};

    use super::*;

    fn places(count: usize) -> Vec<Place> {
        (0..count)
            .map(|number| Place {
                path: format!("/reviews/review-{number}"),
                changed: Some(Timestamp(1_731_609_000_000_000)),
                image: None,
            })
            .collect()
    }

    /// Reads the texts of an element with a parser that checks ends and names.
    fn texts(file: &[u8], name: &str) -> Vec<String> {
        let mut reader = Reader::from_reader(file);
        reader.config_mut().check_end_names = true;
        let (mut inside, mut found) = (false, Vec::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return found,
                Event::Start(start) => inside = start.name().as_ref() == name,
                Event::End(_) => inside = false,
                Event::Text(text) if inside => found.push(text.to_string()),
                _ => {}
            }
        }
    }

    #[test]
    fn fifty_thousand_addresses_fit_into_one_file_and_one_more_makes_an_index() {
        let whole = places(LARGEST);
        let file = write_first(&whole, "https://reviews.example").unwrap();
        assert_eq!(texts(&file, "loc").len(), LARGEST);
        assert!(write_part(&whole, 1, "").unwrap().is_none());

        let more = places(LARGEST + 1);
        let file = write_first(&more, "https://reviews.example").unwrap();
        assert_eq!(
            texts(&file, "loc"),
            [
                "https://reviews.example/sitemaps/1.xml",
                "https://reviews.example/sitemaps/2.xml"
            ]
        );
        let part = |number| write_part(&more, number, "https://reviews.example").unwrap();
        assert_eq!(texts(&part(1).unwrap(), "loc").len(), LARGEST);
        assert_eq!(
            texts(&part(2).unwrap(), "loc"),
            ["https://reviews.example/reviews/review-50000"]
        );
        assert!(part(0).is_none() && part(3).is_none());
    }
}
