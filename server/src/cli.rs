//! The command line.

mod account;
mod archive;
mod demo;
mod export_wxr;
mod import;
mod letterboxd;
mod migrate;
mod reindex;
mod serve;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Parser, Subcommand};

use crate::{
    clock::{SystemClock, SystemEntropy},
    config::{DEFAULT_ADDR, FileConfig, parse_origin},
    mail::MailConfig,
    site::SiteOptions,
};

/// A self-hosted home for film criticism.
#[derive(Debug, Parser)]
#[command(name = "foyer", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command, before or after its name.
#[derive(Clone, Debug, clap::Args)]
struct Global {
    /// The data folder [default: ./foyer-data]
    #[arg(long, global = true, env = "FOYER_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// The database, `sqlite:FILE` or `postgres://…` [default: foyer.db in the data folder]
    #[arg(long, global = true, env = "FOYER_DATABASE_URL", value_name = "URL")]
    database_url: Option<String>,
    /// The configuration file [default: ./Leptos.toml if it is there]
    #[arg(long, global = true, env = "FOYER_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site
    #[command(after_help = "Example: foyer serve --demo")]
    Serve(ServeArgs),
    /// Bring in reviews from elsewhere
    #[command(subcommand)]
    Import(Import),
    /// Take everything out, to keep it or to move
    #[command(subcommand)]
    Export(Export),
    /// Check that an archive, or the site in the data folder, is whole and comes back as it is
    #[command(after_help = "Example: foyer verify site.zip")]
    Verify(archive::VerifyArgs),
    /// Add people who sign in, and give them new passwords
    #[command(subcommand)]
    Account(Account),
    /// Bring the database's schema up to date
    #[command(after_help = "Example: foyer migrate --data /srv/foyer")]
    Migrate,
    /// Fill the data folder with a large invented publication, to measure and try things on
    #[command(
        after_help = "Example: foyer demo --reviews 10000 --comments 1000000 --seed 1 --data /tmp/large"
    )]
    Demo(DemoArgs),
    /// Make the index of what can be found by search again
    #[command(after_help = "Example: foyer reindex --data /srv/foyer")]
    Reindex,
}

/// Options of `foyer serve`.
#[derive(Clone, Debug, clap::Args)]
struct ServeArgs {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, env = "FOYER_ADDR", value_name = "ADDR")]
    addr: Option<SocketAddr>,
    /// The site's own address, such as `https://reviews.example` [default: the address listened on]
    #[arg(long, env = "FOYER_ORIGIN", value_name = "URL")]
    origin: Option<String>,
    /// Fill an empty data folder with the demo content
    #[arg(long, env = "FOYER_DEMO")]
    demo: bool,
    /// Networks whose forwarded headers are believed, parted by commas
    #[arg(
        long,
        env = "FOYER_TRUSTED_PROXIES",
        value_name = "NETS",
        value_delimiter = ','
    )]
    trusted_proxies: Option<Vec<ipnet::IpNet>>,
    /// The mail server, such as `smtps://user:password@mail.example` [default: no mail]
    #[arg(
        long,
        env = "FOYER_MAIL_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    mail_url: Option<String>,
    /// Whom mail is from, such as `Salt <post@reviews.example>`
    #[arg(long, env = "FOYER_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
}

/// Options of `foyer demo`.
#[derive(Clone, Debug, clap::Args)]
struct DemoArgs {
    /// How many reviews
    #[arg(long, value_name = "N", default_value_t = 100)]
    reviews: u64,
    /// How many comments
    #[arg(long, value_name = "M", default_value_t = 2_000)]
    comments: u64,
    /// What it is made from: the same seed makes the same publication
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Add to what is in the data folder already
    #[arg(long)]
    add: bool,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// A WordPress export (WXR): posts, pages and comments
    #[command(after_help = "Example: foyer import wxr blog.xml --media uploads --pages saved")]
    Wxr(WxrArgs),
    /// A Letterboxd export: reviews, ratings and lists
    #[command(
        after_help = "Example: foyer import letterboxd letterboxd-ines.zip --author ines-aas --dry-run"
    )]
    Letterboxd(letterboxd::ImportArgs),
    /// An archive of another Foyer: everything, with its pictures, into an empty site
    #[command(after_help = "Example: foyer import archive site.zip --data /srv/foyer")]
    Archive(archive::ImportArgs),
}

#[derive(Debug, Subcommand)]
enum Export {
    /// One file of everything, with its pictures (docs/archive.md)
    #[command(after_help = "Example: foyer export archive site.zip --data /srv/foyer")]
    Archive(archive::ExportArgs),
    /// A WordPress export (WXR): posts, pages, tags, comments and the addresses of pictures
    #[command(
        after_help = "Example: foyer export wxr blog.xml --origin https://reviews.example --data /srv/foyer"
    )]
    Wxr(export_wxr::ExportArgs),
}

/// Options of `foyer import wxr`.
#[derive(Clone, Debug, clap::Args)]
struct WxrArgs {
    /// The export
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder with the blog's pictures (wp-content/uploads)
    #[arg(long, env = "FOYER_MEDIA", value_name = "DIR")]
    media: Option<PathBuf>,
    /// Get pictures that are not in that folder from where they were; this asks other sites
    #[arg(long, env = "FOYER_FETCH_MEDIA")]
    fetch_media: bool,
    /// The folder with pages of the blog that a browser saved, to take likes from
    #[arg(long, env = "FOYER_PAGES", value_name = "DIR")]
    pages: Option<PathBuf>,
    /// Say what would be done and do nothing
    #[arg(long, env = "FOYER_DRY_RUN")]
    dry_run: bool,
    /// Report every item rather than the sums
    #[arg(long, env = "FOYER_ITEMS")]
    items: bool,
}

#[derive(Debug, Subcommand)]
enum Account {
    /// Add an account; the password is asked for, or read from standard input
    #[command(
        after_help = "Example: foyer account add --name 'Ines Aas' --email ines@reviews.example --role owner"
    )]
    Add(AddArgs),
    /// Give an account a new password and sign it out everywhere
    #[command(after_help = "Example: foyer account reset --email ines@reviews.example")]
    Reset(ResetArgs),
}

/// Options of `foyer account add`.
#[derive(Clone, Debug, clap::Args)]
struct AddArgs {
    /// The name comments are signed with
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The e-mail address to sign in with
    #[arg(long, value_name = "MAIL")]
    email: String,
    /// What the account may do
    #[arg(long, value_parser = ["owner", "editor", "author", "contributor", "moderator", "member"])]
    role: String,
    /// The author the account signs reviews as, by the last part of their address
    #[arg(long, value_name = "SLUG")]
    author: Option<String>,
}

/// Options of `foyer account reset`.
#[derive(Clone, Debug, clap::Args)]
struct ResetArgs {
    /// The e-mail address of the account
    #[arg(long, value_name = "MAIL")]
    email: String,
}

/// Runs the command line and returns the exit code: 0 done, 1 failed, 2 wrong usage.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    start_log();
    if matches!(cli.command, Command::Import(_) | Command::Demo(_)) {
        share_one_processor();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("the runtime cannot start: {error}")),
    };
    match runtime.block_on(execute(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => fail(&message),
    }
}

/// Keeps the threads of this process on one processor, where the system lets it. Bringing much in is a thread that
/// asks and a thread that answers, in turns; on one processor neither has to be woken elsewhere, which takes
/// longer than most statements, and the others are left to a server that runs beside it.
fn share_one_processor() {
    let mine = core_affinity::get_core_ids().and_then(|mut cores| cores.pop());
    if !mine.is_some_and(core_affinity::set_for_current) {
        tracing::debug!("the threads stay on all processors");
    }
}

fn fail(message: &str) -> ExitCode {
    // One line, whatever is in it: this is what scripts and people read.
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    eprintln!("foyer: {line}");
    ExitCode::from(1)
}

fn start_log() {
    use tracing_subscriber::EnvFilter;
    let filter =
        EnvFilter::try_from_env("FOYER_LOG").unwrap_or_else(|_| EnvFilter::new("warn,server=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

async fn execute(cli: Cli) -> Result<(), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let file = FileConfig::load(cli.global.config.as_deref()).map_err(|error| text(&error))?;
    match cli.command {
        Command::Serve(args) => serve::run(serve_options(&cli.global, args, file)?).await,
        Command::Import(Import::Wxr(args)) => {
            import::run(options(&cli.global, &file, DEFAULT_ORIGIN.to_owned()), args).await
        }
        Command::Import(Import::Letterboxd(args)) => {
            letterboxd::run(options(&cli.global, &file, DEFAULT_ORIGIN.to_owned()), args).await
        }
        Command::Import(Import::Archive(args)) => {
            archive::import(options(&cli.global, &file, DEFAULT_ORIGIN.to_owned()), args).await
        }
        Command::Export(Export::Archive(args)) => {
            archive::export(options(&cli.global, &file, DEFAULT_ORIGIN.to_owned()), args).await
        }
        Command::Export(Export::Wxr(args)) => {
            let named = args.origin.clone().or_else(|| file.origin.clone());
            let origin =
                named.ok_or("say where the site is, with --origin https://reviews.example")?;
            let origin = parse_origin(&origin).map_err(|error| text(&error))?;
            export_wxr::run(options(&cli.global, &file, origin), args).await
        }
        Command::Verify(args) => {
            Box::pin(archive::verify(
                options(&cli.global, &file, DEFAULT_ORIGIN.to_owned()),
                args,
            ))
            .await
        }
        Command::Account(command) => {
            account::run(
                options(&cli.global, &file, DEFAULT_ORIGIN.to_owned()),
                command,
            )
            .await
        }
        Command::Migrate => {
            migrate::run(options(&cli.global, &file, DEFAULT_ORIGIN.to_owned())).await
        }
        Command::Demo(args) => {
            demo::run(options(&cli.global, &file, DEFAULT_ORIGIN.to_owned()), args).await
        }
        Command::Reindex => {
            reindex::run(options(&cli.global, &file, DEFAULT_ORIGIN.to_owned())).await
        }
    }
}

/// The address of a site whose pages nobody asks for.
const DEFAULT_ORIGIN: &str = "http://127.0.0.1:3000";

fn options(global: &Global, file: &FileConfig, origin: String) -> SiteOptions {
    let data = global.data.clone().or_else(|| file.data.clone());
    SiteOptions {
        data: data.unwrap_or_else(|| PathBuf::from("./foyer-data")),
        database_url: global
            .database_url
            .clone()
            .or_else(|| file.database_url.clone()),
        origin,
        site: file.site.clone(),
        limits: file.limits.clone(),
        trusted_proxies: file.trusted_proxies.clone().unwrap_or_default(),
        mail: file.mail.clone(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
    }
}

/// What `foyer serve` runs with.
struct ServeOptions {
    site: SiteOptions,
    addr: SocketAddr,
    has_origin: bool,
    demo: bool,
}

fn serve_options(
    global: &Global,
    args: ServeArgs,
    file: FileConfig,
) -> Result<ServeOptions, String> {
    let default: SocketAddr = DEFAULT_ADDR
        .parse()
        .map_err(|_| "the default address is none".to_owned())?;
    let addr = args.addr.or(file.addr).unwrap_or(default);
    let named = args.origin.or_else(|| file.origin.clone());
    let has_origin = named.is_some();
    let origin = parse_origin(&named.unwrap_or_else(|| format!("http://{addr}")))
        .map_err(|error| error.to_string())?;
    let mut site = options(global, &file, origin);
    if let Some(proxies) = args.trusted_proxies {
        site.trusted_proxies = proxies;
    }
    let in_file = file.mail.as_ref();
    let url = args.mail_url.or(in_file.map(|mail| mail.url.clone()));
    let from = args.mail_from.or(in_file.map(|mail| mail.from.clone()));
    site.mail = url.zip(from).map(|(url, from)| MailConfig { url, from });
    Ok(ServeOptions {
        site,
        addr,
        has_origin,
        demo: args.demo || file.demo.unwrap_or(false),
    })
}
