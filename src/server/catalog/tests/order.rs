//! Newest-first order with many strays, and the comparison of names, against sorting.

use crate::domain::id::{AssetId, Id};
use crate::domain::time::Timestamp;
use crate::server::catalog::names::{compare, key};
use crate::server::catalog::order::{Key, Order};
use proptest::prelude::*;
use proptest::test_runner::Config;
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

fn arrivals() -> impl Strategy<Value = Vec<Option<i64>>> {
    // Mostly in order, some long ago, some taken out again.
    prop::collection::vec(prop_oneof![6 => Just(None), 3 => (0..300i64).prop_map(Some)], 1..200)
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn slices_and_positions(arrivals in arrivals(), removed in prop::collection::vec(0..200u32, 0..40), every in 1..4u32, start in 0..80u64) {
        let keys: Vec<Key> = arrivals.iter().enumerate()
            .map(|(at, late)| Key { added: Timestamp(late.unwrap_or(at as i64 * 2)), id: AssetId(Id(u128::from(at as u32 * 7 % 5) << 64 | at as u128)) })
            .collect();
        let mut order = Order::default();
        for (ord, key) in (0..).zip(&keys) {
            order.insert(ord, *key, |main| keys[main as usize]);
            if let Some(gone) = removed.get(ord as usize / 5).filter(|gone| **gone < ord) {
                order.remove(*gone);
            }
        }
        let gone: Vec<u32> = (0..keys.len() as u32).filter_map(|ord| removed.get(ord as usize / 5).copied().filter(|gone| *gone < ord)).collect();
        let mut sequence: Vec<u32> = (0..keys.len() as u32).filter(|ord| !gone.contains(ord)).collect();
        sequence.sort_by_key(|ord| keys[*ord as usize]);
        prop_assert_eq!(order.sequence(), sequence.clone());

        let set: RoaringBitmap = sequence.iter().copied().filter(|ord| ord % every == 0).collect();
        sequence.retain(|ord| set.contains(*ord));
        sequence.reverse();
        let expected: Vec<u32> = sequence.iter().copied().skip(start as usize).take(30).collect();
        prop_assert_eq!(order.slice(&set, start, 30), expected);
        for (at, ord) in (0..).zip(&sequence) {
            prop_assert_eq!(order.position(&set, *ord), at);
        }
        let cutoff = Timestamp(150);
        let recent: RoaringBitmap = sequence.iter().copied().filter(|ord| keys[*ord as usize].added >= cutoff).collect();
        prop_assert_eq!(order.since(cutoff, |main| keys[main as usize]) & set, recent);
    }

    #[test]
    fn assets_told_again_with_another_key(times in prop::collection::vec((0..12u32, 0..40i64), 1..60)) {
        let mut order = Order::default();
        let mut keys: BTreeMap<u32, Key> = BTreeMap::new();
        for (asset, added) in times {
            // Ordinals are given out in the order of arrival.
            let next = keys.len() as u32;
            let ord = asset.min(next);
            let key = Key { added: Timestamp(added), id: AssetId(Id(u128::from(ord))) };
            if keys.insert(ord, key).is_some() {
                order.remove(ord);
            }
            order.insert(ord, key, |main| keys[&main]);
            let mut sequence: Vec<u32> = keys.keys().copied().collect();
            sequence.sort_by_key(|ord| keys[ord]);
            prop_assert_eq!(order.sequence(), sequence);
        }
    }

    #[test]
    fn name_keys_never_contradict_names(a in "[a-cA-C0-2 ._Äß-]{0,20}", b in "[a-cA-C0-2 ._Äß-]{0,20}") {
        prop_assert!(key(&a) == key(&b) || key(&a).cmp(&key(&b)) == compare(&a, &b));
        prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
    }
}
