//! The eight ways a picture can lie, named as EXIF numbers them.

/// How stored pixels must be turned to stand upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Orientation {
    #[default]
    Upright,
    MirrorX,
    Turn180,
    MirrorY,
    Transpose,
    TurnRight,
    Transverse,
    TurnLeft,
}

impl Orientation {
    const ALL: [Self; 8] = [
        Self::Upright,
        Self::MirrorX,
        Self::Turn180,
        Self::MirrorY,
        Self::Transpose,
        Self::TurnRight,
        Self::Transverse,
        Self::TurnLeft,
    ];

    /// From EXIF's 1 to 8; everything else is upright, as browsers have it.
    pub(super) fn from_exif(value: u32) -> Self {
        let index = usize::try_from(value).ok().and_then(|value| value.checked_sub(1));
        index.and_then(|index| Self::ALL.get(index)).copied().unwrap_or_default()
    }

    /// EXIF's 1 to 8.
    pub(super) fn exif(self) -> u16 {
        match self {
            Self::Upright => 1,
            Self::MirrorX => 2,
            Self::Turn180 => 3,
            Self::MirrorY => 4,
            Self::Transpose => 5,
            Self::TurnRight => 6,
            Self::Transverse => 7,
            Self::TurnLeft => 8,
        }
    }

    /// HEIF's two properties: quarter turns to the left, then a mirroring (`Some(1)` left with right,
    /// `Some(0)` top with bottom).
    pub(super) fn from_heif(turns: u8, mirror: Option<u8>) -> Self {
        match (turns & 3, mirror) {
            (0, None) => Self::Upright,
            (0, Some(0)) | (2, Some(1..)) => Self::MirrorY,
            (0, Some(_)) | (2, Some(0)) => Self::MirrorX,
            (1, None) => Self::TurnLeft,
            (1, Some(0)) | (3, Some(1..)) => Self::Transpose,
            (1, Some(_)) | (3, Some(0)) => Self::Transverse,
            (2, None) => Self::Turn180,
            _ => Self::TurnRight,
        }
    }

    /// Whether width and height change places.
    pub(super) fn swaps(self) -> bool {
        matches!(self, Self::Transpose | Self::TurnRight | Self::Transverse | Self::TurnLeft)
    }

    /// Upright dimensions of a stored width and height.
    pub(super) fn size(self, width: u32, height: u32) -> (u32, u32) {
        if self.swaps() { (height, width) } else { (width, height) }
    }

    /// Turns row-major pixels of the stored `width` and `height` upright.
    pub(super) fn apply<P: Copy>(self, pixels: Vec<P>, width: usize, height: usize) -> Vec<P> {
        let (last_x, last_y) = (width.saturating_sub(1), height.saturating_sub(1));
        let rows = if self.swaps() { width } else { height };
        let columns = if self.swaps() { height } else { width };
        // Where the upright pixel (x, y) lies in the stored picture.
        let from = |x: usize, y: usize| match self {
            Self::Upright => (x, y),
            Self::MirrorX => (last_x - x, y),
            Self::Turn180 => (last_x - x, last_y - y),
            Self::MirrorY => (x, last_y - y),
            Self::Transpose => (y, x),
            Self::TurnRight => (y, last_y - x),
            Self::Transverse => (last_x - y, last_y - x),
            Self::TurnLeft => (last_x - y, x),
        };
        if self == Self::Upright {
            return pixels;
        }
        let mut upright = Vec::with_capacity(pixels.len());
        for y in 0..rows {
            upright.extend((0..columns).map(|x| {
                let (x, y) = from(x, y);
                pixels[y * width + x]
            }));
        }
        upright
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// HEIF's turns and mirrorings, done one after the other, must equal the one orientation they map to.
    #[test]
    fn heif_in_two_steps_is_exif_in_one() {
        let stored: Vec<u8> = (0..6).collect();
        for turns in 0..4u8 {
            for mirror in [None, Some(0), Some(1)] {
                let (mut pixels, mut width, mut height) = (stored.clone(), 3, 2);
                for _ in 0..turns {
                    // A quarter turn to the left: the last column becomes the first row.
                    pixels = (0..width)
                        .rev()
                        .flat_map(|x| (0..height).map(move |y| (x, y)))
                        .map(|(x, y)| pixels[y * width + x])
                        .collect();
                    (width, height) = (height, width);
                }
                if mirror == Some(1) {
                    pixels.chunks_mut(width).for_each(<[u8]>::reverse);
                }
                if mirror == Some(0) {
                    pixels = pixels.chunks(width).rev().flatten().copied().collect();
                }
                let orientation = Orientation::from_heif(turns, mirror);
                assert_eq!(orientation.apply(stored.clone(), 3, 2), pixels, "{turns} {mirror:?}");
            }
        }
    }

    #[test]
    fn exif_numbers() {
        for value in 1..=8 {
            assert_eq!(u32::from(Orientation::from_exif(value).exif()), value);
        }
        assert_eq!(Orientation::from_exif(0), Orientation::Upright);
        assert_eq!(Orientation::from_exif(9), Orientation::Upright);
        assert_eq!(Orientation::TurnRight.size(30, 20), (20, 30));
    }
}
