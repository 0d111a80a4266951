//! Small parts of the editor: lists of what is known, and what was done.

/// Says what was done, by the word in the page's address.
pub(crate) fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "saved" => "Saved.",
        "published" => "Published. Readers see it as it is here.",
        "scheduled" => "Scheduled. It is published at that time, also when you are not here.",
        "unpublished" => "Taken back. Readers do not see it any more.",
        "trashed" => "In the trash.",
        "restored" => "Out of the trash again.",
        "kept" => "Saved. What stood there is among the revisions.",
        "theirs" => "The other text stands. Yours is among the revisions.",
        "discarded" => "This is the published text. What you had is among the revisions.",
        "link" => "Here is a link for somebody without an account.",
        "revoked" => "The link no longer works.",
        "access" => "Who can read it is changed.",
        "revision" => "The revision is the draft now. What stood there is kept as well.",
        "still" => "The still is in the draft. Readers see it once it is published.",
        "film" => "The film is changed, and every review of it with it.",
        _ => return None,
    })
}
