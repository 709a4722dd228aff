//! Dominant colours: the few that a person would name, with their shares.

use super::colour::linear;

/// A dominant colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swatch {
    /// 0xRRGGBB in sRGB.
    pub rgb: u32,
    /// Part of the visible picture, 0 to 1.
    pub share: f32,
}

/// Most colours of one picture.
const MOST: usize = 5;
/// Colours closer than this in Oklab count as one; a tenth is the step from red to orange.
const ALIKE: f32 = 0.09;
/// Smallest share that is told.
const LEAST: f32 = 0.02;
/// Pixels fainter than this are not seen as a colour.
const VISIBLE: u8 = 128;

#[derive(Clone, Copy, Default)]
struct Bin {
    rgb: [f32; 3],
    lab: [f32; 3],
    weight: f32,
}

/// The colours of straight RGBA pixels, most of the picture first; empty where nothing is visible.
pub(super) fn dominant(pixels: &[[u8; 4]]) -> Vec<Swatch> {
    let bins = histogram(pixels);
    let total: f32 = bins.iter().map(|bin| bin.weight).sum();
    let mut centres = seeds(&bins);
    let mut clusters = Vec::new();
    // Settles within a few rounds; the bound keeps the cost known.
    for _ in 0..8 {
        clusters = assign(&bins, &centres);
        centres = clusters.iter().map(|cluster| cluster.lab).collect();
    }
    clusters.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let swatch = |bin: &Bin| Swatch { rgb: pack(bin.rgb), share: bin.weight / total };
    clusters.iter().map(swatch).filter(|swatch| swatch.share >= LEAST).collect()
}

/// Five bits per channel are fine enough to group and few enough to be quick.
fn histogram(pixels: &[[u8; 4]]) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); 1 << 15];
    for [r, g, b, a] in pixels {
        if *a < VISIBLE {
            continue;
        }
        let index = (usize::from(*r) >> 3) << 10 | (usize::from(*g) >> 3) << 5 | usize::from(*b) >> 3;
        let bin = &mut bins[index];
        bin.weight += 1.0;
        for (sum, sample) in bin.rgb.iter_mut().zip([r, g, b]) {
            *sum += f32::from(*sample);
        }
    }
    bins.retain(|bin| bin.weight > 0.0);
    for bin in &mut bins {
        bin.rgb = bin.rgb.map(|sum| sum / bin.weight);
        bin.lab = oklab(bin.rgb);
    }
    bins
}

/// Far-apart colours that many pixels share: the heaviest bin, then ever the heaviest by distance.
fn seeds(bins: &[Bin]) -> Vec<[f32; 3]> {
    let mut seeds: Vec<[f32; 3]> = Vec::new();
    while seeds.len() < MOST {
        let score = |bin: &Bin| {
            let nearest = seeds.iter().map(|seed| distance(bin.lab, *seed)).fold(1.0, f32::min);
            if nearest < ALIKE { 0.0 } else { bin.weight * nearest * nearest }
        };
        let best = bins.iter().max_by(|a, b| score(a).total_cmp(&score(b)));
        match best {
            Some(best) if score(best) > 0.0 => seeds.push(best.lab),
            _ => break,
        }
    }
    seeds
}

/// Each bin joins its nearest centre; a cluster's colours are the means of its bins.
fn assign(bins: &[Bin], centres: &[[f32; 3]]) -> Vec<Bin> {
    let mut clusters = vec![Bin::default(); centres.len()];
    for bin in bins {
        let nearest = |a: &usize, b: &usize| distance(bin.lab, centres[*a]).total_cmp(&distance(bin.lab, centres[*b]));
        let Some(index) = (0..centres.len()).min_by(nearest) else { continue };
        let cluster = &mut clusters[index];
        cluster.weight += bin.weight;
        for channel in 0..3 {
            cluster.rgb[channel] += bin.rgb[channel] * bin.weight;
            cluster.lab[channel] += bin.lab[channel] * bin.weight;
        }
    }
    clusters.retain(|cluster| cluster.weight > 0.0);
    for cluster in &mut clusters {
        cluster.rgb = cluster.rgb.map(|sum| sum / cluster.weight);
        cluster.lab = cluster.lab.map(|sum| sum / cluster.weight);
    }
    clusters
}

fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}

fn pack(rgb: [f32; 3]) -> u32 {
    rgb.iter().fold(0, |packed, sample| packed << 8 | sample.round().clamp(0.0, 255.0) as u32)
}

/// Björn Ottosson's perceptual space: equal distances look equally different.
fn oklab(rgb: [f32; 3]) -> [f32; 3] {
    let [r, g, b] = rgb.map(|sample| linear(sample / 255.0));
    let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
    let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
    let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
    [
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripes(stripes: &[([u8; 4], usize)]) -> Vec<[u8; 4]> {
        stripes.iter().flat_map(|(pixel, count)| vec![*pixel; *count]).collect()
    }

    #[test]
    fn shares_and_order() {
        let found = dominant(&stripes(&[([200, 30, 40, 255], 300), ([20, 60, 200, 255], 600), ([240, 240, 240, 255], 100)]));
        let colours: Vec<u32> = found.iter().map(|swatch| swatch.rgb).collect();
        assert_eq!(colours, [0x143cc8, 0xc81e28, 0xf0f0f0]);
        assert!((found[0].share - 0.6).abs() < 1e-6);
    }

    #[test]
    fn near_colours_are_one_and_clear_ones_none() {
        let found = dominant(&stripes(&[([200, 30, 40, 255], 300), ([204, 33, 41, 255], 300), ([0, 255, 0, 10], 900)]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].share, 1.0);
        assert_eq!(dominant(&stripes(&[([9, 9, 9, 0], 10)])), []);
    }

    #[test]
    fn at_most_five() {
        let many: Vec<[u8; 4]> =
            (0..4096u32).map(|at| [(at * 37 % 256) as u8, (at * 101 % 256) as u8, (at * 59 % 256) as u8, 255]).collect();
        let found = dominant(&many);
        assert!((2..=MOST).contains(&found.len()));
        assert!(found.is_sorted_by(|a, b| a.share >= b.share));
    }
}
