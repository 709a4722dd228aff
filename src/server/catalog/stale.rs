//! What the catalog holds beside assets that the record no longer has: another process may have taken it away.

use super::state::State;
use crate::domain::id::{BrandId, CampaignId, CollectionId, MemberId, SearchId};
use crate::server::change::Fact;
use std::collections::HashSet;

impl State {
    /// Takes away the collections, campaigns, saved searches, tokens and roles that are not among `facts`, which tell
    /// all that there are.
    pub fn stale(&self, facts: &[Fact]) -> Vec<Fact> {
        let mut collections = HashSet::<CollectionId>::new();
        let mut campaigns = HashSet::<CampaignId>::new();
        let mut searches = HashSet::<SearchId>::new();
        let mut tokens = HashSet::<&str>::new();
        let mut roles = HashSet::<(MemberId, BrandId)>::new();
        for fact in facts {
            match fact {
                Fact::Collection(collection) => drop(collections.insert(collection.id)),
                Fact::Campaign(campaign) => drop(campaigns.insert(campaign.id)),
                Fact::Search(search) => drop(searches.insert(search.id)),
                Fact::Token { hash, .. } => drop(tokens.insert(hash)),
                Fact::Role { brand, member, .. } => drop(roles.insert((*member, *brand))),
                _ => {}
            }
        }
        let gone = self.collections.all().map(|group| group.record.id).filter(|id| !collections.contains(id));
        let mut stale: Vec<Fact> = gone.map(Fact::CollectionGone).collect();
        let gone = self.campaigns.all().map(|group| group.record.id).filter(|id| !campaigns.contains(id));
        stale.extend(gone.map(Fact::CampaignGone));
        stale.extend(self.searches.keys().copied().filter(|id| !searches.contains(id)).map(Fact::SearchGone));
        let gone = self.tokens.hashes().filter(|hash| !tokens.contains(hash));
        stale.extend(gone.map(|hash| Fact::TokenGone { hash: hash.to_owned() }));
        let gone = self.directory.roles().filter(|role| !roles.contains(role));
        stale.extend(gone.map(|(member, brand)| Fact::Role { brand, member, role: None }));
        stale
    }
}
