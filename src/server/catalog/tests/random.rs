//! Thousands of random facts, and after each transaction the answers to random questions of random people.

use super::check::{DAYS, check};
use super::facts::{beginning, step};
use super::marks::go_on;
use super::model::Model;
use crate::server::catalog::{Asked, Catalog};
use crate::server::change::Fact;
use proptest::prelude::*;
use proptest::test_runner::Config;

/// Few at each build; thousands when PROPTEST_CASES says so while it is compiled.
fn cases() -> u32 {
    option_env!("PROPTEST_CASES").map_or(40, |_| Config::default().cases)
}

proptest! {
    #![proptest_config(Config { cases: cases(), failure_persistence: None, max_shrink_iters: 200, ..Config::default() })]

    #[test]
    fn the_catalog_answers_as_the_plain_model(steps in prop::collection::vec(step(), 30)) {
        let (catalog, mut model) = (Catalog::new(DAYS), Model::default());
        catalog.apply(&beginning());
        model.apply(&beginning());
        let mut marks = Vec::new();
        for (nth, step) in steps.iter().enumerate() {
            catalog.apply(&step.facts);
            model.apply(&step.facts);
            prop_assert_eq!(catalog.revision(), nth as u64 + 2);
            check(&catalog, &model, step);
            go_on(&catalog, &model, step, &mut marks);
        }
    }

    /// However a library was reached, telling its records to a new catalog ends in the same answers.
    #[test]
    fn reloading_changes_nothing(steps in prop::collection::vec(step(), 20)) {
        let (catalog, mut model) = (Catalog::new(DAYS), Model::default());
        for facts in std::iter::once(beginning()).chain(steps.iter().map(|step| step.facts.clone())) {
            catalog.apply(&facts);
            model.apply(&facts);
        }
        let again = Catalog::new(DAYS);
        let roles = model.roles.iter().map(|((member, brand), role)| Fact::Role { brand: *brand, member: *member, role: Some(*role) });
        let people = model.members.values().cloned().map(Fact::Member).chain(model.brands.values().cloned().map(Fact::Brand));
        again.apply(&people.chain(roles).collect::<Vec<_>>());
        again.apply(&model.assets.values().cloned().map(|asset| Fact::Asset(Box::new(asset))).collect::<Vec<_>>());
        let collections = model.collections.values().cloned().map(Fact::Collection);
        again.apply(&collections.chain(model.campaigns.values().cloned().map(Fact::Campaign)).collect::<Vec<_>>());
        let filed = model.filed.iter().map(|(collection, asset)| Fact::Filed { asset: *asset, collection: *collection });
        let joined = model.joined.iter().map(|(campaign, asset)| Fact::InCampaign { asset: *asset, campaign: *campaign });
        again.apply(&filed.chain(joined).collect::<Vec<_>>());
        for step in &steps {
            let actors = [&catalog, &again].map(|one| one.actor(step.asker));
            prop_assert_eq!(&actors[0], &actors[1]);
            let Some(actor) = &actors[0] else { continue };
            for query in &step.queries {
                let [was, is] = [&catalog, &again].map(|one| one.page(actor, query, step.now, Asked { start: 0, count: 100, facets: true }));
                prop_assert_eq!(was, is);
            }
        }
    }
}
