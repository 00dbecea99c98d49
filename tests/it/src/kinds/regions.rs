//! Divisions of China: chosen by code, read with names, found with everything below.

use serde_json::{Value as Json, json};

use super::{found, gadget};
use crate::support::{App, encoded, id_of};

fn field(app: &App) {
    gadget(app, &[("place", "region", json!({})), ("city", "region", json!({"level": "city", "exact": true}))]);
}

on_both! {
    fn a_division_is_kept_by_its_code_and_read_with_its_names(app) {
        field(app);
        let ada = app.by("ada");
        let made = ada.create("gadget", json!({"place": "320508", "city": {"code": "110000"}}));
        assert_eq!(made["place"], json!({"code": "320508", "label": "江苏省 / 苏州市 / 姑苏区"}));
        assert_eq!(made["city"], json!({"code": "110000", "label": "北京市"}));
        let page = ada.list("gadget", &[("fields", "place"), ("sort", "place")]).expect(200);
        assert_eq!(page["data"][0]["place"], made["place"]);
        let same = ada.patch("gadget", id_of(&made), 1, json!({"place": made["place"]})).expect(200);
        assert_eq!(same["place"], made["place"], "what was read can be written back");
        let cleared = ada.patch("gadget", id_of(&made), 2, json!({"place": null, "city": ""})).expect(200);
        assert_eq!((&cleared["place"], &cleared["city"]), (&Json::Null, &Json::Null));
        let history = ada.get(&format!("/api/v1/records/gadget/{}/history", id_of(&made))).expect(200);
        assert_eq!(history["data"][0]["changes"][0]["old"], made["place"]);
        app.unchanged(|| {
            ada.try_create("gadget", json!({"place": "320599", "city": "320508"}))
                .refused(422, "validation_failed")
                .tells(&[("option_unknown", "/city"), ("option_unknown", "/place")]);
        });
    }

    fn a_filter_finds_everything_below(app) {
        field(app);
        let ada = app.by("ada");
        for (name, code) in [("a", "320508"), ("b", "320500"), ("c", "320106"), ("d", "110101"), ("e", "")] {
            ada.create("gadget", json!({"name": name, "place": code}));
        }
        let on = |operator: &str, value: Json| json!({"field": "place", "op": operator, "value": value});
        for (filter, names) in [
            (on("within", json!("320000")), "abc"),
            (on("within", json!({"code": "320500"})), "ab"),
            (on("within", json!("320508")), "a"),
            (on("within", json!("710000")), ""),
            (json!({"not": on("within", json!("320000"))}), "de"),
            (on("eq", json!("320500")), "b"),
            (on("ne", json!("320500")), "acde"),
            (on("in", json!(["320508", "110101"])), "ad"),
            (on("not_in", json!(["320508"])), "bcde"),
            (on("empty", Json::Null), "e"),
            (on("not_empty", Json::Null), "abcd"),
        ] {
            assert_eq!(found(app, filter.clone()).concat(), names, "{filter}");
        }
        // A field that takes counties only can still be asked for a whole province.
        assert_eq!(found(app, json!({"field": "city", "op": "within", "value": "320000"})), Vec::<String>::new());
        ada.find("gadget", on("within", json!("000000"))).tells(&[("option_unknown", "filter/value")]);
        ada.find("gadget", on("within", Json::Null)).tells(&[("required", "filter/value")]);
        ada.find("gadget", json!({"field": "name", "op": "within", "value": "x"})).refused(400, "operator_unknown");
    }

    fn anybody_signed_in_may_look_divisions_up(app) {
        let nina = app.by("nina");
        let labels = |query: &str| {
            let answer = nina.get(&format!("/api/v1/meta/regions{query}")).expect(200);
            crate::support::names_in(&answer, "label")
        };
        assert_eq!(labels("").len(), 34);
        assert!(labels("?parent=320000").contains(&"苏州市".to_owned()));
        assert!(labels("?parent=320500").contains(&"姑苏区".to_owned()));
        assert_eq!(labels(&format!("?search={}", encoded("江苏 姑苏"))), ["江苏省 / 苏州市 / 姑苏区"]);
        assert_eq!(labels(&format!("?parent=320300&search={}", encoded("鼓楼"))), ["江苏省 / 徐州市 / 鼓楼区"]);
        let whole = nina.get("/api/v1/meta/regions?parent=320000").expect(200);
        assert_eq!(whole["data"][0], json!({"code": "320100", "label": "南京市", "has_children": true}));
        nina.get("/api/v1/meta/regions?parent=1").refused(400, "parameter_invalid");
        nina.get("/api/v1/meta/regions?level=2").refused(400, "parameter_unknown");
    }
}
