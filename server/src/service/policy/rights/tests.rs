//! The whole table, written down a second time.

use super::*;

const WHO: [Who; 8] = [
    Who::Nobody,
    Who::Visitor,
    Who::Account(Role::Member),
    Who::Account(Role::Contributor),
    Who::Account(Role::Moderator),
    Who::Account(Role::Author),
    Who::Account(Role::Editor),
    Who::Account(Role::Owner),
];
const STATES: [State; 4] = [State::Public, State::Draft, State::Held, State::Trashed];

/// For each act eight groups, one for each of [`WHO`]; in a group the states an own thing and, after
/// the stroke, somebody else's may have: p(ublic), d(raft), h(eld), t(rashed).
const TABLE: [(Act, [&str; 8]); 18] = [
    (
        Act::Read,
        [
            "p/p",
            "p/p",
            "p/p",
            "pdht/p",
            "p/p",
            "pdht/p",
            "pdht/pdht",
            "pdht/pdht",
        ],
    ),
    (Act::Like, ["p/p"; 8]),
    (Act::Comment, ["p/p"; 8]),
    (
        Act::ChangeComment,
        ["/", "p/", "p/", "p/", "p/", "p/", "p/", "p/"],
    ),
    (
        Act::Moderate,
        ["/", "/", "/", "/", "pht/pht", "pht/", "pht/pht", "pht/pht"],
    ),
    (Act::SignIn, ["pdht/pdht"; 8]),
    (Act::SetUp, ["pdht/pdht"; 8]),
    (
        Act::ChangeAccount,
        [
            "/", "/", "pdht/", "pdht/", "pdht/", "pdht/", "pdht/", "pdht/",
        ],
    ),
    (
        Act::OpenDesk,
        [
            "/",
            "/",
            "/",
            "pdht/pdht",
            "pdht/pdht",
            "pdht/pdht",
            "pdht/pdht",
            "pdht/pdht",
        ],
    ),
    (
        Act::WriteReview,
        [
            "/",
            "/",
            "/",
            "pdht/pdht",
            "/",
            "pdht/pdht",
            "pdht/pdht",
            "pdht/pdht",
        ],
    ),
    (
        Act::EditReview,
        ["/", "/", "/", "d/", "/", "pdht/", "pdht/pdht", "pdht/pdht"],
    ),
    (
        Act::PublishReview,
        ["/", "/", "/", "/", "/", "pdht/", "pdht/pdht", "pdht/pdht"],
    ),
    (
        Act::TrashReview,
        ["/", "/", "/", "d/", "/", "pdht/", "pdht/pdht", "pdht/pdht"],
    ),
    (
        Act::WritePage,
        ["/", "/", "/", "/", "/", "/", "pdht/pdht", "pdht/pdht"],
    ),
    (
        Act::ChangeAuthor,
        [
            "/",
            "/",
            "/",
            "pdht/",
            "/",
            "pdht/",
            "pdht/pdht",
            "pdht/pdht",
        ],
    ),
    (
        Act::ChangeSettings,
        ["/", "/", "/", "/", "/", "/", "/", "pdht/pdht"],
    ),
    (
        Act::ManageAccounts,
        ["/", "/", "/", "/", "/", "/", "/", "pdht/pdht"],
    ),
    (Act::Move, ["/", "/", "/", "/", "/", "/", "/", "pdht/pdht"]),
];

#[test]
fn everybody_may_do_what_the_table_says_and_nothing_else() {
    let mut count = 0;
    for (act, groups) in TABLE {
        for (who, group) in WHO.into_iter().zip(groups) {
            let (own, other) = group.split_once('/').unwrap();
            for (letter, state) in ['p', 'd', 'h', 't'].into_iter().zip(STATES) {
                for (whose, letters) in [(Whose::Own, own), (Whose::Other, other)] {
                    assert_eq!(
                        may(who, act, whose, state),
                        letters.contains(letter),
                        "{who:?} {act:?} {whose:?} {state:?}"
                    );
                    count += 1;
                }
            }
        }
    }
    assert_eq!(count, 18 * 8 * 4 * 2);
    let acts: std::collections::HashSet<_> = TABLE.iter().map(|row| row.0).collect();
    assert_eq!(acts.len(), TABLE.len(), "each act has one row");
}

#[test]
fn whoever_may_not_is_told_whether_signing_in_would_help() {
    let nobody = Viewer::default();
    assert_eq!(
        require(&nobody, Act::ChangeSettings, Whose::Other, State::Public),
        Err(AppError::SignInRequired)
    );
    assert_eq!(require_any(&nobody, Act::Comment), Ok(()));
    let member = Viewer {
        account: Some(app::model::Signed {
            account: app::model::AccountId(1),
            role: Role::Member,
            author: None,
            session: app::model::SessionId(1),
        }),
        ..Viewer::default()
    };
    assert_eq!(
        require_any(&member, Act::OpenDesk),
        Err(AppError::Forbidden(Action::BeyondRole))
    );
    assert_eq!(require_any(&member, Act::ChangeAccount), Ok(()));
}
