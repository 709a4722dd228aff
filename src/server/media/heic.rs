//! HEIC: the container is read here, the tiles are decoded by ffmpeg and joined.

use super::colour::{self, Depth, Model, Raw};
use super::ffmpeg::Coded;
use super::heif::{self, Heif, Nclx};
use super::picture::Picture;
use super::tools::Tools;
use super::{Limits, MediaError, avif};
use crate::domain::asset::Facts;
use crate::domain::format::Format;

/// Most tiles of one picture.
const MOST_TILES: usize = 1_024;
/// What stands before each unit of a stream that travels without a container.
const START: [u8; 4] = [0, 0, 0, 1];

/// Decodes the primary item.
pub(super) fn decode(bytes: &[u8], limits: &Limits, tools: &Tools) -> Result<(Picture, Facts), MediaError> {
    let facts = heif::facts(bytes);
    let Some(ffmpeg) = &tools.ffmpeg else {
        let reason = "There is no preview of HEIC photos here, because ffmpeg is not installed on the server.".to_owned();
        return Err(MediaError::Unsupported { reason, facts: Box::new(facts) });
    };
    let picture = (|| {
        let heif = Heif::parse(bytes).ok_or_else(|| MediaError::damaged(Format::Heic, "its index cannot be read"))?;
        let laid = Laid::of(&heif)?;
        limits.check(laid.width, laid.height, 3)?;
        let (columns, rows) = (laid.columns as u32, laid.tiles.len().div_ceil(laid.columns) as u32);
        limits.check(laid.tile.0.saturating_mul(columns), laid.tile.1.saturating_mul(rows), 6)?;
        let stream = stream(&heif, &laid.tiles)?;
        let nclx = heif.nclx(heif.primary());
        let decoded = ffmpeg.hevc(&stream, laid.tile, laid.tiles.len(), nclx.and_then(coded))?;
        let profile = colour::profile(heif.icc(heif.primary())).or_else(|| avif::cicp(nclx?));
        let (width, height) = (laid.width, laid.height);
        let raw = Raw { width, height, model: Model::Rgb, depth: Depth::Eight, bytes: laid.join(&decoded) };
        let mut picture = colour::to_srgb(raw, profile)?;
        picture.orientation = heif.orientation(heif.primary());
        Ok(picture)
    })();
    match picture {
        Ok(picture) => Ok((picture, facts)),
        Err(error @ MediaError::Interrupted) => Err(error),
        Err(MediaError::Broken(reason)) => Err(MediaError::Unsupported { reason, facts: Box::new(facts) }),
        Err(error) => Err(error.knowing(facts)),
    }
}

/// The primary picture and the tiles it is made of: itself, or those of a grid in reading order.
struct Laid {
    width: u32,
    height: u32,
    tiles: Vec<u32>,
    columns: usize,
    /// Pixels of each tile; those that hang over the edge are cut.
    tile: (u32, u32),
}

impl Laid {
    fn of(heif: &Heif) -> Result<Self, MediaError> {
        let damaged = |why| MediaError::damaged(Format::Heic, why);
        let id = heif.primary();
        let (width, height) = heif.size(id).ok_or_else(|| damaged("it does not tell its size"))?;
        let (tiles, columns) = match heif.kind(id).as_ref() {
            Some(b"hvc1") => (vec![id], 1),
            Some(b"grid") => {
                let grid = heif.data(id).unwrap_or_default();
                let &[_, _, rows, columns, ..] = grid.as_ref() else { return Err(damaged("its grid cannot be read")) };
                let (rows, columns) = (usize::from(rows) + 1, usize::from(columns) + 1);
                let tiles = heif.tiles(id).to_vec();
                if tiles.len() != rows * columns || tiles.len() > MOST_TILES {
                    return Err(damaged("its grid lacks tiles"));
                }
                (tiles, columns)
            }
            _ => return Err(MediaError::unsupported("This rare variety of HEIC cannot be drawn; a JPEG of it can.")),
        };
        let sizes: Vec<_> = tiles.iter().map(|tile| heif.size(*tile)).collect();
        let tile = sizes.first().copied().flatten().filter(|(width, height)| *width > 0 && *height > 0);
        let tile = tile.filter(|_| sizes.iter().all(|size| *size == sizes[0])).ok_or_else(|| damaged("its tiles differ"))?;
        let rows = tiles.len() / columns;
        let covered =
            u64::from(tile.0) * columns as u64 >= u64::from(width) && u64::from(tile.1) * rows as u64 >= u64::from(height);
        if !covered {
            return Err(damaged("its tiles leave a gap"));
        }
        Ok(Self { width, height, tiles, columns, tile })
    }

    /// Puts the tiles, one after the other in `decoded`, in their places.
    fn join(&self, decoded: &[u8]) -> Vec<u8> {
        let (width, height) = (self.width as usize, self.height as usize);
        let (across, down) = (self.tile.0 as usize, self.tile.1 as usize);
        let mut whole = vec![0; width * height * 3];
        for (index, tile) in decoded.chunks_exact(across * down * 3).enumerate() {
            let (x, y) = (index % self.columns * across, index / self.columns * down);
            let columns = across.min(width.saturating_sub(x));
            let rows = tile.chunks_exact(across * 3).take(height.saturating_sub(y));
            for (row, pixels) in rows.enumerate() {
                let start = ((y + row) * width + x) * 3;
                whole[start..start + columns * 3].copy_from_slice(&pixels[..columns * 3]);
            }
        }
        whole
    }
}

/// The tiles as one HEVC stream: to the decoder they are frames that stand for themselves.
fn stream(heif: &Heif, tiles: &[u32]) -> Result<Vec<u8>, MediaError> {
    let cut = || MediaError::cut_short(Format::Heic);
    let mut stream = Vec::new();
    for tile in tiles {
        let settings = heif.hevc(*tile).ok_or_else(|| MediaError::damaged(Format::Heic, "a tile lacks its settings"))?;
        let length = parameter_sets(settings, &mut stream).ok_or_else(cut)?;
        let data = heif.data(*tile).ok_or_else(cut)?;
        let mut rest = data.as_ref();
        while !rest.is_empty() {
            let (size, after) = rest.split_at_checked(length).ok_or_else(cut)?;
            let size = size.iter().fold(0usize, |sum, byte| (sum << 8) | usize::from(*byte));
            let (unit, after) = after.split_at_checked(size).ok_or_else(cut)?;
            stream.extend_from_slice(&START);
            stream.extend_from_slice(unit);
            rest = after;
        }
    }
    Ok(stream)
}

/// Writes the parameter sets of a decoder configuration (ISO/IEC 14496-15, 8.3.3); answers how many bytes the length of
/// each unit takes.
fn parameter_sets(settings: &[u8], stream: &mut Vec<u8>) -> Option<usize> {
    let length = usize::from(settings.get(21)? & 3) + 1;
    let (arrays, mut rest) = settings.get(22..)?.split_first()?;
    for _ in 0..*arrays {
        let (head, after) = rest.split_at_checked(3)?;
        rest = after;
        for _ in 0..u16::from_be_bytes([head[1], head[2]]) {
            let (size, after) = rest.split_at_checked(2)?;
            let (unit, after) = after.split_at_checked(usize::from(u16::from_be_bytes([size[0], size[1]])))?;
            stream.extend_from_slice(&START);
            stream.extend_from_slice(unit);
            rest = after;
        }
    }
    Some(length)
}

/// The container's word on the matrix goes before the stream's.
fn coded(nclx: Nclx) -> Option<Coded> {
    let matrix = match nclx.matrix {
        1 => "bt709",
        5 | 6 => "bt601",
        7 => "smpte240m",
        9 | 10 => "bt2020",
        _ => return None,
    };
    Some(Coded { matrix, full_range: nclx.full_range })
}
