//! The page's address: what the screens read of it. On the server Leptos' router knows it; in the
//! browser, which goes between two kinds of pages only, `client::going` does in a tenth of the size.

#[cfg(feature = "ssr")]
pub use server::Address;

#[cfg(feature = "hydrate")]
pub use browser::Address;
#[cfg(feature = "hydrate")]
pub(crate) use browser::current;

#[cfg(feature = "ssr")]
mod server {
    use leptos::prelude::*;
    use leptos_router::{
        hooks::{use_location, use_params_map, use_query_map},
        params::ParamsMap,
    };

    use crate::model::{ReviewId, ThreadQuery};

    /// The address of the page that is shown.
    #[derive(Clone, Copy)]
    pub struct Address {
        path: Memo<String>,
        query: Memo<ParamsMap>,
    }

    impl Address {
        /// Returns the address of this page.
        pub fn here() -> Self {
            Self {
                path: use_location().pathname,
                query: use_query_map(),
            }
        }

        /// Reads the path.
        pub fn with_path<R>(self, read: impl FnOnce(&String) -> R) -> R {
            self.path.with(read)
        }

        /// Returns what the route calls the slug.
        pub fn slug(self) -> String {
            use_params_map().with(|params| params.get_str("slug").unwrap_or_default().to_owned())
        }

        /// Returns which part of a thread the query asks for.
        pub fn thread(self) -> ThreadQuery {
            self.query
                .with(|query| ThreadQuery::from_pairs(|key| query.get_str(key)))
        }

        /// Returns the review before which the query asks for others.
        pub fn before(self) -> Option<ReviewId> {
            self.query
                .with(|query| query.get_str("before")?.parse().ok())
        }
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;

    use crate::model::ThreadQuery;

    /// The address of the page that is shown.
    #[derive(Clone, Copy)]
    pub struct Address {
        path: RwSignal<String>,
        search: RwSignal<String>,
    }

    impl Address {
        /// Returns the address of this page.
        pub fn here() -> Self {
            use_context().unwrap_or_else(|| {
                let (path, search) = current();
                let address = Self {
                    path: RwSignal::new(path),
                    search: RwSignal::new(search),
                };
                provide_context(address);
                address
            })
        }

        /// Takes over what the browser says it is.
        pub(crate) fn renew(self) {
            let (path, search) = current();
            if self.path.with_untracked(|here| *here != path) {
                self.path.set(path);
            }
            self.search.set(search);
        }

        /// Reads the path.
        pub fn with_path<R>(self, read: impl FnOnce(&String) -> R) -> R {
            self.path.with(read)
        }

        /// Returns the slug in the path.
        pub fn slug(self) -> String {
            self.path
                .with_untracked(|path| path.rsplit('/').next().unwrap_or_default().to_owned())
        }

        /// Returns which part of a thread the query asks for.
        pub fn thread(self) -> ThreadQuery {
            self.search
                .with(|search| ThreadQuery::parse(search.trim_start_matches('?')))
        }
    }

    /// Returns the path and the query that the browser is at.
    pub(crate) fn current() -> (String, String) {
        let location = window().location();
        (
            location.pathname().unwrap_or_default(),
            location.search().unwrap_or_default(),
        )
    }
}
