//! Signing in.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{
        account::SignInForm,
        layout::{Head, with_head},
    },
    context::{refused_form_of, signed_in, site_info},
    model::{AccountCard, local_path, query_value},
    server_fns::load_left_here,
};

/// Shows the form one signs in with, or who is signed in already.
#[component]
pub fn SignInScreen() -> impl IntoView {
    let asked = use_query_map()
        .read_untracked()
        .get_str("next")
        .unwrap_or_default()
        .to_owned();
    let next = local_path(&asked).unwrap_or("/").to_owned();
    let head = Head {
        title: format!("Sign in · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    let card = signed_in().filter(|_| refused_form_of("sign-in").is_none());
    let body = match card {
        Some(card) => signed(card, next).into_any(),
        None => ask(next).into_any(),
    };
    with_head(
        head,
        view! {
            <div class="sign-in">
                <h1 class="section-title" id="sign-in-title">
                    "Sign in"
                </h1>
                {body}
            </div>
        },
    )
}

/// Says who is signed in.
fn signed(card: AccountCard, next: String) -> impl IntoView {
    view! {
        <p class="ui">
            "You are signed in as " <bdi>{card.name}</bdi> "."
        </p>
        <div class="sign-in__ways">
            <a class="button" href=next rel="external">
                "Go on"
            </a>
            <a class="button button--quiet" href="/account" rel="external">
                "Your account"
            </a>
        </div>
    }
}

/// Asks who it is.
fn ask(next: String) -> impl IntoView {
    let left = load_left_here();
    let action = format!("/sign-in?next={}", query_value(&next));
    view! {
        <p class="ui">
            "Only needed to write reviews, to moderate, or to keep one name for all you say. To like and to comment, no account is asked for."
        </p>
        {site_info().takes_passkeys().then(|| view! { <PasskeyButton next=next.clone()/> })}
        {Suspend::new(async move {
            let left = left.await.unwrap_or_default();
            view! { <SignInForm action=action next=next left=left/> }
        })}
        {if site_info().has_mail {
            view! {
                <p class="ui">
                    <a href="/forgotten" rel="external">
                        "Password forgotten?"
                    </a>
                </p>
            }
                .into_any()
        } else {
            view! {
                <p class="small">
                    "Password forgotten? The owner gives you a link for a new one, or whoever runs this site, with "
                    <code>"foyer account reset"</code> "."
                </p>
            }
                .into_any()
        }}
    }
}

/// Signs in with a passkey by the browser's own means, and goes on.
const SIGN_IN: &str = "(()=>{const b=document.getElementById('passkey-sign-in'),\
    s=document.getElementById('passkey-state');\
    if(!window.PublicKeyCredential?.parseRequestOptionsFromJSON)return;b.hidden=false;\
    const post=async(path,body)=>{const r=await fetch('/api/accounts/'+path,{method:'POST',\
    headers:{'content-type':'application/json'},body:JSON.stringify(body)});\
    if(!r.ok)throw r;return r.json()};\
    b.addEventListener('click',async()=>{s.textContent='Waiting for your device…';\
    try{const q=await post('ask_to_sign_in',{}),o=JSON.parse(q.options).publicKey,\
    c=await navigator.credentials.get({publicKey:PublicKeyCredential.parseRequestOptionsFromJSON(o)});\
    await post('sign_in_with_passkey',{answer:{ticket:q.ticket,credential:JSON.stringify(c.toJSON())}});\
    location.assign(b.dataset.next)}\
    catch(x){s.textContent=x instanceof Response?\
    x.status==429?'That was often. Try again in a minute.':'This passkey is not known here.':\
    'Your device gave none. You can sign in with your password.'}})})()";

/// Offers to sign in with a passkey, where the browser knows them.
#[component]
fn PasskeyButton(
    /// Where one goes on.
    next: String,
) -> impl IntoView {
    view! {
        <div class="sign-in__passkey">
            <button class="button button--quiet" type="button" id="passkey-sign-in" data-next=next hidden>
                "Sign in with a passkey"
            </button>
            <p class="small" id="passkey-state" role="status"></p>
            <script>{SIGN_IN}</script>
        </div>
    }
}
