//! The JSON API for programs, below `/api/v1`: plain routes over the same services that the server functions call.
//!
//! A route is added with its documentation or not at all: handlers' argument and answer types are both what is enforced
//! and what the [`document`] says. Whatever fails is a [`Problem`](problem::Problem).

mod accept;
mod answer;
mod assets;
mod brands;
mod bulk;
mod caller;
mod campaigns;
mod collections;
mod condition;
mod cursor;
mod document;
mod extract;
mod files;
mod page;
pub mod problem;
mod question;
mod searches;
mod shape;
mod tags;
mod trash;
mod upload;
mod versions;
mod zips;

use self::document::{delete, get, op, patch, post, put};
use crate::server::studio::Studio;
use aide::axum::ApiRouter;
use aide::openapi::OpenApi;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use serde_json::json;
use std::sync::Arc;

/// Where it all lies.
pub const ROOT: &str = "/api/v1";
/// Longest JSON body, in bytes: room for as many ids as an archive takes.
const MOST_BODY: usize = 4 << 20;

/// An id as examples write it.
const EXAMPLE: &str = "01kxyz5q8m0v2r7t3w9b4c6d1e";

/// Below [`ROOT`].
fn at(path: &str) -> String {
    format!("{ROOT}{path}")
}

/// Every route, with the document that describes them.
pub fn routes() -> Router<Studio> {
    let (routes, api) = described();
    let forms = accept::Forms::of(&api);
    let pages = page::routes(Arc::new(api));
    routes.merge(pages).layer(from_fn_with_state(forms, accept::or_refuse))
}

fn described() -> (Router<Studio>, OpenApi) {
    document::begin();
    let mut api = document::frame();
    let routes = ApiRouter::new().nest(ROOT, operations()).finish_api(&mut api);
    document::finish(&mut api);
    (routes.layer(from_fn(answer::unless_known)), api)
}

/// Every operation: its address, its handler, and what to say of it.
fn operations() -> ApiRouter<Studio> {
    let about = ApiRouter::new().api_route("/me", get(brands::me, op("About", "me", "Who asks, and with what")));
    about
        .merge(brand_operations())
        .merge(asset_operations())
        .merge(version_operations())
        .merge(collection_operations())
        .merge(campaign_operations())
        .merge(search_operations())
        .merge(zip_operations())
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .merge(upload_operations())
}

fn brand_operations() -> ApiRouter<Studio> {
    let create = op("Brands", "createBrand", "Create a team brand")
        .sends(json!({ "name": "Saltmarsh" }))
        .says("For owners and admins. You become its manager.");
    let list = op("Brands", "listBrands", "Every brand you see");
    let one = op("Brands", "getBrand", "One brand");
    ApiRouter::new()
        .api_route("/brands", get(brands::list, list).merge(post(brands::create, create)))
        .api_route("/brands/{brand}", get(brands::get, one))
}

fn asset_operations() -> ApiRouter<Studio> {
    let list = op("Assets", "listAssets", "List and search assets")
        .with("?brand=saltmarsh&q=low+tide&rating=4&rating=5&limit=60")
        .fails(&[404])
        .says(
            "Everything you see outside the trash, newest first, narrowed by parameters; those that take several values are \
         repeated (`status=draft&status=in_review`). Go on with `cursor`, or follow the `Link` header.",
        );
    let change = op("Assets", "updateAsset", "Rename, rate or tag an asset")
        .sends(json!({ "rating": 5, "tags": ["koi", "pond"] }))
        .fails(&[409])
        .says("All of it or nothing.");
    let remove = op("Assets", "deleteAsset", "Delete an asset to the trash")
        .fails(&[409])
        .says("It can be restored for 30 days. Approved assets are locked; archive them first.");
    let step = op("Assets", "moveAsset", "Make a move of review")
        .sends(json!({ "move": "submit", "seen": "draft", "note": "Ready for you." }))
        .fails(&[409])
        .says("Submit, withdraw, approve, reject, revise, archive, unarchive; `moves` of the asset says which of them you may.");
    let many = op("Assets", "bulk", "Do one thing to many assets")
        .sends(json!({
            "query": { "brand": "saltmarsh", "tag": ["koi"] },
            "action": { "kind": "add_tags", "tags": ["pond"] },
        }))
        .fails(&[404])
        .says("All changes are one transaction. Assets that may not be changed so are skipped, each with the reason.");
    let file =
        op("Files", "getFile", "The untouched file").with("?download=true").says("Ranges and `HEAD` work as for any file.");
    let rendition = op("Files", "getRendition", "A smaller picture").says("404 while it is not made yet, or where none can be.");
    let purge = op("Trash", "purgeAsset", "Delete an asset in the trash for good").fails(&[409]);
    let empty = op("Trash", "emptyTrash", "Delete everything in the trash for good")
        .with("?brand=saltmarsh")
        .fails(&[404])
        .says("As far as you may.");
    let tags = op("Assets", "listTags", "Tags of the results")
        .with("?brand=saltmarsh&beginning=k")
        .fails(&[404])
        .says("The 40 with most results that have a word with the given beginning, with what each would leave of the results.");
    let one = get(assets::get, op("Assets", "getAsset", "One asset"));
    let one = one.merge(patch(assets::patch, change)).merge(delete(assets::delete, remove));
    let history = op("Assets", "getHistory", "What happened to it in review");
    let restore = op("Trash", "restoreAsset", "Take an asset out of the trash").fails(&[409]);
    ApiRouter::new()
        .api_route("/assets", get(assets::list, list))
        .api_route("/assets/bulk", post(bulk::run, many))
        .api_route("/assets/{asset}", one)
        .api_route("/assets/{asset}/history", get(assets::history, history))
        .api_route("/assets/{asset}/moves", post(assets::step, step))
        .api_route("/assets/{asset}/restore", post(assets::restore, restore))
        .api_route("/assets/{asset}/file", get(files::file, file))
        .api_route("/assets/{asset}/renditions/{size}", get(files::rendition, rendition))
        .api_route("/tags", get(tags::list, tags))
        .api_route("/trash", delete(trash::empty, empty))
        .api_route("/trash/{asset}", delete(assets::purge, purge))
}

fn version_operations() -> ApiRouter<Studio> {
    let op = |id, summary| op("Versions", id, summary);
    let list = op("listVersions", "Versions of an asset").says("Newest first; the first is the current one.");
    let one = op("getVersion", "One version");
    let file = op("getVersionFile", "The untouched file of a version")
        .with("?download=true")
        .says("Ranges and `HEAD` work as for any file.");
    let restore = op("restoreVersion", "Bring an earlier file back")
        .fails(&[409])
        .says("It becomes the newest version; nothing is lost. Assets in review go back to draft; approved and archived ones keep their file.");
    ApiRouter::new()
        .api_route("/assets/{asset}/versions", get(versions::list, list))
        .api_route("/assets/{asset}/versions/{number}", get(versions::get, one))
        .api_route("/assets/{asset}/versions/{number}/file", get(versions::file, file))
        .api_route("/assets/{asset}/versions/{number}/restore", post(versions::restore, restore))
}

fn collection_operations() -> ApiRouter<Studio> {
    let op = |id, summary| op("Collections", id, summary);
    let list = op("listCollections", "Collections with their counts")
        .with("?brand=saltmarsh")
        .fails(&[404])
        .says("Depth first, siblings by name.");
    let change = op("updateCollection", "Rename or move a collection")
        .sends(json!({ "name": "Autumn", "parent": null }))
        .says("All that lies in it moves along.");
    let remove = op("deleteCollection", "Delete a collection").says("Its assets stay, and what lies in it moves up.");
    let file = op("fileAssets", "File assets into a collection")
        .sends(json!({ "assets": [EXAMPLE] }))
        .says("Those of other brands are skipped.");
    let unfile =
        op("unfileAsset", "Take an asset out of a collection").says("For many at once there is the bulk action `unfile`.");
    let create =
        op("createCollection", "Create a collection").sends(json!({ "brand": "saltmarsh", "name": "Autumn 2026" })).fails(&[404]);
    let one = get(collections::get, op("getCollection", "One collection"));
    let one = one.merge(patch(collections::patch, change)).merge(delete(collections::delete, remove));
    ApiRouter::new()
        .api_route("/collections", get(collections::list, list).merge(post(collections::create, create)))
        .api_route("/collections/{collection}", one)
        .api_route("/collections/{collection}/assets", post(collections::file, file))
        .api_route("/collections/{collection}/assets/{asset}", delete(collections::unfile, unfile))
}

fn campaign_operations() -> ApiRouter<Studio> {
    let op = |id, summary| op("Campaigns", id, summary);
    let remove = op("deleteCampaign", "Delete a campaign").says("Its assets stay; its public link ends.");
    let add = op("addToCampaign", "Put assets into a campaign")
        .sends(json!({ "assets": [EXAMPLE] }))
        .says("Those of other brands and those in it already are skipped.");
    let publish = op("publishCampaign", "Turn the public link on")
        .fails(&[409])
        .says("Anyone with the link sees the approved assets. Where it is on already, nothing changes.");
    let unpublish =
        op("unpublishCampaign", "Turn the public link off").says("The link never works again; turning it on makes a new one.");
    let renew = op("renewLink", "Replace the public link").fails(&[409]).says("The old one ends with this request.");
    let list = op("listCampaigns", "Campaigns, newest first").with("?brand=saltmarsh").fails(&[404]);
    let create = op("createCampaign", "Create a private campaign")
        .sends(json!({ "brand": "saltmarsh", "name": "Low tide" }))
        .fails(&[404]);
    let change = op("updateCampaign", "Change name and description").sends(json!({ "description": "Out in May." }));
    let take_out = op("removeFromCampaign", "Take an asset out of a campaign");
    let one = get(campaigns::get, op("getCampaign", "One campaign"));
    let one = one.merge(patch(campaigns::patch, change)).merge(delete(campaigns::delete, remove));
    let link = put(campaigns::publish, publish).merge(delete(campaigns::unpublish, unpublish));
    ApiRouter::new()
        .api_route("/campaigns", get(campaigns::list, list).merge(post(campaigns::create, create)))
        .api_route("/campaigns/{campaign}", one)
        .api_route("/campaigns/{campaign}/assets", post(campaigns::add, add))
        .api_route("/campaigns/{campaign}/assets/{asset}", delete(campaigns::remove, take_out))
        .api_route("/campaigns/{campaign}/link", link.merge(post(campaigns::regenerate, renew)))
}

fn search_operations() -> ApiRouter<Studio> {
    let op = |id, summary| op("Searches", id, summary);
    let list = op("listSearches", "Saved searches, with their counts");
    let create = op("createSearch", "Keep a search under a name").fails(&[404]).sends(json!({
        "name": "Needs tags",
        "query": { "brand": "saltmarsh", "status": ["draft"] },
        "shared": true,
    }));
    let change = op("renameSearch", "Rename a saved search").sends(json!({ "name": "To be tagged" }));
    let remove = op("deleteSearch", "Forget a saved search").says("What it found stays.");
    let one = get(searches::get, op("getSearch", "One saved search"));
    ApiRouter::new()
        .api_route("/searches", get(searches::list, list).merge(post(searches::create, create)))
        .api_route("/searches/{search}", one.merge(patch(searches::patch, change)).merge(delete(searches::delete, remove)))
}

fn zip_operations() -> ApiRouter<Studio> {
    let create = op("Zips", "createZip", "Ask for an archive of many files")
        .sends(json!({ "query": { "brand": "saltmarsh", "status": ["approved"] }, "folders": true }))
        .fails(&[404])
        .says("The answer says where it is fetched, for two days. It holds what you may see when it is fetched.");
    let fetch = op("Zips", "getZip", "The archive").says("Its length is known and any range of it can be fetched.");
    ApiRouter::new().api_route("/zips", post(zips::create, create)).api_route("/zips/{zip}", get(zips::fetch, fetch))
}

fn upload_operations() -> ApiRouter<Studio> {
    let create = op("Assets", "uploadAsset", "Upload a file").with("?brand=saltmarsh&name=koi.jpg").says(
        "Up to 10 GB in one request. Sending the same bytes to the same brand again adds nothing and answers the asset that \
         is there. For uploads that survive a broken connection there is `/upload`, which speaks [tus 1.0](https://tus.io) and \
         takes the same tokens: announce with `Upload-Metadata: brand <base64>,filename <base64>`.",
    );
    let add = op("Versions", "addVersion", "Add a version to an asset").with("?name=koi-final.jpg").fails(&[409]).says(
        "The file becomes the asset's, and the one before it stays. Sending the current file again adds nothing. Assets in \
         review go back to draft; approved and archived ones keep their file. `/upload` takes `version_of <base64>` in place \
         of `brand`.",
    );
    ApiRouter::new()
        .api_route("/assets", post(upload::create, create))
        .api_route("/assets/{asset}/versions", post(versions::add, add))
        .layer(DefaultBodyLimit::disable())
}
