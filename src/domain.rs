//! Nouns and rules of the studio: pure, without IO, clock, async, Leptos or database.
//!
//! Glossary: **studio** (the installation), **member** (a person in it), **brand**, **collection**
//! (nestable grouping in a brand), **campaign** (grouping for one initiative, can be public),
//! **asset** (image, video, audio or document), **actor** (the member who asks).

pub mod access;
pub mod asset;
pub mod brand;
pub mod bulk;
pub mod campaign;
pub mod collection;
pub mod colour;
pub mod event;
pub mod file_name;
pub mod format;
pub mod id;
pub mod job;
pub mod library;
pub mod member;
pub mod query;
pub mod rendition;
pub mod review;
pub mod search;
pub mod session;
pub mod share;
pub mod text;
pub mod time;
pub mod token;
pub mod upload;
pub mod version;
