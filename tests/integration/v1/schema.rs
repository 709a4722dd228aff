//! Whether a value is what a schema of the document says, for the words that the document uses; any other word fails.
//!
//! A crate for this turns on features of crates that the database is built of, and it would be built twice.

use atelier::domain::id::AssetId;
use atelier::domain::time::Day;
use serde_json::Value;

/// What is the same in every id's schema.
const ID: &str = "^[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$";
/// Words that say nothing about values.
const REMARKS: [&str; 4] = ["description", "title", "default", "example"];

/// What is wrong with the value, by where it is.
pub fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(document, schema, value, "", &mut found);
    found
}

/// Reads a schema with all that is in it, without a value; panics at a word that is not understood.
pub fn read(schema: &Value, at: &str) {
    let Some(words) = schema.as_object() else { return assert!(schema.is_boolean(), "{at}: {schema}") };
    for (word, of) in words {
        match word.as_str() {
            "properties" => of.as_object().unwrap().iter().for_each(|(name, schema)| read(schema, &format!("{at}.{name}"))),
            "items" | "additionalProperties" => read(of, &format!("{at}.{word}")),
            "anyOf" | "oneOf" | "allOf" => of.as_array().unwrap().iter().for_each(|schema| read(schema, at)),
            "pattern" => assert!(of == ID || at.is_empty(), "{at}: {of}"),
            "$ref" | "type" | "enum" | "const" | "required" | "format" | "minimum" | "maximum" | "minLength" | "maxLength"
            | "minItems" | "maxItems" => {}
            remark => assert!(REMARKS.contains(&remark), "{at}: {remark} is not understood"),
        }
    }
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(allowed) = schema.as_bool() {
        if !allowed {
            found.push(format!("{at}: nothing may be here"));
        }
        return;
    }
    let mut say = |what: String| found.push(format!("{at}: {what}"));
    let fits = |schema: &Value| faults(document, schema, value).is_empty();
    let (number, text, list) = (value.as_f64(), value.as_str(), value.as_array());
    let mut deeper: Vec<(&Value, &Value, String)> = Vec::new();
    for (word, of) in schema.as_object().unwrap() {
        let most = of.as_f64().unwrap_or_default();
        let length = text.map(|text| text.chars().count() as f64);
        let count = list.map(|list| list.len() as f64);
        let fine = match word.as_str() {
            "$ref" => {
                let target = document.pointer(of.as_str().unwrap().trim_start_matches('#')).unwrap();
                deeper.push((target, value, at.to_owned()));
                true
            }
            "type" => match of {
                Value::Array(types) => types.iter().any(|name| is(value, name.as_str().unwrap())),
                one => is(value, one.as_str().unwrap()),
            },
            "enum" => of.as_array().unwrap().contains(value),
            "const" => of == value,
            "anyOf" => of.as_array().unwrap().iter().any(fits),
            "oneOf" => of.as_array().unwrap().iter().filter(|schema| fits(schema)).count() == 1,
            "allOf" => of.as_array().unwrap().iter().all(fits),
            "required" => value
                .as_object()
                .is_none_or(|value| of.as_array().unwrap().iter().all(|name| value.contains_key(name.as_str().unwrap()))),
            "properties" => {
                for (name, schema) in of.as_object().unwrap() {
                    deeper.extend(value.get(name).map(|value| (schema, value, format!("{at}.{name}"))));
                }
                true
            }
            "additionalProperties" => {
                let known = |name: &String| schema["properties"].get(name).is_some();
                for (name, value) in value.as_object().into_iter().flatten().filter(|(name, _)| !known(name)) {
                    deeper.push((of, value, format!("{at}.{name}")));
                }
                true
            }
            "items" => {
                deeper.extend(list.into_iter().flatten().enumerate().map(|(nth, one)| (of, one, format!("{at}[{nth}]"))));
                true
            }
            "minimum" => number.is_none_or(|number| number >= most),
            "maximum" => number.is_none_or(|number| number <= most),
            "minLength" => length.is_none_or(|length| length >= most),
            "maxLength" => length.is_none_or(|length| length <= most),
            "minItems" => count.is_none_or(|count| count >= most),
            "maxItems" => count.is_none_or(|count| count <= most),
            "pattern" => of == ID && text.is_none_or(|text| text.parse::<AssetId>().is_ok()),
            "format" => formed(of.as_str().unwrap(), value),
            remark => {
                assert!(REMARKS.contains(&remark), "{at}: {remark} is not understood");
                true
            }
        };
        if !fine {
            say(format!("{value} is not {word} {of}"));
        }
    }
    for (schema, value, at) in deeper {
        check(document, schema, value, &at, found);
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    }
}

fn formed(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("date-time", Value::String(text)) => text.split_once('T').is_some_and(|(day, time)| {
            let digits = |place: usize| time.as_bytes()[place].is_ascii_digit();
            let signs = time.len() == 9 && time[2..3] == *":" && time[5..6] == *":" && time.ends_with('Z');
            day.parse::<Day>().is_ok() && signs && [0, 1, 3, 4, 6, 7].into_iter().all(digits)
        }),
        ("date", Value::String(text)) => text.parse::<Day>().is_ok(),
        ("uint8", Value::Number(number)) => number.as_u64().is_some_and(|number| number < 1 << 8),
        ("uint16", Value::Number(number)) => number.as_u64().is_some_and(|number| number < 1 << 16),
        ("uint32", Value::Number(number)) => number.as_u64().is_some_and(|number| number < 1 << 32),
        ("uint64", Value::Number(number)) => number.is_u64(),
        ("binary", Value::String(_)) | (_, Value::Null) => true,
        (other, value) => panic!("{other} of {value} is not understood"),
    }
}

#[test]
fn wrong_values_are_found() {
    use serde_json::json;
    let document = json!({ "components": { "schemas": { "Name": { "type": "string", "maxLength": 3 } } } });
    let schema = json!({
        "type": "object",
        "required": ["name"],
        "additionalProperties": false,
        "properties": {
            "name": { "$ref": "#/components/schemas/Name" },
            "at": { "type": ["string", "null"], "format": "date-time" },
            "ids": { "type": "array", "items": { "type": "string", "pattern": ID }, "minItems": 1 },
            "kind": { "oneOf": [{ "const": "a" }, { "enum": ["b", "c"] }] },
            "stars": { "type": "integer", "minimum": 1, "maximum": 5 },
        },
    });
    read(&schema, "");
    let good =
        json!({ "name": "koi", "at": "2026-11-12T09:41:00Z", "ids": ["01kxyz5q8m0v2r7t3w9b4c6d1e"], "kind": "b", "stars": 5 });
    assert_eq!(faults(&document, &schema, &good), Vec::<String>::new());
    for (field, bad) in [
        ("name", json!("too long")),
        ("name", json!(7)),
        ("at", json!("yesterday")),
        ("at", json!("2026-13-12T09:41:00Z")),
        ("ids", json!([])),
        ("ids", json!(["koi"])),
        ("kind", json!("d")),
        ("stars", json!(6)),
        ("stars", json!(1.5)),
        ("more", json!(1)),
    ] {
        let mut value = good.clone();
        value[field] = bad;
        assert_eq!(faults(&document, &schema, &value).len(), 1, "{value}");
    }
    assert_eq!(faults(&document, &schema, &json!({})).len(), 1);
    assert_eq!(faults(&document, &schema, &json!("x")).len(), 1);
}
