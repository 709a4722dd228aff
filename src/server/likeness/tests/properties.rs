//! What holds of any picture.

use super::super::{Descriptor, Index};
use super::edits::dice;
use proptest::prelude::*;
use roaring::RoaringBitmap;

/// A few rectangles of colour on a ground, so that there is something to see.
fn picture(seed: u64, width: u32, height: u32) -> Vec<[u8; 4]> {
    let colour = |n: u64| [dice(n) as u8, dice(n + 1) as u8, dice(n + 2) as u8, 255];
    let mut pixels = vec![colour(seed); (width * height) as usize];
    for n in 0..6 {
        let at = |k: u64, side: u32| (dice(seed * 97 + n * 13 + k) % u64::from(side)) as u32;
        let (left, top) = (at(0, width), at(1, height));
        let (right, bottom) = ((left + 4 + at(2, width / 2)).min(width), (top + 4 + at(3, height / 2)).min(height));
        for y in top..bottom {
            pixels[(y * width + left) as usize..(y * width + right) as usize].fill(colour(seed * 31 + n * 3));
        }
    }
    pixels
}

fn described(seed: u64) -> Descriptor {
    Descriptor::of(96, 72, &picture(seed, 96, 72)).unwrap()
}

fn index(count: u32) -> (Index, RoaringBitmap) {
    let mut index = Index::default();
    for ord in 0..count {
        index.put(ord, &described(u64::from(ord)));
    }
    (index, (0..count).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_same_twice_and_through_bytes(seed in any::<u32>(), width in 1u32..90, height in 1u32..90) {
        let pixels = picture(seed.into(), width.max(4), height.max(4));
        let descriptor = Descriptor::of(width.max(4), height.max(4), &pixels).unwrap();
        prop_assert_eq!(&Descriptor::of(width.max(4), height.max(4), &pixels).unwrap(), &descriptor);
        let bytes = descriptor.to_bytes();
        prop_assert_eq!(bytes.len(), Descriptor::LENGTH);
        prop_assert_eq!(Descriptor::from_bytes(&bytes), Some(descriptor));
    }

    #[test]
    fn any_pixels_are_described(width in 1u32..40, height in 1u32..40, bytes in proptest::collection::vec(any::<[u8; 4]>(), 1600)) {
        prop_assert!(Descriptor::of(width, height, &bytes).is_some());
    }
}

#[test]
fn nothing_is_not_described() {
    assert_eq!(Descriptor::of(0, 10, &[]), None);
    assert_eq!(Descriptor::of(10, 10, &[[0; 4]; 99]), None);
}

#[test]
fn other_versions_are_not_read() {
    let mut bytes = described(1).to_bytes();
    assert_eq!(Descriptor::from_bytes(&bytes[1..]), None);
    assert_eq!(Descriptor::from_bytes(&[]), None);
    bytes[0] += 1;
    assert_eq!(Descriptor::from_bytes(&bytes), None);
}

#[test]
fn the_picture_itself_is_first_and_only_what_is_allowed_is_found() {
    let (index, all) = index(60);
    for ord in [0, 7, 59] {
        let found = index.nearest(&index.get(ord).unwrap(), &all, 10);
        assert_eq!((found[0].ord, found[0].distance, found[0].near_duplicate), (ord, 0, true));
        assert_eq!(found.len(), 10);
        let allowed: RoaringBitmap = all.iter().filter(|other| other % 3 == 1 && *other != ord).collect();
        let found = index.nearest(&index.get(ord).unwrap(), &allowed, 100);
        let ords: RoaringBitmap = found.iter().map(|found| found.ord).collect();
        assert_eq!(ords, allowed);
    }
}

/// A shorter answer is the start of a longer one.
#[test]
fn the_nearest_are_the_nearest() {
    let (index, all) = index(80);
    for ord in 0..20 {
        let asked = index.get(ord).unwrap();
        let long = index.nearest(&asked, &all, 80);
        let key = |found: &super::super::Match| (!found.near_duplicate, found.distance, found.ord);
        assert!(long.is_sorted_by_key(key));
        assert_eq!(index.nearest(&asked, &all, 12)[..], long[..12]);
    }
}

#[test]
fn forgotten_and_renumbered() {
    let (mut index, all) = index(10);
    let third = index.get(3).unwrap();
    index.remove(4);
    index.renumber(|ord| (ord != 5).then_some(ord + 100));
    assert_eq!(index.len(), 8);
    assert_eq!(index.get(103), Some(third.clone()));
    assert!(index.get(3).is_none() && index.get(104).is_none() && index.get(105).is_none());
    assert!(index.nearest(&third, &all, 5).is_empty());
    assert!(index.nearest(&third, &RoaringBitmap::new(), 5).is_empty());
}
