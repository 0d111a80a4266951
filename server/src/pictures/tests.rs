use std::{fs, io::Cursor, path::Path};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{Incoming, PictureError, PicturePool, decode, endings, take};

const HASH: &str = "00000000000000000000000000000000000000000000000000000000000000aa";

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn grey(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_pixel(width, height, Rgb([90, 90, 90])).into()
}

/// A JPEG whose metadata says that it lies on its side and where it was taken.
fn lying(width: u32, height: u32) -> Vec<u8> {
    let jpeg = encoded(&grey(width, height), ImageFormat::Jpeg);
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    tiff.extend(b"\x01\x0e\0\x02\0\0\0\x0c\0\0\0\x26");
    tiff.extend(b"\0\0\0\0secret place\0");
    let length = u16::try_from(tiff.len() + 8).unwrap();
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(b"\xff\xe1");
    bytes.extend(length.to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// The head of a lossless WebP that claims to be a square.
fn claim(side: u32) -> Vec<u8> {
    let mut claim = b"RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2f".to_vec();
    claim.extend(((side - 1) | (side - 1) << 14).to_le_bytes());
    claim.resize(40, 0);
    claim
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_picture_is_kept_in_several_widths_as_webp_and_jpeg() {
    let media = tempfile::tempdir().unwrap();
    let picture: DynamicImage = RgbaImage::from_pixel(1400, 701, Rgba([0, 0, 0, 0])).into();
    let bytes = encoded(&picture, ImageFormat::Png);
    let kept = take(Cursor::new(bytes), HASH, media.path()).unwrap();
    assert_eq!((kept.width, kept.height), (1400, 701));
    assert_eq!((kept.extension, &*kept.widths), ("webp", "640,1280,1400"));
    kept.stay();
    let folder = media.path().join(HASH);
    assert_eq!(
        files(&folder),
        [
            "1280.jpg",
            "1280.webp",
            "1400.jpg",
            "1400.webp",
            "640.jpg",
            "640.webp"
        ]
    );
    for ending in endings("webp") {
        let small = image::open(folder.join(format!("640.{ending}"))).unwrap();
        assert_eq!((small.width(), small.height()), (640, 320), "{ending}");
        assert_eq!(
            small.into_rgb8().get_pixel(9, 9).0,
            [255, 255, 255],
            "see-through becomes white"
        );
    }
}

#[test]
fn a_picture_is_turned_the_right_way_up_and_its_metadata_stays_behind() {
    let media = tempfile::tempdir().unwrap();
    let bytes = lying(1000, 400);
    assert!(bytes.windows(12).any(|part| part == b"secret place"));
    let kept = take(Cursor::new(bytes), HASH, media.path()).unwrap();
    assert_eq!((kept.width, kept.height), (400, 1000));
    for name in files(&media.path().join(HASH)) {
        let bytes = fs::read(media.path().join(HASH).join(&name)).unwrap();
        for trace in [b"Exif".as_slice(), b"EXIF", b"secret"] {
            let has = bytes.windows(trace.len()).any(|part| part == trace);
            assert!(!has, "{name}");
        }
    }
    // One that is wider than is kept, once it is turned.
    let kept = take(Cursor::new(lying(400, 2400)), "b", media.path()).unwrap();
    assert_eq!((kept.width, kept.height), (1920, 320));
}

#[test]
fn every_kind_of_colour_comes_out_as_it_was_on_white() {
    let media = tempfile::tempdir().unwrap();
    let colours = DynamicImage::from(RgbaImage::from_pixel(2_400, 20, Rgba([200, 0, 0, 128])));
    let grey = DynamicImage::from(image::GrayAlphaImage::from_pixel(
        2_400,
        20,
        image::LumaA([0, 128]),
    ));
    let kinds = [
        ("eight bits", colours.clone(), [227, 127, 127]),
        ("sixteen bits", colours.to_rgba16().into(), [227, 127, 127]),
        ("no alpha", colours.to_rgb8().into(), [200, 0, 0]),
        ("sixteen, no alpha", colours.to_rgb16().into(), [200, 0, 0]),
        ("grey with alpha", grey.clone(), [127; 3]),
        ("grey", grey.to_luma8().into(), [0; 3]),
        ("grey of sixteen bits", grey.to_luma16().into(), [0; 3]),
    ];
    for (at, (what, picture, expected)) in kinds.into_iter().enumerate() {
        for (width, picture) in [
            (1_920, picture.clone()),
            (300, picture.crop_imm(0, 0, 300, 20)),
        ] {
            let bytes = encoded(&picture, ImageFormat::Png);
            let hash = format!("{at}-{width}");
            let kept = take(Cursor::new(bytes), &hash, media.path()).unwrap();
            assert_eq!(kept.width, width, "{what}");
            let file = media.path().join(&hash).join(format!("{width}.jpg"));
            let shown = image::open(file).unwrap().into_rgb8();
            let pixel = shown.get_pixel(9, 9).0;
            let is_near = pixel.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 3);
            assert!(is_near, "{what}, {width}: {pixel:?} is not {expected:?}");
            kept.stay();
        }
    }
}

#[test]
fn files_that_nobody_wants_to_stay_are_gone() {
    let media = tempfile::tempdir().unwrap();
    let bytes = encoded(&grey(20, 10), ImageFormat::Jpeg);
    drop(take(Cursor::new(&bytes), HASH, media.path()).unwrap());
    assert!(files(media.path()).is_empty());
    take(Cursor::new(&bytes), HASH, media.path())
        .unwrap()
        .stay();
    drop(take(Cursor::new(&bytes), HASH, media.path()).unwrap());
    assert_eq!(
        files(&media.path().join(HASH)),
        ["20.jpg", "20.webp"],
        "those that were there before stay"
    );
}

#[test]
fn a_media_folder_that_takes_nothing_is_left_as_it_was() {
    let media = tempfile::tempdir().unwrap();
    let folder = media.path().join(HASH);
    let bytes = encoded(&grey(800, 10), ImageFormat::Jpeg);
    fs::write(&folder, b"in the way").unwrap();
    let refused = take(Cursor::new(bytes), HASH, media.path());
    assert!(matches!(refused, Err(PictureError::Unwritable(_))));
    assert_eq!(files(media.path()), [HASH]);
    assert_eq!(fs::read(&folder).unwrap(), b"in the way");
}

#[test]
fn what_is_no_picture_or_more_than_memory_is_for_is_refused_and_leaves_nothing() {
    let media = tempfile::tempdir().unwrap();
    let png = encoded(&grey(300, 300), ImageFormat::Png);
    let mut bomb = png.clone();
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let refused = |bytes: &[u8]| take(Cursor::new(bytes), HASH, media.path()).unwrap_err();
    for (what, bytes) in [
        ("a large WebP", claim(16_383)),
        ("each side within its limit", claim(11_900)),
    ] {
        let error = refused(&bytes);
        assert!(
            matches!(error, PictureError::TooManyPixels),
            "{what}: {error}"
        );
    }
    // Its checksum says already that the head is not its own.
    assert!(matches!(
        refused(&bomb),
        PictureError::Unreadable(_) | PictureError::TooManyPixels
    ));
    for (what, bytes) in [
        (
            "a drawing",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
        ),
        ("a page", b"<html></html>".to_vec()),
        ("nothing", Vec::new()),
        ("half of one", png[..png.len() / 2].to_vec()),
        ("a small claim of nothing", claim(64)),
    ] {
        let error = refused(&bytes);
        assert!(
            matches!(error, PictureError::Unreadable(_)),
            "{what}: {error}"
        );
    }
    assert!(files(media.path()).is_empty());
}

#[test]
fn what_a_picture_claims_is_known_before_it_is_decoded() {
    let png = encoded(&grey(300, 200), ImageFormat::Png);
    assert_eq!(decode::claim(Cursor::new(png)).unwrap(), 300 * 200 * 3);
}

#[tokio::test]
async fn a_picture_on_its_way_leaves_nothing_when_it_breaks_off_or_is_too_large() {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join("media")).unwrap();
    let pool = PicturePool::new(data.path());
    let mut incoming = pool.begin().unwrap();
    assert!(incoming.is_empty());
    incoming.take(&[0; 1000]).await.unwrap();
    drop(incoming);
    let mut incoming = pool.begin().unwrap();
    let part = vec![0; 1024 * 1024];
    let mut taken = Ok(());
    for _ in 0..21 {
        taken = incoming.take(&part).await;
    }
    assert!(matches!(taken, Err(PictureError::TooLarge)));
    drop(incoming);
    assert_eq!(files(data.path()), ["media"]);

    let mut incoming = pool.begin().unwrap();
    let bytes = encoded(&grey(30, 20), ImageFormat::Gif);
    for part in bytes.chunks(7) {
        incoming.take(part).await.unwrap();
    }
    let arrived = incoming.finish().await.unwrap();
    let hash = arrived.hash.clone();
    assert_eq!(hash, blake3::hash(&bytes).to_hex().to_string());
    pool.keep(arrived).await.unwrap().stay();
    assert_eq!(files(data.path()), ["media"]);
    assert_eq!(files(&data.path().join("media")), [hash]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_told_from_other_faults() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut incoming = Incoming::into_file(full);
    incoming.take(&[0; 10]).await.ok();
    let Err(PictureError::Unwritable(error)) = incoming.finish().await else {
        panic!("it was written");
    };
    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
}
