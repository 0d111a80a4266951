//! Pictures for the text, for the desk's own chunk to show: choosing them, on their way in, and what they show.

use leptos::prelude::*;

use crate::{
    components::feedback::problem_text,
    error::{DeskField, Field, Problem},
};

/// What a picture may be refused for, as the server says it and the browser finds it.
const REFUSALS: [(&str, Problem); 5] = [
    ("TooLong", Problem::TooLong),
    ("TooManyPixels", Problem::TooManyPixels),
    ("CutShort", Problem::CutShort),
    ("NoRoom", Problem::NoRoom),
    ("Malformed", Problem::Malformed),
];

/// Shows where a picture comes from, and under it those on their way. `data-part` is what the chunk asks for.
#[component]
pub(super) fn StillKit() -> impl IntoView {
    view! {
        <section class="still-panel" aria-label="Stills for the text" data-part="stills">
            <Choosing/>
            <ol class="still-panel__sent" role="list" data-sent></ol>
            <p class="visually-hidden" role="status" data-said></p>
        </section>
        <Sent/>
        <button class="still-pick" type="button" data-part="still-pick">
            <img alt="" loading="lazy"/>
            <span></span>
        </button>
        <Words/>
    }
}

/// Shows how a picture is chosen: one of the reader's own, or one that is in the library.
#[component]
fn Choosing() -> impl IntoView {
    view! {
        <div class="still-panel__choose" data-choose hidden>
            <div class="still-panel__own">
                <div class="field">
                    <label for="still-files">"Send stills in"</label>
                    <input
                        id="still-files"
                        type="file"
                        multiple
                        accept="image/jpeg,image/png,image/webp,image/gif"
                        aria-describedby="still-files-hint"
                    />
                    <span class="field__hint" id="still-files-hint">
                        "JPEG, PNG, WebP or GIF, at most 20 MB each. Or drop or paste them into the text."
                    </span>
                </div>
                <button class="text-button" type="button" data-do="close">
                    "Close"
                </button>
            </div>
            <div class="field">
                <label for="still-words">"Or take one from the library"</label>
                <input id="still-words" type="search" autocomplete="off" placeholder="Description, credit or file"/>
            </div>
            <div class="still-panel__library" role="group" aria-label="Stills of the library" data-library></div>
            <p class="small" role="status" data-none></p>
        </div>
    }
}

/// Shows one picture: how far it is, and once it is there, what is asked about it.
#[component]
fn Sent() -> impl IntoView {
    view! {
        <li class="still-sent" data-part="still-sent">
            <img class="still-sent__image" alt="" hidden data-image/>
            <div class="still-sent__facts">
                <p class="still-sent__line">
                    <bdi class="still-sent__name" data-name></bdi>
                    <span class="small" data-state></span>
                </p>
                <progress class="still-sent__progress" max="100" value="0" data-progress></progress>
                <p class="field__error" hidden data-wrong></p>
                <div class="field" data-ask>
                    <label>"What it shows"</label>
                    <input type="text" autocomplete="off" maxlength="1000" data-alt/>
                    <span class="field__hint">"A sentence for those who cannot see it."</span>
                </div>
                <div class="field" data-ask>
                    <label>"Credit"</label>
                    <input type="text" autocomplete="off" maxlength="300" data-credit/>
                    <span class="field__hint">"Whose it is and by what right it stands here; shown under it."</span>
                </div>
                <p class="still-sent__do">
                    <button class="button button--quiet" type="button" data-do="done" hidden>
                        "Done"
                    </button>
                    <button class="button button--quiet" type="button" data-do="again" hidden>
                        "Try again"
                    </button>
                    <button class="text-button" type="button" data-do="cancel">
                        "Cancel"
                    </button>
                </p>
            </div>
        </li>
    }
}

/// The words for what happens to a picture.
#[component]
fn Words() -> impl IntoView {
    let refusals = REFUSALS.map(|(word, problem)| {
        let text = problem_text(Field::Desk(DeskField::Picture), problem);
        view! { <li data-word=word>{text}</li> }
    });
    let more = [
        ("Waits", "Waits for the one before it"),
        ("Works", "Is being read…"),
        ("There", "Stands in the text"),
        ("Unplaced", "Is in the library, but could not be put into the text"),
        (
            "NotReached",
            "It did not reach the server. Nothing is lost: try again once the network is back.",
        ),
        (
            "SignedOut",
            "You are signed out. Sign in in another tab, then try again here; the picture stays.",
        ),
        ("NotYours", "Your account may not send pictures in."),
        ("TooMany", "You have sent in very many pictures today. Try again later."),
        ("Busy", "The server cannot take it now. Try again in a moment."),
        (
            "NotDescribed",
            "What it shows stands in the text, but could not be kept in the library. Change it once more to try again.",
        ),
        ("None", "No still is described like that."),
        ("Empty", "There are no stills in the library yet."),
        ("Unread", "The library could not be read. Close this and open it again."),
    ]
    .map(|(word, text)| view! { <li data-word=word>{text}</li> });
    view! { <ul data-part="still-words">{refusals} {more}</ul> }
}
