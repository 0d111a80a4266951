//! The publication's settings in one form.

use leptos::prelude::*;

use super::desk_field::DeskInput;
use crate::{
    AppError,
    components::{feedback::problem_text, form::FormError},
    context::refused_form_of,
    error::Field,
    model::{Emblem, RatingMarks, SettingKey, SettingsForm, SettingsPage, Sort},
};

/// Shows every setting as it is in force, or as it was typed and refused.
#[component]
pub fn SettingsFormView(
    /// The settings.
    page: SettingsPage,
) -> impl IntoView {
    let refused = refused_form_of("change-settings");
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let kept = |key| page.form.get(key).to_owned();
    let (logo, icon) = (kept(SettingKey::Logo), kept(SettingKey::Icon));
    let form = match &refused {
        Some(refused) => SettingsForm::read(|name| refused.sent(name)),
        None => page.form,
    };
    let told = error.clone().map(|error| {
        let fields = SettingKey::ALL
            .iter()
            .map(|(key, word, _)| (Field::Setting(*key), (*word).to_owned()))
            .collect();
        view! { <FormError error=error fields=fields/> }
    });
    let sheet = Sheet { form, error };
    view! {
        {told}
        <form class="settings" method="post" action="/desk/settings" aria-labelledby="settings-title" novalidate>
            <input type="hidden" name="form" value="change-settings"/>
            {group("The publication", view! {
                {sheet.line(SettingKey::Name, "")} {sheet.line(SettingKey::Tagline, "")}
                <div class="settings__row">
                    {sheet.line(SettingKey::Language, "Of the texts, such as en or pt-BR. Screen readers go by it.")}
                    {sheet
                        .choice(
                            SettingKey::Direction,
                            &[("ltr", "Left to right"), ("rtl", "Right to left")],
                        )}
                </div>
                {sheet.zone(page.time_zones)}
            })}
            {group("Look", view! {
                {emblem(SettingKey::Logo, logo, "Stands at the top of every page instead of the name.")}
                {emblem(SettingKey::Icon, icon, "In the browser’s tab, best a square.")}
                {sheet
                    .line(
                        SettingKey::Accent,
                        "Of links and buttons, such as #8a1c2b; empty for the green that Foyer brings. The dark page takes a paler one by itself.",
                    )}
            })}
            {ratings(&sheet)}
            {conversation(&sheet)}
            {group(
                "Signing in",
                view! {
                    {sheet
                        .choice(
                            SettingKey::OwnerFactor,
                            &[("no", "Their password"), ("yes", "Their password and a code of an app")],
                        )}
                    <p class="small">
                        "An owner without a second factor can do no more than a member until one is set up on the own account."
                    </p>
                },
            )}
            {group("The bottom of every page", view! {
                {sheet
                    .lines(
                        SettingKey::FooterLinks,
                        "One a line: Label | /path or Label | https://address. Published pages stand there by themselves.",
                    )}
            })}
            <div class="settings__end">
                <button class="button" type="submit">
                    "Save settings"
                </button>
            </div>
        </form>
    }
}

/// How films are rated.
fn ratings(sheet: &Sheet) -> impl IntoView + use<> {
    view! {
            {group("Ratings", view! {
                <div class="settings__row">
                    {sheet
                        .line(
                            SettingKey::RatingScale,
                            "Earlier ratings are shown on a new scale and kept as they were given.",
                        )}
                    {sheet.choice(SettingKey::RatingMarks, &RatingMarks::ALL.map(|row| (row.1, row.2)))}
                </div>
                {sheet
                    .lines(
                        SettingKey::RatingLabels,
                        "One a line, the figure first: 4 Not to be missed. Shown beside the rating of a review.",
                    )}
            })}
    }
}

/// How the conversation goes, and what holds floods off.
fn conversation(sheet: &Sheet) -> impl IntoView + use<> {
    view! {
            {group("The conversation", view! {
                <div class="settings__row">
                    {sheet
                        .choice(
                            SettingKey::CommentsOpen,
                            &[("yes", "Open for comments"), ("no", "Closed for comments")],
                        )}
                    {sheet
                        .line(
                            SettingKey::CommentsCloseAfter,
                            "0 for never. What was said stays to be read.",
                        )}
                </div>
                <div class="settings__row">
                    {sheet
                        .choice(
                            SettingKey::ThreadOrder,
                            &Sort::ALL.map(|sort| (sort.key(), sort.label())),
                        )}
                    {sheet.line(SettingKey::ThreadRoots, "With their answers.")}
                    {sheet.line(SettingKey::DrawnDepth, "Deeper answers follow the last level.")}
                </div>
            })}
            {group("Limits", view! {
                <p class="small">"Against floods. 0 takes a limit off."</p>
                <div class="settings__row">
                    {sheet.line(SettingKey::CommentEverySeconds, "")}
                    {sheet.line(SettingKey::CommentsPerMinute, "")}
                    {sheet.line(SettingKey::NewLikersPerDay, "")}
                </div>
            })}
    }
}

/// Shows a picture of the publication's own with the way to another. It is chosen in the library, so the
/// form itself leaves it as it is.
fn emblem(key: SettingKey, value: String, hint: &'static str) -> impl IntoView {
    let picture = Emblem::read(&value).map(|emblem| {
        view! {
            <img
                class="settings__emblem"
                src=emblem.src
                width=emblem.width.to_string()
                height=emblem.height.to_string()
                alt=""
            />
        }
    });
    let take_away = picture.is_some().then(|| {
        view! {
            <label class="check">
                <input type="checkbox" name=key.key() value=""/>
                "Take it away"
            </label>
        }
    });
    view! {
        <div class="field">
            <span class="settings__label">{key.label()}</span>
            {picture}
            <a href=format!("/desk/stills?for={}", key.key())>
                {format!("Choose or send in the {}", key.label().to_lowercase())}
            </a>
            {take_away}
            <span class="field__hint">{hint}</span>
        </div>
    }
}

/// Draws settings that belong together.
fn group(title: &'static str, settings: impl IntoView) -> impl IntoView {
    view! {
        <fieldset class="desk-group">
            <legend class="desk-group__title">{title}</legend>
            {settings}
        </fieldset>
    }
}

/// What is typed, and what is wrong with it.
struct Sheet {
    form: SettingsForm,
    error: Option<AppError>,
}

impl Sheet {
    fn problem(&self, key: SettingKey) -> Option<&'static str> {
        let field = Field::Setting(key);
        let problem = self.error.as_ref()?.problem_of(field)?;
        Some(problem_text(field, problem))
    }

    fn value(&self, key: SettingKey) -> String {
        self.form.get(key).to_owned()
    }

    fn line(&self, key: SettingKey, hint: &'static str) -> impl IntoView + use<> {
        view! {
            <DeskInput
                name=key.key()
                label=key.label()
                value=self.value(key)
                hint=hint
                problem=self.problem(key)
            />
        }
    }

    fn lines(&self, key: SettingKey, hint: &'static str) -> impl IntoView + use<> {
        view! {
            <DeskInput
                name=key.key()
                label=key.label()
                value=self.value(key)
                rows="4"
                hint=hint
                problem=self.problem(key)
            />
        }
    }

    fn zone(&self, zones: Vec<String>) -> impl IntoView + use<> {
        let key = SettingKey::TimeZone;
        view! {
            <DeskInput
                name=key.key()
                label=key.label()
                value=self.value(key)
                hint="Days and times are written in it. Begin to type a city."
                problem=self.problem(key)
                list="time-zones"
            />
            <datalist id="time-zones">
                {zones.into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()}
            </datalist>
        }
    }

    fn choice(
        &self,
        key: SettingKey,
        choices: &[(&'static str, &'static str)],
    ) -> impl IntoView + use<> {
        let chosen = self.value(key);
        let problem = self.problem(key);
        let error_id = format!("{}-error", key.key());
        let options: Vec<_> = choices
            .iter()
            .map(|(word, label)| {
                view! {
                    <option value=*word selected=*word == chosen>
                        {*label}
                    </option>
                }
            })
            .collect();
        view! {
            <div class="field">
                <label for=key.key()>{key.label()}</label>
                <select
                    id=key.key()
                    name=key.key()
                    aria-invalid=problem.is_some().then_some("true")
                    aria-describedby=problem.is_some().then(|| error_id.clone())
                >
                    {options}
                </select>
                {problem
                    .map(|problem| {
                        view! {
                            <span class="field__error" id=error_id>
                                {problem}
                            </span>
                        }
                    })}
            </div>
        }
    }
}
