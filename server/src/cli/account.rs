//! `foyer account`.

use std::io::{BufRead as _, IsTerminal as _};

use app::{
    AppError,
    components::feedback::{field_name, form_message, problem_text},
    model::Role,
};

use super::{Account, AddArgs, ResetArgs};
use crate::{
    service::accounts::{self, ByHand},
    site::{Site, SiteOptions},
};

/// Adds an account or gives one a new password, also beside a running server.
pub(super) async fn run(options: SiteOptions, command: Account) -> Result<(), String> {
    let site = Site::open(options)
        .await
        .map_err(|error| error.to_string())?;
    let outcome = match command {
        Account::Add(args) => add(&site, args).await,
        Account::Reset(args) => reset(&site, args).await,
    };
    site.close().await;
    outcome
}

async fn add(site: &Site, args: AddArgs) -> Result<(), String> {
    let role = Role::from_key(&args.role).ok_or("there is no such role")?;
    let author = match args.author {
        Some(slug) => Some(
            slug.parse()
                .map_err(|_| format!("{slug} is no author's slug"))?,
        ),
        None => None,
    };
    let new = ByHand {
        name: args.name.clone(),
        email: args.email,
        role,
        password: ask_for_password()?,
        author,
    };
    accounts::add(&site.core, new)
        .await
        .map_err(|error| words(&error))?;
    eprintln!("{} may sign in now, as {}.", args.name, role.key());
    Ok(())
}

async fn reset(site: &Site, args: ResetArgs) -> Result<(), String> {
    let password = ask_for_password()?;
    let is_there = accounts::reset(&site.core, &args.email, password)
        .await
        .map_err(|error| words(&error))?;
    if !is_there {
        return Err("no account has this address; foyer account add makes one".to_owned());
    }
    eprintln!("The password is changed, and the account is signed out everywhere.");
    Ok(())
}

/// Asks for a password twice without showing it, or takes the first line of standard input.
fn ask_for_password() -> Result<String, String> {
    let cannot = |error: std::io::Error| format!("the password cannot be read: {error}");
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .map_err(cannot)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let first = rpassword::prompt_password("Password: ").map_err(cannot)?;
    let again = rpassword::prompt_password("Once more: ").map_err(cannot)?;
    if first == again {
        Ok(first)
    } else {
        Err("the two passwords differ; nothing was changed".to_owned())
    }
}

/// Says in one line why it was refused.
fn words(error: &AppError) -> String {
    if let AppError::Invalid(fields) = error {
        let all: Vec<String> = fields
            .iter()
            .map(|wrong| {
                let text = problem_text(wrong.field, wrong.problem);
                format!("{}: {text}", field_name(wrong.field))
            })
            .collect();
        return all.join(" ");
    }
    let (title, text) = form_message(error);
    format!("{title} {text}")
}
