//! Reading a refusal in the browser: a word, or a word with what belongs to it.

use miniserde::{
    Deserialize, Result,
    de::{Map, Visitor},
    make_place,
};

use super::{Action, AppError, Conflict, FieldError, Thing};

make_place!(Place);

#[derive(Deserialize)]
struct Wait {
    retry_after: i64,
}

#[derive(Deserialize)]
struct Cause {
    reference: String,
}

/// What may belong to the word; one of them does.
struct Parts<'a> {
    out: &'a mut Option<AppError>,
    thing: Option<Thing>,
    action: Option<Action>,
    fields: Option<Vec<FieldError>>,
    conflict: Option<Conflict>,
    wait: Option<Wait>,
    cause: Option<Cause>,
}

impl Deserialize for AppError {
    fn begin(out: &mut Option<Self>) -> &mut dyn Visitor {
        Place::new(out)
    }
}

impl Visitor for Place<AppError> {
    fn string(&mut self, word: &str) -> Result<()> {
        self.out = Some(match word {
            "Unavailable" => AppError::Unavailable,
            "SignInRequired" => AppError::SignInRequired,
            _ => AppError::Transport,
        });
        Ok(())
    }

    fn map(&mut self) -> Result<Box<dyn Map + '_>> {
        Ok(Box::new(Parts {
            out: &mut self.out,
            thing: None,
            action: None,
            fields: None,
            conflict: None,
            wait: None,
            cause: None,
        }))
    }
}

impl Map for Parts<'_> {
    fn key(&mut self, word: &str) -> Result<&mut dyn Visitor> {
        Ok(match word {
            "NotFound" => Deserialize::begin(&mut self.thing),
            "Forbidden" => Deserialize::begin(&mut self.action),
            "Invalid" => Deserialize::begin(&mut self.fields),
            "Conflict" => Deserialize::begin(&mut self.conflict),
            "RateLimited" => Deserialize::begin(&mut self.wait),
            "Internal" => Deserialize::begin(&mut self.cause),
            _ => <dyn Visitor>::ignore(),
        })
    }

    fn finish(&mut self) -> Result<()> {
        let error = self
            .thing
            .map(AppError::NotFound)
            .or(self.action.map(AppError::Forbidden))
            .or(self.fields.take().map(AppError::Invalid))
            .or(self.conflict.map(AppError::Conflict))
            .or(self.wait.take().map(|wait| AppError::RateLimited {
                retry_after: wait.retry_after,
            }))
            .or(self.cause.take().map(|cause| AppError::Internal {
                reference: cause.reference,
            }));
        *self.out = Some(error.unwrap_or(AppError::Transport));
        Ok(())
    }
}
