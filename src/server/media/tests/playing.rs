//! Films, sounds and phone photos, made by ffmpeg itself or real; without ffmpeg these are skipped with a word.

use super::*;
use crate::domain::asset::Playback;
use crate::server::config::tools_here;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(super) fn tools() -> Option<Tools> {
    let tools = tools_here(None);
    if tools.ffmpeg.is_none() {
        eprintln!("skipped: ffmpeg is not installed");
    }
    tools.ffmpeg.is_some().then_some(tools)
}

/// A file that ffmpeg writes; `None` where this build of it cannot write such a one.
fn made(folder: &Path, name: &str, arguments: &str) -> Option<PathBuf> {
    let file = folder.join(name);
    let written = Command::new("ffmpeg").args(["-nostdin", "-v", "error", "-y"]).args(arguments.split(' ')).arg(&file).status();
    let written = written.is_ok_and(|status| status.success());
    if !written {
        eprintln!("skipped: this ffmpeg does not write {name}");
    }
    written.then_some(file)
}

fn head(file: &Path) -> Format {
    sniff(&std::fs::read(file).unwrap())
}

fn look_at(file: &Path, tools: &Tools) -> Result<Understood, MediaError> {
    understand_playing(file, head(file), &Limits::default(), tools)
}

fn playback(understood: &Understood) -> &Playback {
    understood.facts.playback.as_deref().unwrap()
}

/// Two seconds black, then a scene, then two seconds black; with a tone.
const FILM: &str = "-f lavfi -i color=black:s=320x180:d=2:r=10 -f lavfi -i testsrc2=s=320x180:d=4:r=10 \
     -f lavfi -i color=black:s=320x180:d=2:r=10 -f lavfi -i sine=f=440:d=8 \
     -filter_complex [0][1][2]concat=n=3[v] -map [v] -map 3:a";

#[test]
fn films_have_facts_a_poster_and_a_sheet() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let kinds = [
        ("a.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac", Format::Mp4, "H.264, AAC"),
        ("a.mov", "-c:v libx264 -pix_fmt yuv420p -c:a aac", Format::Mov, "H.264, AAC"),
        ("a.webm", "-c:v libvpx -c:a libopus", Format::WebM, "VP8, Opus"),
    ];
    for (name, coded, format, codecs) in kinds {
        let Some(file) = made(folder.path(), name, &format!("{FILM} {coded}")) else { continue };
        assert_eq!(head(&file), format);
        let understood = look_at(&file, &tools).unwrap();
        let (facts, playback) = (&understood.facts, playback(&understood));
        assert_eq!((facts.width, facts.height), (320, 180), "{name}");
        assert!(playback.duration.abs_diff(8_000) < 200, "{name}: {}", playback.duration);
        assert_eq!((playback.picture, playback.sound, playback.codecs.as_str()), (true, true, codecs));
        // The scene, not the night before it.
        let poster = pixels(&understood, RenditionSize::S2048);
        let light = poster.pixels().map(|pixel| u64::from(pixel[1])).sum::<u64>() / u64::from(320u32 * 180);
        assert!(light > 50, "{name}: a poster of light {light}");
        assert!(facts.thumbhash.is_some() && !facts.colours.is_empty() && understood.likeness.is_some());

        assert_eq!(playback.frames, 20);
        let sheet = image::load_from_memory(understood.sheet.as_deref().unwrap()).unwrap().to_rgb8();
        assert_eq!(sheet.dimensions(), (6 * 256, 4 * 144), "six beside each other");
        // Frames 0 to 4 and 15 to 19 are night, those between are not.
        let light = |frame: u32| {
            let (x, y) = (frame % 6 * 256, frame / 6 * 144);
            let part = image::imageops::crop_imm(&sheet, x, y, 256, 144).to_image();
            part.pixels().map(|pixel| u64::from(pixel[1])).sum::<u64>() / (256 * 144)
        };
        for (frame, bright) in [(0, false), (3, false), (6, true), (13, true), (16, false), (19, false)] {
            assert_eq!(light(frame) > 40, bright, "{name}: frame {frame} has light {}", light(frame));
        }
    }
}

#[test]
fn a_turned_film_stands_upright() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let Some(flat) = made(folder.path(), "flat.mp4", "-f lavfi -i testsrc2=s=320x180:d=1:r=10 -c:v libx264") else { return };
    let turn = format!("-display_rotation 90 -i {} -c copy", flat.display());
    let Some(turned) = made(folder.path(), "turned.mp4", &turn).or_else(|| {
        let turn = format!("-i {} -c copy -metadata:s:v rotate=90", flat.display());
        made(folder.path(), "turned.mp4", &turn)
    }) else {
        return;
    };
    let understood = look_at(&turned, &tools).unwrap();
    let poster = pixels(&understood, RenditionSize::S2048);
    assert_eq!((understood.facts.width, understood.facts.height), poster.dimensions());
    assert_eq!(poster.dimensions(), (180, 320));
}

#[test]
fn a_film_that_does_not_tell_its_duration_is_measured() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    // As browsers record: written to a pipe, so that nothing is filled in afterwards.
    let whole = "-f lavfi -i testsrc2=s=64x64:d=3:r=10 -c:v libvpx -live 1 -f webm";
    let Some(file) = made(folder.path(), "live.webm", whole) else { return };
    let duration = playback(&look_at(&file, &tools).unwrap()).duration;
    assert!(duration.abs_diff(3_000) < 250, "{duration}");
}

#[test]
fn sounds_have_a_shape_and_a_duration() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    // A second of silence, then a second of tone.
    let sound = "-f lavfi -i aevalsrc=if(gte(t\\,1)\\,0.5*sin(880*t)\\,0):d=2:s=44100";
    let kinds = [
        ("a.mp3", "-c:a libmp3lame", Format::Mp3, "MP3"),
        ("a.wav", "-c:a pcm_s16le", Format::Wav, "PCM"),
        ("a.flac", "-c:a flac", Format::Flac, "FLAC"),
        ("a.ogg", "-c:a libvorbis", Format::Ogg, "Vorbis"),
        ("a.m4a", "-c:a aac", Format::M4a, "AAC"),
        ("b.ogg", "-c:a libopus", Format::Ogg, "Opus"),
    ];
    for (name, coded, format, codecs) in kinds {
        let Some(file) = made(folder.path(), name, &format!("{sound} {coded}")) else { continue };
        assert_eq!(head(&file), format, "{name}");
        let understood = look_at(&file, &tools).unwrap();
        let playback = playback(&understood);
        assert!(playback.duration.abs_diff(2_000) < 150, "{name}: {}", playback.duration);
        assert_eq!((playback.picture, playback.sound, playback.codecs.as_str()), (false, true, codecs), "{name}");
        assert!(understood.renditions.is_empty() && understood.sheet.is_none());
        let peaks = understood.peaks.as_deref().unwrap();
        assert!(playback.waveform && peaks.len() == 800);
        assert!(peaks[..360].iter().all(|peak| *peak < 12), "{name}: silence first");
        assert!(peaks[440..760].iter().all(|peak| *peak > 60), "{name}: then a tone");
    }
}

#[test]
fn a_cover_is_the_picture_of_a_song() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let cover = folder.path().join("cover.png");
    std::fs::write(&cover, encoded(&quadrants(300, 300), ImageFormat::Png)).unwrap();
    for name in ["a.mp3", "a.m4a", "a.flac"] {
        let song = format!("-f lavfi -i sine=d=2 -i {} -map 0 -map 1 -c:v png -disposition:v attached_pic", cover.display());
        let Some(file) = made(folder.path(), name, &song) else { continue };
        let understood = look_at(&file, &tools).unwrap();
        stands_upright(&pixels(&understood, RenditionSize::S640));
        assert!(!playback(&understood).picture && understood.peaks.is_some(), "{name}");
    }
}

/// A playlist leads ffmpeg to other files and hosts, unless it is told what the file is.
#[test]
fn playlists_lead_nowhere() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let secret = made(folder.path(), "secret.mp4", "-f lavfi -i testsrc2=s=64x64:d=1:r=10").unwrap();
    let lists = [
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{}\n#EXT-X-ENDLIST\n", secret.display()),
        format!("ffconcat version 1.0\nfile '{}'\n", secret.display()),
        format!("#EXTM3U\n#EXTINF:1,\nconcat:{}|http://127.0.0.1:9/\n", secret.display()),
    ];
    for list in lists {
        assert_eq!(Format::sniff(list.as_bytes()), None, "taken in: {list}");
        // Even where one was taken in, as any of the formats.
        for format in Format::ALL.into_iter().filter(|format| matches!(format.kind(), Kind::Video | Kind::Audio)) {
            let file = folder.path().join(format!("list.{}", format.extension()));
            std::fs::write(&file, &list).unwrap();
            let outcome = understand_playing(&file, format, &Limits::default(), &tools);
            assert!(matches!(outcome, Err(MediaError::Broken(_) | MediaError::Unsupported { .. })), "{format}: {outcome:?}");
        }
    }
}

#[test]
fn damaged_files_are_told_apart_from_missing_tools() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let Some(whole) = made(folder.path(), "whole.mp4", "-f lavfi -i testsrc2=s=64x64:d=1:r=10 -c:v libx264") else { return };
    let bytes = std::fs::read(&whole).unwrap();
    let cut = folder.path().join("cut.mp4");
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(look_at(&cut, &tools), Err(MediaError::Broken(_) | MediaError::Unsupported { .. })));
    let error = look_at(&whole, &Tools::default()).unwrap_err();
    assert!(matches!(error, MediaError::Unsupported { .. }) && error.to_string().contains("ffmpeg"), "{error}");
    // A program that fails where ffmpeg should be costs the picture, and nothing else.
    let stop = Stop::default();
    let broken = Tools { ffmpeg: Some(Ffmpeg::new("/bin/false".into(), "/bin/false".into(), stop.clone())), ..Tools::default() };
    assert!(matches!(look_at(&whole, &broken), Err(MediaError::Broken(_))));
    tools.stop.now();
    assert!(matches!(look_at(&whole, &tools), Err(MediaError::Interrupted)));
}

#[test]
fn what_is_embedded_does_not_leave() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let cover = folder.path().join("cover.png");
    std::fs::write(&cover, encoded(&quadrants(60, 60), ImageFormat::Png)).unwrap();
    let tags = "-metadata title=CANARY -metadata comment=CANARY -metadata artist=CANARY -metadata location=+51.4169-000.0806/ \
                -metadata:s:a:0 title=CANARY -metadata:s:a:0 handler_name=CANARY";
    let film = "-f lavfi -i testsrc2=s=64x64:d=1:r=10 -f lavfi -i sine=d=1";
    let song = "-f lavfi -i sine=d=1";
    let covered =
        format!("{song} -i {} -map 0 -map 1 -c:v png -disposition:v attached_pic -metadata:s:v title=CANARY", cover.display());
    let kinds = [
        ("a.mp4", format!("{film} {tags} -c:v libx264 -movflags use_metadata_tags")),
        ("a.mov", format!("{film} {tags} -c:v libx264")),
        ("a.webm", format!("{film} {tags} -c:v libvpx -c:a libopus")),
        ("a.mp3", format!("{covered} {tags} -write_id3v1 1")),
        ("a.wav", format!("{song} {tags} -write_bext 1 -metadata description=CANARY")),
        ("a.flac", format!("{covered} {tags}")),
        ("a.ogg", format!("{song} {tags} -c:a libvorbis")),
        ("b.ogg", format!("{song} {tags} -c:a libopus")),
        ("a.m4a", format!("{covered} {tags}")),
    ];
    let holds = |bytes: &[u8], mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    for (name, arguments) in kinds {
        let Some(file) = made(folder.path(), name, &arguments) else { continue };
        let (bytes, format) = (std::fs::read(&file).unwrap(), head(&file));
        assert!(holds(&bytes, b"CANARY"), "{name} should hold something to take out");
        let to = folder.path().join("clean");
        assert!(strip_playing(&file, format, bytes.len() as u64, &tools, &to).unwrap(), "{name}");
        let clean = std::fs::read(&to).unwrap();
        assert_eq!(sniff(&clean), format, "{name}");
        for mark in [b"CANARY".as_slice(), b"+51.4169", b"\x89PNG"] {
            assert!(!holds(&clean, mark), "{name} still holds {:?}", String::from_utf8_lossy(mark));
        }
        // It plays as before.
        let (before, after) = (look_at(&file, &tools).unwrap(), look_at(&to, &tools).unwrap());
        let (before, after) = (playback(&before), playback(&after));
        assert!(before.duration.abs_diff(after.duration) < 120, "{name}: {} and {}", before.duration, after.duration);
        assert_eq!((before.picture, before.sound, &before.codecs), (after.picture, after.sound, &after.codecs), "{name}");
    }
}

#[test]
fn heic_is_joined_from_its_tiles() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("picture.png");
    std::fs::write(&picture, encoded(&quadrants(192, 128), ImageFormat::Png)).unwrap();
    // Four tiles of 96 by 64, each a frame that stands for itself; decoded as one stream.
    let tiles = format!(
        "-i {} -filter_complex [0]split=4[a][b][c][d];[a]crop=96:64:0:0[a];[b]crop=96:64:96:0[b];[c]crop=96:64:0:64[c];\
         [d]crop=96:64:96:64[d];[a][b][c][d]concat=n=4[v] -map [v] -fps_mode passthrough -c:v libx265 -x265-params keyint=1:log-level=none \
         -pix_fmt yuv420p -f hevc",
        picture.display()
    );
    let Some(stream) = made(folder.path(), "tiles.hevc", &tiles) else { return };
    let stream = std::fs::read(stream).unwrap();
    let decoded = tools.ffmpeg.unwrap().hevc(&stream, (96, 64), 4, None).unwrap();
    let middle = |tile: usize| {
        let at = (tile * 96 * 64 + 32 * 96 + 48) * 3;
        Rgba([decoded[at], decoded[at + 1], decoded[at + 2], 255])
    };
    for (tile, expected) in [[220, 20, 20], [20, 200, 20], [20, 20, 220], [250, 250, 250]].into_iter().enumerate() {
        near(middle(tile), expected, 14);
    }
}
