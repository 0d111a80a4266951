//! How much one address may do in which time.

use std::{
    hash::Hash,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use app::AppError;
use governor::{
    Quota, RateLimiter, clock::Clock as GovernorClock, middleware::NoOpMiddleware, nanos::Nanos,
    state::keyed::DashMapStateStore,
};

use crate::{clock::Clock, config::LimitConfig};

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, LimitClock, NoOpMiddleware<Nanos>>;
type PerAddress = Keyed<IpAddr>;

/// The limits of one site. Those that were changed begin to count anew.
pub(crate) struct Limits {
    clock: Arc<dyn Clock>,
    now: RwLock<Arc<Counters>>,
}

/// The limits that are in force; a limit that is off is not there.
struct Counters {
    config: LimitConfig,
    comments: Option<PerAddress>,
    new_likers: Option<PerAddress>,
    sign_ins: Option<PerAddress>,
    sign_ins_of_account: Option<Keyed<[u8; 32]>>,
}

#[derive(Clone)]
struct LimitClock(Arc<dyn Clock>);

impl GovernorClock for LimitClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(
            u64::try_from(self.0.now().0)
                .unwrap_or(0)
                .saturating_mul(1_000),
        )
    }
}

impl Limits {
    /// Sets up the limits of a configuration.
    pub(crate) fn new(config: &LimitConfig, clock: &Arc<dyn Clock>) -> Self {
        Self {
            clock: clock.clone(),
            now: RwLock::new(Arc::new(Counters::new(config, clock))),
        }
    }

    /// Puts other limits in force; the same ones go on counting.
    pub(crate) fn set(&self, config: &LimitConfig) {
        if self.now().config != *config {
            let counters = Arc::new(Counters::new(config, &self.clock));
            *self.now.write().unwrap_or_else(PoisonError::into_inner) = counters;
        }
    }

    fn now(&self) -> Arc<Counters> {
        self.now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Returns how long a visitor waits between two comments, in seconds; 0 is off.
    pub(crate) fn comment_every_seconds(&self) -> i64 {
        i64::from(self.now().config.comment_every_seconds)
    }

    /// Counts a comment from an address.
    ///
    /// # Errors
    /// [`AppError::RateLimited`] when there were too many.
    pub(crate) fn count_comment(&self, address: Option<IpAddr>) -> Result<(), AppError> {
        count(self.now().comments.as_ref(), address)
    }

    /// Counts an attempt to sign in, from an address and for an account by its address's digest.
    ///
    /// # Errors
    /// [`AppError::RateLimited`] when there were too many.
    pub(crate) fn count_sign_in(
        &self,
        address: Option<IpAddr>,
        email_digest: [u8; 32],
    ) -> Result<(), AppError> {
        let now = self.now();
        count(now.sign_ins.as_ref(), address)?;
        count(now.sign_ins_of_account.as_ref(), Some(email_digest))
    }

    /// Counts an attempt to sign in from an address, where it is not known yet for which account.
    ///
    /// # Errors
    /// [`AppError::RateLimited`] when there were too many.
    pub(crate) fn count_sign_in_from(&self, address: Option<IpAddr>) -> Result<(), AppError> {
        count(self.now().sign_ins.as_ref(), address)
    }

    /// Counts somebody new who likes, from an address.
    ///
    /// # Errors
    /// [`AppError::RateLimited`] when there were too many.
    pub(crate) fn count_new_liker(&self, address: Option<IpAddr>) -> Result<(), AppError> {
        count(self.now().new_likers.as_ref(), address)
    }
}

impl Counters {
    fn new(config: &LimitConfig, clock: &Arc<dyn Clock>) -> Self {
        let minute = Duration::from_mins(1);
        let hour = Duration::from_hours(1);
        Self {
            config: config.clone(),
            comments: keyed(config.comments_per_minute, minute, clock),
            new_likers: keyed(config.new_likers_per_day, hour * 24, clock),
            sign_ins: keyed(config.sign_ins_per_minute, minute, clock),
            sign_ins_of_account: keyed(config.sign_ins_per_account_hour, hour, clock),
        }
    }
}

fn keyed<K: Clone + Eq + Hash>(
    count: u32,
    time: Duration,
    clock: &Arc<dyn Clock>,
) -> Option<Keyed<K>> {
    let count = NonZeroU32::new(count)?;
    let quota = Quota::with_period(time / count.get())?.allow_burst(count);
    Some(RateLimiter::dashmap_with_clock(
        quota,
        LimitClock(clock.clone()),
    ))
}

fn count<K: Clone + Eq + Hash>(limiter: Option<&Keyed<K>>, key: Option<K>) -> Result<(), AppError> {
    let Some((limiter, key)) = limiter.zip(key) else {
        return Ok(());
    };
    limiter.check_key(&key).map_err(|refusal| {
        let wait = refusal.wait_time_from(limiter.clock().now());
        let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX);
        AppError::RateLimited {
            retry_after: seconds.saturating_add(1),
        }
    })
}

#[cfg(test)]
mod tests {
    use app::model::Timestamp;

    use super::*;
    use crate::clock::ManualClock;

    fn limits(comments: u32) -> (Limits, ManualClock) {
        let clock = ManualClock::at(Timestamp(1_000_000_000));
        let config = LimitConfig {
            comments_per_minute: comments,
            ..LimitConfig::default()
        };
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        (Limits::new(&config, &shared), clock)
    }

    #[test]
    fn an_address_waits_after_its_share_and_others_do_not() {
        let (limits, clock) = limits(2);
        let here = Some("192.0.2.1".parse().unwrap());
        assert_eq!(limits.count_comment(here), Ok(()));
        assert_eq!(limits.count_comment(here), Ok(()));
        assert!(matches!(
            limits.count_comment(here),
            Err(AppError::RateLimited {
                retry_after: 1..=31
            })
        ));
        assert_eq!(
            limits.count_comment(Some("192.0.2.2".parse().unwrap())),
            Ok(())
        );
        assert_eq!(limits.count_comment(None), Ok(()));
        clock.advance_seconds(31);
        assert_eq!(limits.count_comment(here), Ok(()));
    }

    #[test]
    fn signing_in_is_counted_by_address_and_by_account() {
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(Timestamp(1_000_000_000)));
        let config = LimitConfig {
            sign_ins_per_account_hour: 4,
            ..LimitConfig::default()
        };
        let limits = Limits::new(&config, &clock);
        let here = Some("192.0.2.1".parse().unwrap());
        for _ in 0..3 {
            assert_eq!(limits.count_sign_in(here, [1; 32]), Ok(()));
        }
        assert!(limits.count_sign_in(here, [2; 32]).is_err());
        assert_eq!(limits.count_sign_in(None, [1; 32]), Ok(()));
        assert!(limits.count_sign_in(None, [1; 32]).is_err());
        assert_eq!(limits.count_sign_in(None, [2; 32]), Ok(()));
    }

    #[test]
    fn a_limit_of_nought_is_off() {
        let (limits, _) = limits(0);
        for _ in 0..100 {
            assert_eq!(
                limits.count_comment(Some("192.0.2.1".parse().unwrap())),
                Ok(())
            );
        }
    }
}
