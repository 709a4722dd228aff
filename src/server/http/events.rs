//! `GET /events`: what changed, as server-sent events, only what the listener may see at that moment.

use super::error::Refusal;
use crate::domain::event::Event;
use crate::domain::id::MemberId;
use crate::server::auth::Visit;
use crate::server::events::Announcement;
use crate::server::studio::Studio;
use axum::Extension;
use axum::extract::State;
use axum::response::sse::{self, KeepAlive, Sse};
use futures::{Stream, StreamExt, future, stream};
use std::convert::Infallible;
use tokio_stream::wrappers::BroadcastStream;

/// A stream that begins with [`Event::Refresh`], so that nothing is missed while connecting.
pub async fn events(
    State(studio): State<Studio>,
    Extension(visit): Extension<Visit>,
) -> Result<Sse<impl Stream<Item = Result<sse::Event, Infallible>>>, Refusal> {
    let member = visit.ctx(&studio)?.actor.member;
    let news = BroadcastStream::new(studio.bus.listen());
    let news = news.filter_map(move |message| {
        let event = match message {
            Ok(announcement) => visible(&studio, member, announcement),
            // The browser was too slow and some were dropped.
            Err(_) => Some(Event::Refresh),
        };
        future::ready(event)
    });
    let all = stream::once(future::ready(Event::Refresh)).chain(news);
    let frames = all.map(|event| Ok(sse::Event::default().json_data(event).unwrap_or_default()));
    Ok(Sse::new(frames).keep_alive(KeepAlive::default()))
}

/// Rights are looked up at each event: they may have changed since the stream was opened.
fn visible(studio: &Studio, member: MemberId, announcement: Announcement) -> Option<Event> {
    let actor = studio.catalog.actor(member)?;
    let Some(brand) = announcement.brand else { return Some(announcement.event) };
    let scope = studio.catalog.brand(brand)?.scope();
    actor.sees(&scope).then_some(announcement.event)
}
