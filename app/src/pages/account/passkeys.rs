//! The passkeys of an account.

use leptos::prelude::*;

use super::sections::PLACE;
use crate::{
    components::form::{TextField, problem_of, refusal},
    context::{refused_form_of, site_info},
    error::Field,
    model::PasskeyLine,
};

/// Makes a passkey with the browser's own means: asks for one, and sends what the device answers.
const ADD: &str = "(()=>{const f=document.getElementById('passkey-add'),\
    s=document.getElementById('passkey-state');\
    if(!window.PublicKeyCredential?.parseCreationOptionsFromJSON)return;\
    f.hidden=false;document.getElementById('passkey-none').hidden=true;\
    const post=async(path,body)=>{const r=await fetch('/api/accounts/'+path,{method:'POST',\
    headers:{'content-type':'application/json'},body:JSON.stringify(body)});\
    if(!r.ok)throw r;return r.json()};\
    f.addEventListener('submit',async e=>{e.preventDefault();s.textContent='Waiting for your device…';\
    try{const q=await post('ask_for_passkey',{password:f.elements.password.value}),\
    o=JSON.parse(q.options).publicKey;o.authenticatorSelection={...o.authenticatorSelection,\
    residentKey:'required',requireResidentKey:true};\
    const c=await navigator.credentials.create({publicKey:PublicKeyCredential.parseCreationOptionsFromJSON(o)});\
    await post('add_passkey',{answer:{ticket:q.ticket,credential:JSON.stringify(c.toJSON()),\
    name:f.elements.name.value}});location.assign('/account?done=passkey#passkeys')}\
    catch(x){s.textContent=x instanceof Response?\
    x.status==400?'That is not the password, or the passkey is known already.':\
    x.status==429?'That was often. Try again in a minute.':'It was not added. Try again.':\
    'Your device made none. Nothing is changed.'}})})()";

/// Passkeys: adding and removing them.
#[component]
pub(super) fn PasskeySection(passkeys: Vec<PasskeyLine>) -> impl IntoView {
    let has_some = !passkeys.is_empty();
    view! {
        <section class="account__section" id="passkeys" aria-labelledby="passkeys-title">
            <h2 class="account__title" id="passkeys-title">
                "Passkeys"
            </h2>
            <p class="ui">
                "A passkey signs you in with your finger, your face or your device's own code, without a password."
            </p>
            {has_some.then(|| view! { <Known passkeys=passkeys/> })}
            {if site_info().takes_passkeys() {
                view! { <AddPasskey/> }.into_any()
            } else {
                view! {
                    <p class="small">
                        "They are made for sites whose address has a name, and the address of this one is a number."
                    </p>
                }
                    .into_any()
            }}
        </section>
    }
}

/// Adds one, by a script.
#[component]
fn AddPasskey() -> impl IntoView {
    view! {
            <p class="small" id="passkey-none">
                "To add one, use a browser that knows passkeys, with scripts on."
            </p>
            <form class="account__form" id="passkey-add" aria-label="Add a passkey" hidden>
                <TextField
                    id="passkey-name"
                    name="name"
                    label="What you call it"
                    hint="Such as laptop or phone."
                    problem=None
                />
                <TextField
                    id="passkey-password"
                    name="password"
                    label="Your password"
                    kind="password"
                    autocomplete="current-password"
                    problem=None
                />
                <button class="button button--quiet" type="submit">
                    "Add a passkey"
                </button>
                <p class="small" id="passkey-state" role="status"></p>
            </form>
            <script>{ADD}</script>
    }
}

/// The passkeys there are.
#[component]
fn Known(passkeys: Vec<PasskeyLine>) -> impl IntoView {
    let refused = refused_form_of("remove-passkey");
    let refused = refused.as_ref();
    let told = refusal(refused, &[(Field::Password, "passkey-off-password")]);
    let wrong = problem_of(refused, Field::Password);
    let lines: Vec<_> = passkeys
        .into_iter()
        .map(|passkey| {
            let used = match passkey.used {
                Some(used) => format!("last used {}", used.label),
                None => "never used yet".to_owned(),
            };
            let label = format!("Remove {}", passkey.name);
            view! {
                <li class="account__session">
                    <div>
                        <p class="ui">
                            <bdi>{passkey.name}</bdi>
                        </p>
                        <p class="small">{format!("Added {}, {used}", passkey.added.label)}</p>
                    </div>
                    <button
                        class="text-button"
                        type="submit"
                        name="passkey"
                        value=passkey.id.to_string()
                        aria-label=label
                    >
                        "Remove"
                    </button>
                </li>
            }
        })
        .collect();
    view! {
        <form class="account__form" method="post" action=PLACE aria-label="Remove a passkey" novalidate>
            {told} <input type="hidden" name="form" value="remove-passkey"/>
            <ul class="account__sessions">{lines}</ul>
            <TextField
                id="passkey-off-password"
                name="password"
                label="Your password, to remove one"
                kind="password"
                autocomplete="current-password"
                problem=wrong
            />
        </form>
    }
}
