//! The deed that cannot be taken back.

use leptos::task::spawn_local;

use super::Bulk;
use crate::api;

impl Bulk {
    /// Deletes the picked assets, which lie in the trash, for good.
    pub fn purge_picked(self) {
        let assets = self.picked();
        spawn_local(async move {
            let answer = api::assets::purge(assets).await;
            self.let_go(&answer);
            self.told(answer, "deleted for good", None);
        });
    }
}
