//! The words that tell what a text is about.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
    sync::LazyLock,
};

use super::words::words;

/// How many words are kept of a text.
const KEPT: usize = 48;
/// How long a word must be to tell something where it stands but once, in characters.
const ONCE: usize = 8;
/// How long they are, in characters: shorter ones tell little, longer ones are no words.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=30;

/// English words that tell nothing in a review, in order. On a small site nothing else says that they are
/// everywhere; on a large one they stand in too many reviews, as those of other languages do.
const COMMON: &str = "\
    able about above across actor actors actress after again against almost alone along already also \
    although always american among another anyone anything around away back became because become \
    becomes been before began begin beginning begins begun behind being believe believes best better \
    between beyond both bring brings brought called came camera cannot cast cinema close come comes \
    coming could course decide decided decides dialogue didn director does doesn doing done down \
    during each early eight eleven else ending ends enough even ever every everybody everyone \
    everything exactly face fact feel feels felt fiction fifteen fifty film filmed filmmaker films \
    final finally find finds first five following forty found four from full further gave gets \
    getting give given gives goes going gone good great half hand hands happen happened happens hard \
    have having head hear heard hers herself himself hold holds hour hours however http https \
    hundred idea images indeed inside instead into itself just keep keeps kept kind knew know \
    knowing known knows last late later least leave leaves left less lets like little long longer \
    look looked looking looks lost made make makes making many maybe mean means merely might minute \
    minutes moment moments month months more most movie movies much must myself name nearly need \
    needs never next nine nobody none nothing number once ones only onto open other others otherwise \
    ours ourselves outside over part perhaps picture piece place places play played playing plays \
    point possible quite rather read real really reason rest review right said same saying says \
    scene scenes screen screenplay screenwriter script second seconds seem seemed seems seen sense \
    sequence series seven several shall shot shots should show showed shown shows side simply since \
    sixty small some somebody somehow someone something sometimes somewhere soon sort sound spoiler \
    spoilers stand start started starts stay stays still stop stops story such take taken takes \
    taking talk tell tells than that their theirs them themselves then there therefore these they \
    thing things think thinks third thirty this those though thought thousand three through \
    throughout thus time times title today together told took toward towards true truly turn turned \
    turns twelve twenty twice under understand understands understood until upon used uses using \
    usually very viewer viewers want wanted wants wasn watch watched watching week weeks well went \
    were weren what whatever when whenever where whether which while whole whom whose will with \
    within without word words work works world would wouldn writer wrote year years your yours \
    yourself";

/// The same, to be asked for each word of each text.
static IS_COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split(' ').collect());

/// A word that tells what a text is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TellingWord {
    /// The word, small and without accents.
    pub(crate) word: String,
    /// As the text writes it, in small letters where it does so anywhere.
    pub(crate) written: String,
}

#[derive(Default)]
struct Tally {
    is_in_head: bool,
    count: usize,
    written: String,
}

/// Lists the words that tell what a review is about: those of its title and summary, then those that its
/// text repeats most, the longer of two first; of those that stand but once the long ones alone. What is
/// chosen depends on the text alone.
pub(super) fn telling(head: &str, body: &str) -> Vec<TellingWord> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (text, is_in_head) in [(head, true), (body, false)] {
        for word in words(text) {
            if !tells(&word.text) {
                continue;
            }
            let written = &text[word.start..word.end];
            let tally = tallies.entry(word.text).or_default();
            tally.is_in_head |= is_in_head;
            tally.count += 1;
            let is_small = written.chars().next().is_some_and(char::is_lowercase);
            let was_small = tally.written.chars().next().is_some_and(char::is_lowercase);
            if tally.written.is_empty() || (is_small && !was_small) {
                written.clone_into(&mut tally.written);
            }
        }
    }
    tallies
        .retain(|word, tally| tally.is_in_head || tally.count > 1 || word.chars().count() >= ONCE);
    let mut found: Vec<(String, Tally)> = tallies.into_iter().collect();
    // Stable, so that the alphabet decides last.
    found.sort_by_key(|(word, tally)| {
        Reverse((tally.is_in_head, tally.count, word.chars().count()))
    });
    found.truncate(KEPT);
    found
        .into_iter()
        .map(|(word, tally)| TellingWord {
            word,
            written: tally.written,
        })
        .collect()
}

fn tells(word: &str) -> bool {
    LENGTHS.contains(&word.chars().count())
        && word.chars().all(char::is_alphabetic)
        && !IS_COMMON.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, body: &str) -> Vec<String> {
        let found = telling(head, body);
        found.into_iter().map(|word| word.written).collect()
    }

    #[test]
    fn the_words_of_the_title_come_first_then_the_most_repeated_then_the_longest() {
        let body = "Sluice and sluice, harbour. The lighthouse is there, and the ferry, and the sluice; a harbour again.";
        assert_eq!(
            read("The Tide", body),
            ["Tide", "sluice", "harbour", "lighthouse"]
        );
    }

    #[test]
    fn a_word_is_shown_as_it_is_written_and_small_where_it_is_anywhere() {
        assert_eq!(
            read("", "Été in Bergen. Harbour, harbour; Bergen."),
            ["harbour", "Bergen"]
        );
        assert_eq!(read("", "L’Étranger."), ["Étranger"]);
    }

    #[test]
    fn what_tells_nothing_is_left_out() {
        let long = "x".repeat(31);
        let body = format!("This film, 1984 and 2001: the sea. Nothing before. [spoiler] {long}");
        assert!(read("", &body).is_empty());
    }

    #[test]
    fn of_a_long_text_so_many_are_kept() {
        let letters = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
        let word = |n: usize| format!("lighthouse{}{}", letters(n / 26), letters(n));
        let body: Vec<String> = (0..100).map(word).collect();
        let found = read("", &body.join(" "));
        assert_eq!(found.len(), KEPT);
        assert_eq!(found[0], "lighthouseaa");
    }
}
