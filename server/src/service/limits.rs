//! How much one address may do in which time.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use app::AppError;
use governor::{
    Quota, RateLimiter, clock::Clock as GovernorClock, middleware::NoOpMiddleware, nanos::Nanos,
    state::keyed::DashMapStateStore,
};

use crate::{clock::Clock, config::LimitConfig};

type PerAddress = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, LimitClock, NoOpMiddleware<Nanos>>;

/// The limits of one site; a limit that is off is not there.
pub(crate) struct Limits {
    /// How long a visitor waits between two comments, in seconds; 0 is off.
    pub(crate) comment_every_seconds: i64,
    comments: Option<PerAddress>,
    new_likers: Option<PerAddress>,
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
        let per = |count: u32, time: Duration| {
            let count = NonZeroU32::new(count)?;
            let quota = Quota::with_period(time / count.get())?.allow_burst(count);
            Some(RateLimiter::dashmap_with_clock(
                quota,
                LimitClock(clock.clone()),
            ))
        };
        Self {
            comment_every_seconds: i64::from(config.comment_every_seconds),
            comments: per(config.comments_per_minute, Duration::from_mins(1)),
            new_likers: per(config.new_likers_per_day, Duration::from_hours(24)),
        }
    }

    /// Counts a comment from an address.
    ///
    /// # Errors
    /// [`AppError::RateLimited`] when there were too many.
    pub(crate) fn count_comment(&self, address: Option<IpAddr>) -> Result<(), AppError> {
        count(self.comments.as_ref(), address)
    }

    /// Counts somebody new who likes, from an address.
    ///
    /// # Errors
    /// [`AppError::RateLimited`] when there were too many.
    pub(crate) fn count_new_liker(&self, address: Option<IpAddr>) -> Result<(), AppError> {
        count(self.new_likers.as_ref(), address)
    }
}

fn count(limiter: Option<&PerAddress>, address: Option<IpAddr>) -> Result<(), AppError> {
    let Some((limiter, address)) = limiter.zip(address) else {
        return Ok(());
    };
    limiter.check_key(&address).map_err(|refusal| {
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
