//! What is asked of a large site: what people type, and what somebody types who means harm.

/// Words that the invented publication is made of, from rare to everywhere.
const WORDS: [&str; 16] = [
    "harbour", "census", "almanac", "bridge", "ferry", "window", "clerk", "winter", "quiet",
    "ending", "editing", "mother", "scene", "film", "nobody", "twice",
];
const NAMES: [&str; 8] = [
    "larsen",
    "kaldestad",
    "ingrid",
    "bergman",
    "aalto",
    "dubois",
    "marit",
    "viggo",
];
const COUNTRIES: [&str; 4] = ["norway", "france", "japan", "portugal"];

/// Questions of one kind.
pub(super) struct Kind {
    /// What they are called.
    pub(super) name: &'static str,
    /// Whether somebody who means harm asks them.
    pub(super) is_hostile: bool,
    /// The questions as they are typed.
    pub(super) questions: Vec<String>,
}

fn kind(name: &'static str, questions: Vec<String>) -> Kind {
    Kind {
        name,
        is_hostile: false,
        questions,
    }
}

/// Returns all questions by their kind.
pub(super) fn kinds() -> Vec<Kind> {
    let pairs = || WORDS.iter().zip(WORDS.iter().cycle().skip(5));
    let mut all = vec![
        kind("one word", WORDS.map(|word| format!("{word} ")).to_vec()),
        kind(
            "two words",
            pairs().map(|(a, b)| format!("{a} {b} ")).collect(),
        ),
        kind(
            "the beginning of a word",
            WORDS.map(|word| word[..3].to_owned()).to_vec(),
        ),
        kind(
            "a phrase",
            [
                "the ending has been called cruel",
                "worth the ticket",
                "as second acts do",
                "walked the long way home",
                "nobody raises a voice",
                "and no more than that",
                "the weather has the best lines",
                "trusts us to go back alone",
            ]
            .map(|words| format!("\"{words}\""))
            .to_vec(),
        ),
        kind("a name", NAMES.map(str::to_owned).to_vec()),
        kind(
            "a slip",
            [
                "harbuor",
                "alamnac",
                "kaldestat",
                "bergmann",
                "corridr",
                "apprentise",
                "ballard",
                "lindquist",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
    ];
    let mut filters = Vec::new();
    for (name, country) in NAMES.iter().zip(COUNTRIES.iter().cycle()) {
        filters.push(format!("director:{name} country:{country} "));
        filters.push(format!("country:{country} year:1990..2005 rating:3 "));
        filters.push(format!("{country} year:2001 "));
        filters.push(format!("film -window director:{name} "));
    }
    all.push(kind("filters", filters));
    all.push(Kind {
        name: "meant to do harm",
        is_hostile: true,
        questions: hostile(),
    });
    all
}

fn hostile() -> Vec<String> {
    let everywhere =
        "the and of a in it is was to that not one who has been for with as at by film no";
    vec![
        everywhere.to_owned(),
        everywhere
            .split(' ')
            .map(|word| format!("\"{word} the\" "))
            .take(11)
            .collect(),
        "the ".to_owned(),
        "th".to_owned(),
        "the the the the the the the the the ".to_owned(),
        "-the ".to_owned(),
        format!("the {}", "-zzz ".repeat(20)),
        "\"the film\" \"of the\" \"in the\" \"it is\"".to_owned(),
        format!("\"{}\"", "the of ".repeat(11)),
        "year:1900..2024 ".to_owned(),
        "rating:0 rating:1 rating:2 ".to_owned(),
        "aaa bbb ccc ddd eee fff ggg hhh iii jjj kkk lll mmm nnn ooo ppp".to_owned(),
        "qwertyuiopasdfghjklzxcvbnm".repeat(12),
        "ingred larsan kaldstad almanc harbuor cencus corridr appretice".to_owned(),
        "NEAR(the of) OR * ^the :: \" ' ; --".to_owned(),
        "ththththththththththththththththth thethethethethe".to_owned(),
        "\u{fdfa}".repeat(60),
        "e\u{301}".repeat(90),
    ]
}

/// Writes a question as an address has it.
pub(super) fn address(question: &str) -> String {
    use std::fmt::Write as _;
    let mut path = "/search?q=".to_owned();
    for byte in question.bytes() {
        if byte.is_ascii_alphanumeric() {
            path.push(char::from(byte));
        } else {
            // Writing into memory cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_fits_into_an_address() {
        for kind in kinds() {
            assert!(!kind.questions.is_empty(), "{}", kind.name);
            for question in &kind.questions {
                let path = address(question);
                assert!(path.is_ascii() && !path.contains([' ', '"']), "{path}");
            }
        }
        assert_eq!(address("a b"), "/search?q=a%20b");
    }
}
