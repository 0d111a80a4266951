//! The accent colour: one colour of the owner's, from which both themes take theirs.

use app::error::Problem;
use palette::{Mix, Srgb, color_difference::Wcag21RelativeContrast};

/// How much links must stand out from the paper, WCAG 2.1, 1.4.3.
const ENOUGH: f32 = 4.5;
/// The papers of the two themes (style/tokens.css), those on which contrast is lowest.
const LIGHT_PAPER: u32 = 0x00ea_ede8;
const DARK_PAPER: u32 = 0x001b_201e;

/// Reads a colour that can be read as a link on the light paper; empty for Foyer's own.
///
/// # Errors
/// [`Problem::Malformed`] when it is no colour, [`Problem::Wrong`] when it is too pale.
pub(crate) fn read(text: &str) -> Result<String, Problem> {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        return Ok(text);
    }
    let digits = text.strip_prefix('#').unwrap_or(&text);
    let colour = parse(digits).ok_or(Problem::Malformed)?;
    if contrast(colour, LIGHT_PAPER) < ENOUGH {
        return Err(Problem::Wrong);
    }
    Ok(format!("#{digits}"))
}

/// Writes the style sheet that puts a colour in place of Foyer's own: as it is in the light, and as much
/// paler as it has to be in the dark.
pub(crate) fn style_sheet(accent: &str) -> Option<String> {
    let light = parse(accent.strip_prefix('#')?)?;
    let mut dark = light;
    let white = Srgb::new(1.0, 1.0, 1.0);
    while contrast(dark, DARK_PAPER) < ENOUGH + 1.5 {
        dark = dark.mix(white, 0.06);
    }
    let light = tokens(
        light,
        light.mix(Srgb::new(0.0, 0.0, 0.0), 0.28),
        LIGHT_PAPER,
    );
    let dark = tokens(dark, dark.mix(white, 0.3), DARK_PAPER);
    Some(format!(
        ":root,[data-theme=light]{{{light}}}[data-theme=dark],.screen{{{dark}}}\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
    ))
}

fn tokens(accent: Srgb<f32>, strong: Srgb<f32>, paper: u32) -> String {
    let wash = colour_of(paper).mix(accent, 0.14);
    let black = Srgb::new(0.02, 0.05, 0.04);
    let white = Srgb::new(1.0, 1.0, 1.0);
    let on = if accent.relative_contrast(white) >= accent.relative_contrast(black) {
        white
    } else {
        black
    };
    format!(
        "--accent:{};--accent-strong:{};--on-accent:{};--accent-wash:{}",
        hex(accent),
        hex(strong),
        hex(on),
        hex(wash)
    )
}

fn parse(digits: &str) -> Option<Srgb<f32>> {
    let is_hex = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    Some(colour_of(number))
}

fn colour_of(number: u32) -> Srgb<f32> {
    let [_, red, green, blue] = number.to_be_bytes();
    Srgb::new(red, green, blue).into_format()
}

fn contrast(colour: Srgb<f32>, paper: u32) -> f32 {
    colour.relative_contrast(colour_of(paper))
}

fn hex(colour: Srgb<f32>) -> String {
    let colour: Srgb<u8> = colour.into_format();
    format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_must_be_readable_on_paper() {
        assert_eq!(read("").as_deref(), Ok(""));
        assert_eq!(read(" 8A1C2B ").as_deref(), Ok("#8a1c2b"));
        assert_eq!(read("#0a6449").as_deref(), Ok("#0a6449"));
        assert_eq!(read("#ffee00"), Err(Problem::Wrong));
        for bad in ["red", "#12", "#12345g", "#é2345", "#1234567"] {
            assert_eq!(read(bad), Err(Problem::Malformed), "{bad}");
        }
    }

    #[test]
    fn both_themes_can_be_read() {
        for accent in ["#8a1c2b", "#000000", "#1a2bff", "#0a6449"] {
            let sheet = style_sheet(accent).unwrap();
            let colours: Vec<Srgb<f32>> = sheet
                .split("--accent:#")
                .skip(1)
                .map(|rest| parse(&rest[..6]).unwrap())
                .collect();
            assert!(contrast(colours[0], LIGHT_PAPER) >= ENOUGH, "{sheet}");
            assert!(contrast(colours[1], DARK_PAPER) >= ENOUGH, "{sheet}");
            let on: Vec<Srgb<f32>> = sheet
                .split("--on-accent:#")
                .skip(1)
                .map(|rest| parse(&rest[..6]).unwrap())
                .collect();
            assert!(colours[0].relative_contrast(on[0]) >= ENOUGH, "{sheet}");
            assert!(colours[1].relative_contrast(on[1]) >= ENOUGH, "{sheet}");
        }
        assert!(style_sheet("").is_none());
    }
}
