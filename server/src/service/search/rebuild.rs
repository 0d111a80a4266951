//! Making the index again while the site serves, a few reviews at a time.

use app::model::ReviewId;

use crate::{
    service::Core,
    store::{self, Tx, events::EventKind, search},
};

/// How many reviews go in with one commit.
const TOGETHER: i32 = 20;

/// Makes the index again if it was made by other rules, or goes on with what was begun.
pub(crate) async fn bring_up_to_date(core: &Core) -> Result<(), store::Error> {
    let (version, last) = {
        let mut snapshot = core.store.snapshot().await?;
        search::find_state(&mut snapshot.conn()).await?
    };
    if version == search::INDEX_VERSION {
        return Ok(());
    }
    if last == ReviewId(0) {
        return rebuild(core, |_| ()).await;
    }
    go_on(core, |_| ()).await
}

/// Makes the index again, and tells of every review up to which that has come.
pub(crate) async fn rebuild(
    core: &Core,
    told: impl Fn(ReviewId) + Send,
) -> Result<(), store::Error> {
    core.store
        .write(|tx: &mut Tx<'_>| Box::pin(async move { search::begin_again(&mut tx.conn).await }))
        .await?;
    go_on(core, told).await
}

async fn go_on(core: &Core, told: impl Fn(ReviewId) + Send) -> Result<(), store::Error> {
    let now = core.clock.now();
    loop {
        let last = core
            .store
            .write(move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    let last = search::follow_next_reviews(&mut tx.conn, TOGETHER).await?;
                    if last.is_none() {
                        search::finish(&mut tx.conn).await?;
                        // Reviews may be like others by words that were not there before.
                        tx.tell(None, EventKind::Review, "{}".to_owned(), now)
                            .await?;
                    }
                    Ok::<_, store::Error>(last)
                })
            })
            .await?;
        match last {
            Some(last) => told(last),
            None => return Ok(()),
        }
    }
}
