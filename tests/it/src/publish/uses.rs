//! Where something is used, and what would differ.

use serde_json::{Value as Json, json};

use crate::support::{App, field, object_document};

fn places(app: &App, query: &str) -> Vec<String> {
    let answer = app.by("ada").get(&format!("/api/v1/meta/uses?{query}")).expect(200);
    let text = |place: &Json, key: &str| place[key].as_str().unwrap().to_owned();
    let each = answer["data"].as_array().unwrap().iter();
    each.map(|place| format!("{}/{}{}", text(place, "kind"), text(place, "name"), text(place, "path"))).collect()
}

on_both! {
    fn every_place_that_names_a_thing_is_found(app) {
        let of_cost = places(app, "name=deal&field=cost");
        for place in [
            "view/deal_drafts/columns/2/field",
            "view/deal_drafts/sort/0/field",
            "view/deal_costly/filter/field",
            "form/deal_form/sections/0/fields/1/field",
            "role/rep/objects/deal/fields/cost",
        ] {
            assert!(of_cost.contains(&place.to_owned()), "{place} is not among {of_cost:#?}");
        }
        assert!(places(app, "name=deal&field=number").contains(&"print_template/deal_sheet/file_name".to_owned()));
        assert_eq!(places(app, "kind=view&name=deal_costly"), ["app/desk/menu/0/items/1/view"]);
        let of_line = places(app, "name=deal_line");
        assert!(of_line.contains(&"object/deal/fields/15/options/object".to_owned()), "{of_line:#?}");
        assert!(of_line.contains(&"object/deal/fields/8/formula".to_owned()), "a formula over its rows: {of_line:#?}");
        app.by("ada").get("/api/v1/meta/uses?name=nowhere").refused(404, "document_not_found");
        app.by("ada").get("/api/v1/meta/uses?name=deal&field=nmae").refused(400, "field_unknown");
        app.by("rita").get("/api/v1/meta/uses?name=deal").refused(403, "forbidden");
    }

    fn a_check_tells_the_differences_in_the_readers_language(app) {
        let fresh = object_document("fresh", vec![field("name", "text", json!({}))]);
        let mut company = app.by("ada").get("/api/v1/meta/documents/object/company").expect(200);
        company["fields"][0]["required"] = json!(false);
        let checked = app.by("ada").post("/api/v1/meta/check", json!({"documents": [fresh, company]})).expect(200);
        let texts: Vec<&str> = checked["changes"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
        assert_eq!(texts, ["object/company: name is not required any more", "New object: fresh (fresh)"]);
        assert_eq!(checked["changes"][0]["code"], "field_required_off");
        assert_eq!(checked["problems"], json!([]));
    }
}
