//! Pictures that are in no folder, from where they were.

use std::{collections::HashMap, sync::Arc};

use url::Url;

use super::pictures::{file_name, original};
use crate::outbound::{FetchError, Web};

/// After how many pictures in a row that could not be had a host is not asked again.
const PATIENCE: u32 = 3;

/// What is told of each picture that is asked for.
pub(crate) type Told = Box<dyn Fn(&str) + Send + Sync>;

/// Fetches pictures, one after the other.
pub(crate) struct Fetcher {
    web: Arc<dyn Web>,
    told: Told,
    /// How often in a row a host has not answered.
    silent: HashMap<String, u32>,
}

impl Fetcher {
    /// Starts without having asked anybody.
    pub(crate) fn new(web: Arc<dyn Web>, told: Told) -> Self {
        Self {
            web,
            told,
            silent: HashMap::new(),
        }
    }

    /// Fetches the picture that was at an address of a site: the whole one where there is one, else as it
    /// was shown.
    ///
    /// # Errors
    /// [`FetchError`] of the last attempt.
    pub(crate) async fn fetch(&mut self, address: &str, site: &str) -> Result<Vec<u8>, FetchError> {
        (self.told)(&file_name(address));
        let mut outcome = Err(FetchError::NotWeb);
        for url in candidates(address, site) {
            outcome = self.ask(&url).await;
            // What has been answered may be answered otherwise of the next one; silence may not.
            let is_answer = matches!(
                outcome,
                Err(FetchError::Status(_) | FetchError::Kind { .. } | FetchError::TooLarge)
            );
            if !is_answer {
                break;
            }
        }
        outcome
    }

    async fn ask(&mut self, url: &Url) -> Result<Vec<u8>, FetchError> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let silent = self.silent.entry(host.clone()).or_default();
        if *silent >= PATIENCE {
            return Err(FetchError::Unreachable(host));
        }
        let outcome = self.web.fetch(url, "image").await;
        match &outcome {
            Err(FetchError::TooSlow | FetchError::Unreachable(_)) => *silent += 1,
            _ => *silent = 0,
        }
        outcome
    }
}

/// Lists where a picture may be: without what asks for a smaller one, then as the post has it.
fn candidates(address: &str, site: &str) -> Vec<Url> {
    let written = match Url::parse(site) {
        Ok(site) => site.join(address),
        Err(_) => Url::parse(address),
    };
    let Ok(written) = written else {
        return Vec::new();
    };
    let mut whole = written.clone();
    whole.set_fragment(None);
    let host = whole.host_str().unwrap_or_default();
    let is_upload = whole.path().contains("/wp-content/uploads/")
        || host.ends_with(".files.wordpress.com")
        || host.ends_with(".wp.com");
    if is_upload {
        whole.set_query(None);
        if let Some((folder, name)) = whole.path().rsplit_once('/')
            && let Some(name) = original(name)
        {
            let path = format!("{folder}/{name}");
            whole.set_path(&path);
        }
    }
    if whole == written {
        vec![written]
    } else {
        vec![whole, written]
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use async_trait::async_trait;

    use super::*;

    /// A web in which nothing is there, for this reason.
    struct Nowhere(fn() -> FetchError, Mutex<Vec<String>>);

    #[async_trait]
    impl Web for Nowhere {
        async fn fetch(&self, address: &Url, _kind: &'static str) -> Result<Vec<u8>, FetchError> {
            self.1.lock().unwrap().push(address.to_string());
            Err((self.0)())
        }
    }

    fn nowhere(why: fn() -> FetchError) -> (Arc<Nowhere>, Fetcher) {
        let web = Arc::new(Nowhere(why, Mutex::default()));
        (web.clone(), Fetcher::new(web, Box::new(|_| ())))
    }

    #[test]
    fn the_whole_picture_is_asked_for_first() {
        let site = "https://old.example/blog/";
        let listed = |address: &str| {
            let urls = candidates(address, site);
            urls.iter().map(Url::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            listed("https://old.example/wp-content/uploads/2018/11/a-300x200.jpg"),
            [
                "https://old.example/wp-content/uploads/2018/11/a.jpg",
                "https://old.example/wp-content/uploads/2018/11/a-300x200.jpg"
            ]
        );
        assert_eq!(
            listed("https://old.files.wordpress.com/2018/11/a.jpg?w=300"),
            [
                "https://old.files.wordpress.com/2018/11/a.jpg",
                "https://old.files.wordpress.com/2018/11/a.jpg?w=300"
            ]
        );
        assert_eq!(
            listed("https://far.example/a-300x200.jpg?id=7"),
            ["https://far.example/a-300x200.jpg?id=7"]
        );
        assert_eq!(listed("a.jpg"), ["https://old.example/blog/a.jpg"]);
        assert_eq!(listed("//far.example/a.jpg"), ["https://far.example/a.jpg"]);
        assert_eq!(listed("https://"), [""; 0]);
    }

    #[tokio::test]
    async fn an_answer_is_tried_again_elsewhere_and_silence_is_believed_after_a_while() {
        let address = "https://old.files.wordpress.com/a.jpg?w=300";
        let (web, mut fetcher) = nowhere(|| FetchError::Status(404));
        for _ in 0..4 {
            let outcome = fetcher.fetch(address, "").await;
            assert_eq!(outcome, Err(FetchError::Status(404)));
        }
        assert_eq!(web.1.lock().unwrap().len(), 8);

        let (web, mut fetcher) = nowhere(|| FetchError::TooSlow);
        for _ in 0..3 {
            assert_eq!(fetcher.fetch(address, "").await, Err(FetchError::TooSlow));
        }
        let host = "old.files.wordpress.com".to_owned();
        let outcome = fetcher.fetch(address, "").await;
        assert_eq!(outcome, Err(FetchError::Unreachable(host)));
        assert_eq!(web.1.lock().unwrap().len(), 3);
        let other = fetcher.fetch("https://far.example/a.jpg", "").await;
        assert_eq!(other, Err(FetchError::TooSlow));
    }
}
