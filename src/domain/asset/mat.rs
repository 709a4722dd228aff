//! What a transparent picture is laid on.

use serde::{Deserialize, Serialize};

/// What a picture is laid on, so that what is transparent in it does not take the rest along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mat {
    /// The theme's own: nothing in it is lost on a dark ground or on a light one.
    #[default]
    Plain,
    /// Light in both themes, for dark ink.
    Light,
    /// Dark in both themes, for white ink.
    Dark,
    /// Middle grey, for both inks in one picture.
    Middle,
}

impl Mat {
    /// Colours that decide: the rest is too little of the picture.
    const DECIDING: usize = 3;
    /// Relative luminance under which a colour is lost on the dark mat, and above which on the light one.
    const LOST: (f64, f64) = (0.048, 0.46);

    /// The one for a picture with these dominant colours (0xRRGGBB, most of the picture first).
    pub fn of(alpha: bool, colours: &[u32]) -> Self {
        if !alpha {
            return Self::Plain;
        }
        let lights = || colours.iter().take(Self::DECIDING).map(|colour| luminance(*colour));
        match (lights().any(|light| light < Self::LOST.0), lights().any(|light| light > Self::LOST.1)) {
            (true, true) => Self::Middle,
            (true, false) => Self::Light,
            (false, true) => Self::Dark,
            (false, false) => Self::Plain,
        }
    }
}

/// Relative luminance of an sRGB colour, 0 to 1.
fn luminance(colour: u32) -> f64 {
    let channel = |shift: u32| {
        let value = f64::from(colour >> shift & 255) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparent_pictures_lie_where_they_read() {
        let mat = |colours: &[u32]| Mat::of(true, colours);
        assert_eq!(Mat::of(false, &[0x000000]), Mat::Plain);
        assert_eq!(mat(&[]), Mat::Plain);
        assert_eq!(mat(&[0x000000]), Mat::Light);
        assert_eq!(mat(&[0x1b1464, 0xd0202e]), Mat::Light);
        assert_eq!(mat(&[0xffffff]), Mat::Dark);
        assert_eq!(mat(&[0x3578e5, 0xd0202e]), Mat::Plain);
        assert_eq!(mat(&[0x101010, 0xf7f7f7]), Mat::Middle);
        assert_eq!(mat(&[0x3578e5, 0xd0202e, 0x00a050, 0x000000]), Mat::Plain, "what little there is may go under");
    }
}
