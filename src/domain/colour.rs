//! The colours people name, and which of them a pixel's colour is.

use serde::{Deserialize, Serialize};

/// A colour by its everyday name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    Blue,
    Purple,
    Pink,
    Brown,
    Beige,
    White,
    Grey,
    Black,
}

/// How many of an asset's dominant colours it is found by; those after them are accents of a few per cent.
pub const NAMED: usize = 3;

impl Colour {
    pub const ALL: [Self; 13] = [
        Self::Red,
        Self::Orange,
        Self::Yellow,
        Self::Green,
        Self::Teal,
        Self::Blue,
        Self::Purple,
        Self::Pink,
        Self::Brown,
        Self::Beige,
        Self::White,
        Self::Grey,
        Self::Black,
    ];

    /// The URL form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Purple => "purple",
            Self::Pink => "pink",
            Self::Brown => "brown",
            Self::Beige => "beige",
            Self::White => "white",
            Self::Grey => "grey",
            Self::Black => "black",
        }
    }

    /// The word people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Red => "Red",
            Self::Orange => "Orange",
            Self::Yellow => "Yellow",
            Self::Green => "Green",
            Self::Teal => "Teal",
            Self::Blue => "Blue",
            Self::Purple => "Purple",
            Self::Pink => "Pink",
            Self::Brown => "Brown",
            Self::Beige => "Beige",
            Self::White => "White",
            Self::Grey => "Grey",
            Self::Black => "Black",
        }
    }

    /// A middling colour of the name, 0xRRGGBB, to draw it with.
    pub fn sample(self) -> u32 {
        match self {
            Self::Red => 0xcf_24_2b,
            Self::Orange => 0xee_80_1e,
            Self::Yellow => 0xf2_c9_2c,
            Self::Green => 0x3c_9a_4b,
            Self::Teal => 0x1f_a3_a3,
            Self::Blue => 0x2f_62_d1,
            Self::Purple => 0x7d_47_bd,
            Self::Pink => 0xee_8a_b4,
            Self::Brown => 0x7a_4a_27,
            Self::Beige => 0xd9_c3_a0,
            Self::White => 0xff_ff_ff,
            Self::Grey => 0x8c_8c_8c,
            Self::Black => 0x11_11_11,
        }
    }

    /// Reads the URL form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.as_str() == text)
    }

    /// The name of an sRGB colour, 0xRRGGBB.
    ///
    /// Judged in Oklab by lightness (0 to 1), chroma and hue (degrees): near grey by lightness alone, else by hue,
    /// where dark orange is brown and pale orange is beige.
    pub fn of(rgb: u32) -> Self {
        let (light, chroma, hue) = oklch(rgb);
        if chroma < 0.028 || (light < 0.26 && chroma < 0.05) {
            return match light {
                ..0.3 => Self::Black,
                0.3..0.88 => Self::Grey,
                _ => Self::White,
            };
        }
        match hue {
            12.0..42.0 if light >= 0.76 && chroma < 0.09 => Self::Beige,
            12.0..30.0 if light >= 0.7 => Self::Pink,
            12.0..42.0 if light < 0.62 && chroma < 0.09 => Self::Brown,
            38.0..42.0 if light >= 0.68 => Self::Orange,
            12.0..42.0 => Self::Red,
            42.0..75.0 if light < 0.64 => Self::Brown,
            42.0..118.0 if chroma < 0.085 && light >= 0.7 => Self::Beige,
            42.0..75.0 => Self::Orange,
            75.0..100.0 if light < 0.6 => Self::Brown,
            100.0..118.0 if light < 0.62 => Self::Green,
            75.0..118.0 => Self::Yellow,
            118.0..165.0 => Self::Green,
            165.0..220.0 => Self::Teal,
            220.0..285.0 => Self::Blue,
            285.0..318.0 => Self::Purple,
            318.0..335.0 if light < 0.72 => Self::Purple,
            _ => Self::Pink,
        }
    }
}

/// The names of an asset's dominant colours (0xRRGGBB, most of the picture first), each once.
pub fn named(colours: &[u32]) -> Vec<Colour> {
    let mut named = Vec::with_capacity(NAMED);
    for colour in colours.iter().take(NAMED).map(|rgb| Colour::of(*rgb)) {
        if !named.contains(&colour) {
            named.push(colour);
        }
    }
    named
}

/// Lightness 0 to 1, chroma, and hue in degrees, 0 to 360.
fn oklch(rgb: u32) -> (f64, f64, f64) {
    let linear = |shift: u32| {
        let sample = f64::from(rgb >> shift & 0xff) / 255.0;
        if sample <= 0.040_45 { sample / 12.92 } else { ((sample + 0.055) / 1.055).powf(2.4) }
    };
    let (r, g, b) = (linear(16), linear(8), linear(0));
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    let light = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
    let green_red = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
    let blue_yellow = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
    let hue = blue_yellow.atan2(green_red).to_degrees();
    (light, green_red.hypot(blue_yellow), hue.rem_euclid(360.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_people_use_them() {
        use Colour::*;
        for (rgb, name) in [
            (0xff_00_00, Red),
            (0x80_00_00, Red),
            (0xdc_14_3c, Red),
            (0xff_8c_00, Orange),
            (0xff_7f_50, Orange),
            (0xff_ff_00, Yellow),
            (0xff_d7_00, Yellow),
            (0xc9_a2_27, Yellow),
            (0x00_80_00, Green),
            (0x80_80_00, Green),
            (0x2e_8b_57, Green),
            (0x90_ee_90, Green),
            (0x00_80_80, Teal),
            (0x40_e0_d0, Teal),
            (0x00_00_80, Blue),
            (0x1e_90_ff, Blue),
            (0xad_d8_e6, Teal),
            (0x87_ce_eb, Blue),
            (0x80_00_80, Purple),
            (0xe6_c8_fa, Purple),
            (0x93_70_db, Purple),
            (0xff_69_b4, Pink),
            (0xff_c0_cb, Pink),
            (0x8b_45_13, Brown),
            (0xa0_52_2d, Brown),
            (0x5c_40_33, Brown),
            (0xd2_b4_8c, Beige),
            (0xf5_de_b3, Beige),
            (0xff_ff_ff, White),
            (0xf2_f2_f0, White),
            (0x80_80_80, Grey),
            (0x2f_4f_4f, Teal),
            (0x00_00_00, Black),
            (0x1a_14_12, Black),
        ] {
            assert_eq!(Colour::of(rgb), name, "{rgb:06x} {:?}", oklch(rgb));
        }
        for colour in Colour::ALL {
            assert_eq!(Colour::of(colour.sample()), colour);
            assert_eq!(Colour::parse(colour.as_str()), Some(colour));
        }
    }

    #[test]
    fn accents_do_not_count() {
        assert_eq!(named(&[0xffffff, 0xfafafa, 0x0000ff, 0xff0000]), [Colour::White, Colour::Blue]);
        assert_eq!(named(&[]), []);
    }
}
