//! Pictures and signatures: files that are what they say.

use serde_json::json;

use super::gadget;
use crate::support::{Answer, App, id_of};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";
const WEBP: &[u8] = b"RIFF\x00\x00\x00\x00WEBPVP8 ";

fn upload(app: &App, field: &str, kind: &str, bytes: &[u8]) -> Answer {
    let path = format!("/api/v1/files?object=gadget&field={field}");
    app.by("ada").send("POST", &path, &[("Content-Type", kind), ("X-File-Name", "p.png")], Some(bytes))
}

on_both! {
    fn only_what_is_a_picture_is_taken(app) {
        gadget(app, &[("photo", "image", json!({"max_files": 2})), ("sign", "signature", json!({}))]);
        let ada = app.by("ada");
        for (field, kind, bytes) in [
            ("photo", "text/plain", PNG),
            ("photo", "image/svg+xml", b"<svg/>"),
            ("photo", "image/png", b"<html><script>alert(1)</script>"),
            ("photo", "image/jpeg", PNG),
            ("photo", "image/webp", b"RIFF\x00\x00\x00\x00WAVE"),
            ("sign", "image/webp", WEBP),
        ] {
            upload(app, field, kind, bytes).refused(422, "validation_failed").tells(&[("file_type_refused", "")]);
        }
        let photos: Vec<String> = [("image/png", PNG), ("image/webp", WEBP), ("image/jpeg", b"\xff\xd8\xff\xe0"), ("image/gif", b"GIF89a")]
            .iter()
            .map(|(kind, bytes)| id_of(&upload(app, "photo", kind, bytes).expect(201)).to_owned())
            .collect();
        let sign = id_of(&upload(app, "sign", "image/png", PNG).expect(201)).to_owned();
        let made = ada.create("gadget", json!({"photo": [photos[1], photos[0]], "sign": [sign]}));
        assert_eq!(made["photo"][0], json!({"id": photos[1], "name": "p.png", "size": WEBP.len(), "type": "image/webp"}));
        assert_eq!(made["sign"][0]["type"], "image/png");
        assert_eq!(ada.get(&format!("/api/v1/files/{sign}")).body, PNG);
        ada.try_create("gadget", json!({"photo": photos[1..]})).tells(&[("too_long", "/photo")]);
        ada.try_create("gadget", json!({"sign": [photos[3]], "photo": [photos[2], engine_values::new_id()]}))
            .tells(&[("file_type_refused", "/sign/0"), ("reference_not_found", "/photo/1")]);
        let cleared = ada.patch("gadget", id_of(&made), 1, json!({"photo": null, "sign": []})).expect(200);
        assert_eq!((&cleared["photo"], &cleared["sign"]), (&json!([]), &json!([])));
        let count = |operator: &str| {
            ada.find("gadget", json!({"field": "photo", "op": operator})).expect(200)["count"].clone()
        };
        assert_eq!((count("empty"), count("not_empty")), (json!(1), json!(0)));
    }
}
