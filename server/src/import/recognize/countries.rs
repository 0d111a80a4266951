//! Names of countries as people write them in credits, with their ISO 3166-1 codes.

/// Each code with the names it goes by.
const COUNTRIES: [(&str, &[&str]); 78] = [
    ("AE", &["UAE", "United Arab Emirates"]),
    ("AR", &["Argentina"]),
    ("AT", &["Austria"]),
    ("AU", &["Australia"]),
    (
        "BA",
        &["Bosnia", "Bosnia and Herzegovina", "Bosnia-Herzegovina"],
    ),
    ("BE", &["Belgium"]),
    ("BG", &["Bulgaria"]),
    ("BO", &["Bolivia"]),
    ("BR", &["Brazil", "Brasil"]),
    ("BY", &["Belarus"]),
    ("CA", &["Canada"]),
    ("CH", &["Switzerland"]),
    ("CL", &["Chile"]),
    ("CN", &["China"]),
    ("CO", &["Colombia"]),
    ("CU", &["Cuba"]),
    ("CY", &["Cyprus"]),
    ("CZ", &["Czech Republic", "Czechia"]),
    ("DE", &["Germany"]),
    ("DK", &["Denmark"]),
    ("DZ", &["Algeria"]),
    ("EE", &["Estonia"]),
    ("EG", &["Egypt"]),
    ("ES", &["Spain"]),
    ("FI", &["Finland"]),
    ("FR", &["France"]),
    (
        "GB",
        &[
            "UK",
            "U.K.",
            "United Kingdom",
            "Great Britain",
            "Britain",
            "England",
            "Scotland",
            "Wales",
        ],
    ),
    ("GE", &["Georgia"]),
    ("GR", &["Greece"]),
    ("HK", &["Hong Kong"]),
    ("HR", &["Croatia"]),
    ("HU", &["Hungary"]),
    ("ID", &["Indonesia"]),
    ("IE", &["Ireland"]),
    ("IL", &["Israel"]),
    ("IN", &["India"]),
    ("IR", &["Iran"]),
    ("IS", &["Iceland"]),
    ("IT", &["Italy"]),
    ("JO", &["Jordan"]),
    ("JP", &["Japan"]),
    ("KE", &["Kenya"]),
    ("KR", &["South Korea", "Korea"]),
    ("KZ", &["Kazakhstan"]),
    ("LB", &["Lebanon"]),
    ("LT", &["Lithuania"]),
    ("LU", &["Luxembourg"]),
    ("LV", &["Latvia"]),
    ("MA", &["Morocco"]),
    ("MK", &["North Macedonia", "Macedonia"]),
    ("MX", &["Mexico"]),
    ("MY", &["Malaysia"]),
    ("NG", &["Nigeria"]),
    ("NL", &["Netherlands", "The Netherlands", "Holland"]),
    ("NO", &["Norway"]),
    ("NZ", &["New Zealand"]),
    ("PE", &["Peru"]),
    ("PH", &["Philippines", "The Philippines"]),
    ("PK", &["Pakistan"]),
    ("PL", &["Poland"]),
    ("PS", &["Palestine"]),
    ("PT", &["Portugal"]),
    ("RO", &["Romania"]),
    ("RS", &["Serbia"]),
    ("RU", &["Russia", "Russian Federation"]),
    ("SE", &["Sweden"]),
    ("SG", &["Singapore"]),
    ("SI", &["Slovenia"]),
    ("SK", &["Slovakia"]),
    ("SN", &["Senegal"]),
    ("TH", &["Thailand"]),
    ("TN", &["Tunisia"]),
    ("TR", &["Turkey", "Türkiye"]),
    ("TW", &["Taiwan"]),
    ("UA", &["Ukraine"]),
    (
        "US",
        &[
            "USA",
            "U.S.A.",
            "US",
            "U.S.",
            "United States",
            "United States of America",
            "America",
        ],
    ),
    ("VN", &["Vietnam"]),
    ("ZA", &["South Africa"]),
];

/// Returns the name a country most often goes by.
pub(super) fn name(code: &str) -> Option<&'static str> {
    let found = COUNTRIES.iter().find(|(known, _)| *known == code);
    found.and_then(|(_, names)| names.first().copied())
}

/// Finds the code of a country by the name somebody wrote; an abbreviation must be in capitals.
pub(super) fn code(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let is = |known: &str| {
        let is_abbreviation = known.chars().all(|c| c.is_uppercase() || c == '.');
        if is_abbreviation {
            known == name || known.trim_end_matches('.') == name
        } else {
            known.eq_ignore_ascii_case(name)
        }
    };
    COUNTRIES
        .iter()
        .find(|(_, names)| names.iter().any(|known| is(known)))
        .map(|(code, _)| *code)
}
