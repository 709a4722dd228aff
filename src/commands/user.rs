//! `atelier user`: accounts, for whoever may read the data folder. The studio must not be running on an embedded
//! database meanwhile.

use super::Place;
use crate::domain::member::StudioRole;
use crate::server::error::{Error, Result};
use crate::server::service::members;
use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub(super) struct User {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add a member; the password is asked for, or read from standard input.
    Add {
        email: String,
        #[arg(long)]
        name: String,
        /// owner, admin or member.
        #[arg(long, default_value = "member", value_parser = role)]
        role: StudioRole,
    },
    /// List the members.
    List,
    /// Set a password and end the member's sessions.
    Password { email: String },
    /// Change a studio role: owner, admin or member.
    Role {
        email: String,
        #[arg(value_parser = role)]
        role: StudioRole,
    },
}

fn role(text: &str) -> Result<StudioRole, String> {
    StudioRole::parse(text).ok_or_else(|| "use owner, admin or member".to_owned())
}

pub(super) async fn run(command: User) -> Result<()> {
    let studio = command.place.open().await?;
    match command.action {
        Action::Add { email, name, role } => {
            if studio.name().is_none() {
                return Err(Error::conflict("The studio is not set up yet. Start it and open it in a browser first."));
            }
            let password = ask_password().await?;
            let member = members::create(&studio, &name, &email, role, &password).await?;
            println!("added {} <{}>, {}", member.name, member.email, member.role.as_str());
        }
        Action::List => {
            let mut all = studio.catalog.members();
            all.sort_by_key(|member| member.joined);
            for member in all {
                println!("{}\t{}\t{}\tsince {}", member.email, member.name, member.role.as_str(), member.joined.day_words());
            }
        }
        Action::Password { email } => {
            members::by_email(&studio, &email)?;
            let password = ask_password().await?;
            members::set_password(&studio, &email, &password).await?;
            println!("the password of {email} is set; its sessions are ended");
        }
        Action::Role { email, role } => {
            members::set_role(&studio, &email, role).await?;
            println!("{email} is {} now", role.as_str());
        }
    }
    studio.close().await;
    Ok(())
}

/// From the terminal without echo, or the first line of standard input when that is not one.
async fn ask_password() -> Result<String> {
    let read = tokio::task::spawn_blocking(|| {
        use std::io::{BufRead, IsTerminal};
        let input = std::io::stdin();
        if input.is_terminal() {
            return rpassword::prompt_password("Password: ");
        }
        let mut line = String::new();
        input.lock().read_line(&mut line)?;
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    });
    Ok(read.await.map_err(|error| Error::Internal(error.to_string()))??)
}
