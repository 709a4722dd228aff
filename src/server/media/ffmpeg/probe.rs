//! What ffprobe tells of a file: streams, duration, turning and the camera's date.

use super::{Arguments, Ffmpeg, LONG, MEMORY, SHORT, address, demuxer, refused};
use crate::domain::format::Format;
use crate::domain::time::Timestamp;
use crate::server::media::bounded::{self, Bounds};
use crate::server::media::{MediaError, exif};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// Most bytes of its answer.
const ANSWER: u64 = 4 << 20;

/// A file that plays.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::server::media) struct Probed {
    /// Milliseconds; 0 where the file does not tell.
    pub duration: u32,
    /// Its moving picture.
    pub film: Option<Film>,
    /// Whether a still picture goes with it.
    pub cover: bool,
    pub sound: bool,
    /// "H.264, AAC".
    pub codecs: String,
    pub taken: Option<Timestamp>,
}

/// A moving picture, as it is shown: turned, and with square pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::server::media) struct Film {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Frames in a second; a guess where the file does not tell.
    pub rate: f64,
    /// The matrix of its colours is not told, and its size is that of television in high definition.
    pub unsaid_709: bool,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Container,
}

#[derive(Default, Deserialize)]
struct Container {
    duration: Option<String>,
    #[serde(default)]
    tags: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Stream {
    #[serde(default)]
    codec_type: String,
    #[serde(default)]
    codec_name: String,
    #[serde(default)]
    width: u32,
    #[serde(default)]
    height: u32,
    sample_aspect_ratio: Option<String>,
    avg_frame_rate: Option<String>,
    color_space: Option<String>,
    duration: Option<String>,
    #[serde(default)]
    disposition: Disposition,
    #[serde(default)]
    side_data_list: Vec<SideData>,
    #[serde(default)]
    tags: HashMap<String, String>,
}

#[derive(Default, Deserialize)]
struct Disposition {
    #[serde(default)]
    attached_pic: u8,
}

#[derive(Deserialize)]
struct SideData {
    rotation: Option<f64>,
}

impl Ffmpeg {
    /// Looks into a file of that format.
    pub(in crate::server::media) fn probe(&self, file: &Path, format: Format) -> Result<Probed, MediaError> {
        let arguments = Arguments::default()
            .plus(["-hide_banner", "-v", "error", "-protocol_whitelist", "file,pipe", "-f", demuxer(format)])
            .plus(["-show_format", "-show_streams", "-of", "json"])
            .plus([address(file)]);
        let bounds = Bounds { time: SHORT, memory: MEMORY, output: ANSWER, file: 0 };
        let mut answer = Vec::new();
        let outcome = bounded::run(&self.ffprobe, &arguments.0, None, &bounds, &self.stop, |said| answer.extend_from_slice(said));
        outcome.map_err(refused)?;
        let answer = serde_json::from_slice(&answer).map_err(|error| MediaError::damaged(format, error))?;
        let probed = read(answer);
        match (probed.film, probed.sound) {
            (None, false) => Err(MediaError::damaged(format, "it holds nothing that plays")),
            _ => Ok(probed),
        }
    }

    /// Milliseconds of a film that does not tell, found by going through it to its end.
    pub(in crate::server::media) fn measure(&self, file: &Path, format: Format) -> Result<u32, MediaError> {
        let arguments = Arguments::ffmpeg().input(file, format).plus([
            "-map",
            "0:V:0",
            "-c",
            "copy",
            "-progress",
            "pipe:1",
            "-f",
            "null",
            "-",
        ]);
        let bounds = Bounds { time: LONG, memory: MEMORY, output: ANSWER, file: 0 };
        let mut told = Vec::new();
        self.run(arguments, None, &bounds, |said| told.extend_from_slice(said))?;
        let told = String::from_utf8_lossy(&told);
        let last = told.lines().rev().find_map(|line| line.strip_prefix("out_time_us=")?.trim().parse::<u64>().ok());
        Ok(last.map_or(0, |micros| u32::try_from(micros / 1_000).unwrap_or(u32::MAX)))
    }
}

fn read(answer: Answer) -> Probed {
    let Answer { streams, format } = answer;
    let shows = |stream: &&Stream| stream.codec_type == "video" && stream.width > 0 && stream.height > 0;
    let film = streams.iter().filter(shows).find(|stream| stream.disposition.attached_pic == 0);
    let cover = streams.iter().any(|stream| stream.codec_type == "video" && stream.disposition.attached_pic == 1);
    let sound = streams.iter().find(|stream| stream.codec_type == "audio" && !stream.codec_name.is_empty());
    let told = [film, sound].into_iter().flatten().filter_map(|stream| stream.duration.as_deref());
    let duration = format.duration.as_deref().into_iter().chain(told).find_map(milliseconds).unwrap_or_default();
    let names: Vec<_> = [film, sound].into_iter().flatten().map(|stream| codec_label(&stream.codec_name)).collect();
    let tags = [Some(&format.tags), film.map(|stream| &stream.tags)];
    let taken = tags.into_iter().flatten().find_map(taken);
    Probed { duration, film: film.map(shape), cover, sound: sound.is_some(), codecs: names.join(", "), taken }
}

fn shape(stream: &Stream) -> Film {
    let (mut width, mut height) = (stream.width, stream.height);
    if let Some((across, down)) = stream.sample_aspect_ratio.as_deref().and_then(|ratio| fraction(ratio, ':'))
        && across > 0.0
        && down > 0.0
    {
        width = ((f64::from(width) * across / down).round() as u32).max(1);
    }
    let turned = stream.side_data_list.iter().find_map(|data| data.rotation);
    let turned = turned.or_else(|| stream.tags.get("rotate").and_then(|degrees| degrees.parse().ok())).unwrap_or_default();
    if (turned / 90.0).round() as i64 % 2 != 0 {
        (width, height) = (height, width);
    }
    let rate = stream.avg_frame_rate.as_deref().and_then(|rate| fraction(rate, '/')).map(|(frames, seconds)| frames / seconds);
    let rate = rate.filter(|rate| rate.is_finite() && *rate > 0.0).unwrap_or(30.0);
    let unsaid = stream.color_space.as_deref().is_none_or(|space| matches!(space, "unknown" | "reserved"));
    Film { width, height, rate, unsaid_709: unsaid && width.max(height) >= 1_280 }
}

fn fraction(text: &str, between: char) -> Option<(f64, f64)> {
    let (one, other) = text.split_once(between)?;
    Some((one.parse().ok()?, other.parse().ok()?))
}

fn milliseconds(seconds: &str) -> Option<u32> {
    let seconds: f64 = seconds.parse().ok()?;
    (seconds > 0.0).then(|| (seconds * 1_000.0).round().min(f64::from(u32::MAX)) as u32)
}

/// A phone's own date has its zone; the container's is in UTC. Cameras without a clock write the beginning of time.
fn taken(tags: &HashMap<String, String>) -> Option<Timestamp> {
    let text = tags.get("com.apple.quicktime.creationdate").or_else(|| tags.get("creation_time"))?;
    moment(text).filter(|time| time.0 > 0)
}

/// "2019-07-24T08:25:57.000000Z" or "2019-07-24T10:25:57+0200".
fn moment(text: &str) -> Option<Timestamp> {
    let (day, rest) = text.split_once('T')?;
    let (clock, after) = rest.split_at_checked(8)?;
    let zone = after.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let zone = if zone.len() == 5 { format!("{}:{}", zone.get(..3)?, zone.get(3..)?) } else { zone.to_owned() };
    exif::moment(&format!("{} {clock}", day.replace('-', ":")), Some(&zone), None)
}

/// What people call a codec.
fn codec_label(name: &str) -> String {
    let label = match name {
        "h264" => "H.264",
        "hevc" => "HEVC",
        "av1" => "AV1",
        "vp8" => "VP8",
        "vp9" => "VP9",
        "mpeg4" => "MPEG-4",
        "prores" => "ProRes",
        "mjpeg" => "Motion JPEG",
        "aac" => "AAC",
        "mp3" => "MP3",
        "opus" => "Opus",
        "vorbis" => "Vorbis",
        "flac" => "FLAC",
        "alac" => "Apple Lossless",
        "ac3" => "AC-3",
        "theora" => "Theora",
        name if name.starts_with("pcm_") => "PCM",
        name => return name.to_uppercase(),
    };
    label.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_json(json: serde_json::Value) -> Probed {
        read(serde_json::from_value(json).unwrap())
    }

    #[test]
    fn a_turned_film_with_wide_pixels() {
        let probed = read_json(serde_json::json!({
            "format": { "duration": "4.001", "tags": { "creation_time": "2019-07-24T08:25:57.000000Z" } },
            "streams": [
                { "codec_type": "data" },
                { "codec_type": "audio", "codec_name": "aac", "duration": "9" },
                {
                    "codec_type": "video", "codec_name": "h264", "width": 720, "height": 576, "sample_aspect_ratio": "64:45",
                    "avg_frame_rate": "30000/1001", "side_data_list": [{ "side_data_type": "x" }, { "rotation": -90 }]
                },
            ],
        }));
        assert_eq!((probed.duration, probed.sound, probed.cover), (4_001, true, false));
        assert_eq!(probed.codecs, "H.264, AAC");
        assert_eq!(probed.taken.map(Timestamp::iso).as_deref(), Some("2019-07-24T08:25:57Z"));
        let film = probed.film.unwrap();
        assert_eq!((film.width, film.height, film.rate.round()), (576, 1_024, 30.0));
    }

    #[test]
    fn dates_with_and_without_a_zone() {
        for (text, expected) in [
            ("2019-07-24T08:25:57.000000Z", Some("2019-07-24T08:25:57Z")),
            ("2019-07-24T10:25:57+0200", Some("2019-07-24T08:25:57Z")),
            ("2019-07-24T10:25:57-03:30", Some("2019-07-24T13:55:57Z")),
            ("2019-07-24", None),
            ("yesterday", None),
        ] {
            assert_eq!(moment(text).map(Timestamp::iso).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_song_with_a_cover_is_no_film() {
        let probed = read_json(serde_json::json!({
            "format": { "duration": "N/A" },
            "streams": [
                { "codec_type": "audio", "codec_name": "pcm_s16le", "duration": "2.5" },
                { "codec_type": "video", "codec_name": "mjpeg", "width": 9, "height": 9, "disposition": { "attached_pic": 1 } },
            ],
        }));
        let expected = Probed { duration: 2_500, cover: true, sound: true, codecs: "PCM".into(), ..Probed::default() };
        assert_eq!(probed, expected);
    }
}
