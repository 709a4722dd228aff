//! Many files as one archive: asked for once, and fetched from any byte on.

use super::answer::{Answer, Bytes, Created};
use super::at;
use super::caller::{Caller, Read};
use super::extract::{Body, Path};
use super::files::Wanted;
use super::question::{Question, Selected, selected};
use super::shape::Time;
use crate::domain::bulk::MOST_IN_ZIP;
use crate::domain::id::{AssetId, DownloadId};
use crate::server::http::zip::send;
use crate::server::service::downloads::{self, Choice, LIFE};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which assets, by `assets` or by `query`, and how they lie in the archive.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZipRequest {
    /// These, in this order; at most 100,000.
    #[schemars(length(min = 1, max = MOST_IN_ZIP))]
    assets: Option<Vec<AssetId>>,
    /// Every result of this question at the moment of the request.
    query: Option<Question>,
    /// A folder for each collection.
    #[serde(default)]
    folders: bool,
}

/// An archive that can be fetched.
#[derive(Serialize, JsonSchema)]
pub struct Zip {
    id: DownloadId,
    /// File name.
    name: String,
    /// Length of the archive.
    bytes: u64,
    /// Files in it.
    files: u64,
    /// Until when it can be fetched.
    expires: Time,
    /// Where it is fetched.
    href: String,
}

pub async fn create(caller: Caller<Read>, Body(wanted): Body<ZipRequest>) -> Answer<Created<Zip>> {
    let ZipRequest { assets, query, folders } = wanted;
    let choice = match selected(&caller, assets, query)? {
        Selected::Assets(ids) => Choice::Assets(ids),
        Selected::Results(query) => Choice::Results(query),
    };
    let id = downloads::ask(&caller, &choice, folders).await?;
    let archive = downloads::open(&caller, id).await?;
    let href = at(&format!("/zips/{id}"));
    let (bytes, files) = (archive.plan.length(), archive.plan.count() as u64);
    let body = Zip { id, name: archive.name, bytes, files, expires: Time(caller.now.plus(LIFE)), href: href.clone() };
    Ok(Created { at: href, body })
}

/// An archive in an address.
#[derive(Deserialize, JsonSchema)]
pub struct At {
    /// Its id.
    zip: DownloadId,
}

pub async fn fetch(caller: Caller<Read>, Path(At { zip }): Path<At>, wanted: Wanted) -> Answer<Bytes> {
    let archive = downloads::open(&caller, zip).await?;
    Ok(Bytes(send(archive, &wanted.asked()).await?))
}
