//! Document and server agree: every operation is there and answers what it says; every failure is one it tells of.

use super::calls::{Call, Sent, Things, calls};
use super::schema::{faults, read};
use super::{Program, document};
use crate::support::{Answer, TestStudio};
use atelier::domain::id::Id;
use atelier::domain::token::TokenScope;
use axum::http::Method;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What stands beside the operations, for people and for finding them.
const BESIDE: [&str; 3] = ["/api/v1", "/api/v1/docs", "/api/v1/openapi.json"];

/// The document and what is asked of it.
struct Contract {
    document: Value,
}

impl Contract {
    async fn of(test: &TestStudio) -> Self {
        Self { document: document(test).await }
    }

    /// Operations by their name, with path and method.
    fn operations(&self) -> BTreeMap<String, (String, String, Value)> {
        let paths = self.document["paths"].as_object().unwrap();
        let methods =
            paths.iter().flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, op)| (path, method, op)));
        let methods = methods.filter(|(_, method, _)| ["get", "put", "post", "patch", "delete"].contains(&method.as_str()));
        methods
            .map(|(path, method, op)| {
                (op["operationId"].as_str().unwrap().to_owned(), (path.clone(), method.to_uppercase(), op.clone()))
            })
            .collect()
    }

    fn valid(&self, schema: &Value, value: &Value, of: &str) {
        let faults = faults(&self.document, schema, value);
        assert!(faults.is_empty(), "{of}: {faults:#?}\n{value:#}");
    }

    /// The answer is one that the operation tells of, in the form that it tells of.
    fn holds(&self, call: &Call, answer: &Answer) {
        let (_, _, operation) = &self.operations()[call.operation];
        let of =
            format!("{} {} → {} {}", call.method, call.path, answer.status, answer.text().chars().take(400).collect::<String>());
        let responses = &operation["responses"];
        let declared = responses.get(answer.status.as_str());
        let declared = declared.or_else(|| responses.get("default").filter(|_| answer.status.is_server_error()));
        let declared = declared.unwrap_or_else(|| panic!("undeclared: {of}"));
        if !answer.status.is_success() {
            assert_eq!(answer.header("content-type"), "application/problem+json", "{of}");
        }
        match declared.get("content").and_then(Value::as_object) {
            None => assert!(answer.body.is_empty(), "{of}"),
            Some(content) if content.contains_key("*/*") => {}
            Some(content) => {
                let media = content.get(answer.header("content-type")).unwrap_or_else(|| panic!("undeclared form: {of}"));
                let body: Value = answer.json();
                self.valid(&media["schema"], &body, &of);
                if !answer.status.is_success() {
                    assert_eq!(body["status"], answer.status.as_u16(), "{of}");
                }
            }
        }
    }

    /// The request is one that the operation tells of.
    fn asks(&self, call: &Call) {
        let (template, method, operation) = &self.operations()[call.operation];
        assert_eq!(*method, call.method.as_str());
        let (path, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
        let fits = template.split('/').zip(path.split('/')).all(|(name, part)| name.starts_with('{') || name == part);
        assert!(fits && template.split('/').count() == path.split('/').count(), "{template} {path}");
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        for (name, _) in url::form_urlencoded::parse(query.as_bytes()) {
            assert!(
                parameters.iter().any(|one| one["in"] == "query" && one["name"] == *name),
                "{} tells nothing of {name}",
                call.operation
            );
        }
        for name in template.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            assert!(
                parameters.iter().any(|one| one["in"] == "path" && one["name"] == name && one["required"] == true),
                "{template}"
            );
        }
        if let Sent::Json(body) = &call.sent {
            self.valid(&operation["requestBody"]["content"]["application/json"]["schema"], body, call.operation);
        } else if matches!(call.sent, Sent::Nothing) {
            assert!(operation.get("requestBody").is_none(), "{}", call.operation);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_is_an_openapi_document_that_reads() {
    let test = TestStudio::set_up().await;
    let contract = Contract::of(&test).await;
    let document = &contract.document;
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "http://studio.test");
    let tags: BTreeSet<&str> = document["tags"].as_array().unwrap().iter().filter_map(|tag| tag["name"].as_str()).collect();
    for (id, (path, _, operation)) in contract.operations() {
        assert!(operation["summary"].as_str().is_some_and(|words| !words.is_empty()), "{id}");
        assert!(tags.contains(operation["tags"][0].as_str().unwrap()), "{id}");
        assert!(path.starts_with("/api/v1/"), "{path}");
        assert_eq!(operation["security"][1], json!({ "session": [] }), "{id}");
        let scope = operation["security"][0]["token"][0].as_str().unwrap();
        assert!(TokenScope::parse(scope).is_some(), "{id}: {scope}");
    }
    // Every reference leads somewhere, and every schema is one.
    let text = document.to_string();
    for part in text.split("\"#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(text.contains(&format!("\"#/components/schemas/{name}\"")), "nothing refers to {name}");
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)), "{name}");
        read(schema, name);
    }
    // Examples are such as may be sent.
    for (id, (_, _, operation)) in contract.operations() {
        let Some(media) = operation["requestBody"]["content"].get("application/json") else { continue };
        assert!(media["example"].is_object(), "{id} has no example");
        contract.valid(&media["schema"], &media["example"], &id);
    }
    // Everything that is told is explained.
    let mut unexplained = Vec::new();
    for (id, (_, _, operation)) in contract.operations() {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["description"].as_str().is_none_or(str::is_empty) && parameter["in"] != "header" {
                unexplained.push(format!("{id} {}", parameter["name"]));
            }
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_answers_as_the_document_says() {
    let test = TestStudio::set_up().await;
    let contract = Contract::of(&test).await;
    let mut owner = Program::of(&test, "owner", &TokenScope::ALL).await;
    let told: BTreeSet<String> = contract.operations().into_keys().collect();
    let called: BTreeSet<String> = calls(&Things::fresh(&test, 0).await).iter().map(|call| call.operation.to_owned()).collect();
    assert_eq!(told, called, "every operation has its call, and every call its operation");
    for nth in 0..called.len() {
        let things = Things::fresh(&test, nth + 1).await.reviewed(&test).await;
        test.work().await;
        let call = &calls(&things)[nth];
        contract.asks(call);
        let answer = call.by(&mut owner).await;
        assert!(answer.status.is_success(), "{} {} {}", call.operation, answer.status, answer.text());
        contract.holds(call, &answer);
        // Asked again, it fails as it says or answers the same.
        contract.holds(call, &call.by(&mut owner).await);
        if call.method == Method::GET && answer.header("content-type") == "application/json" {
            let tag = answer.header("etag").to_owned();
            let again = owner.send(Method::GET, &call.path, &[("if-none-match", &tag)], "").await;
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{}", call.operation);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_is_a_problem_that_the_document_tells_of() {
    let test = TestStudio::set_up().await;
    let contract = Contract::of(&test).await;
    let things = Things::fresh(&test, 0).await;
    let mut owner = Program::of(&test, "owner", &TokenScope::ALL).await;
    let mut reader = Program::of(&test, "owner", &[]).await;
    for call in calls(&things) {
        let (template, _, operation) = contract.operations()[call.operation].clone();
        let scope = operation["security"][0]["token"][0].as_str().unwrap().to_owned();
        // Nobody, and somebody else's guess.
        for token in [None, Some("atl_guess".to_owned())] {
            let mut program = Program { token: token.clone(), ..Program::nobody(&test) };
            let answer = call.by(&mut program).await;
            // After some guesses from one network, guessing is over.
            assert!(answer.status == 401 || (token.is_some() && answer.status == 429), "{} {}", call.operation, answer.status);
            contract.holds(&call, &answer);
            if answer.status == 401 {
                assert!(answer.header("www-authenticate").starts_with("Bearer realm="), "{}", call.operation);
            }
        }
        // A token that only reads.
        if scope != "read" {
            let answer = call.by(&mut reader).await;
            assert_eq!(answer.status, 403, "{}", call.operation);
            assert!(answer.header("www-authenticate").contains(&format!("scope=\"{scope}\"")), "{}", call.operation);
            contract.holds(&call, &answer);
        }
        // A form that it does not have; nothing is done then.
        let answers = operation["responses"].as_object().unwrap().iter().filter(|(status, _)| status.starts_with('2'));
        let forms: BTreeSet<&str> =
            answers.flat_map(|(_, answer)| answer["content"].as_object()).flat_map(Map::keys).map(String::as_str).collect();
        for accept in ["application/xml, text/*", "*/*;q=0"] {
            if !forms.is_empty() {
                let answer = call.with(&mut owner, &[("accept", accept)]).await;
                let unmade = call.operation == "getRendition" && answer.status == 404;
                assert!(answer.status == 406 || unmade, "{} {}", call.operation, answer.status);
                contract.holds(&call, &answer);
            }
        }
        assert_eq!(operation["responses"].get("406").is_some(), !forms.is_empty(), "{}", call.operation);
        // What it was meant for is something else by now; it stays.
        let tagged = |parameter: &Value| parameter["in"] == "header" && parameter["name"] == "If-Match";
        let bound = operation["parameters"].as_array().is_some_and(|all| all.iter().any(tagged));
        if bound {
            let answer = call.with(&mut owner, &[("if-match", "\"other\"")]).await;
            assert_eq!(answer.status, 412, "{} {}", call.operation, answer.text());
            contract.holds(&call, &answer);
        }
        // Whatever has a representation of its own can be bound to it.
        let readable = contract.document["paths"][&template].get("get").is_some() || call.operation == "purgeAsset";
        let changing = [Method::PATCH, Method::DELETE].contains(&call.method);
        assert_eq!(bound, changing && readable, "{}", call.operation);
        // A name that nothing has.
        if template.contains('{') {
            for nothing in [Id(1).to_string(), "no such thing".to_owned()] {
                let (path, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
                let parts = template.split('/').zip(path.split('/'));
                let other = nothing.replace(' ', "%20");
                let parts: Vec<&str> =
                    parts.map(|(name, part)| if name.starts_with('{') { other.as_str() } else { part }).collect();
                let path = format!("{}?{query}", parts.join("/"));
                let answer = Call { path: path.trim_end_matches('?').to_owned(), ..copy(&call) }.by(&mut owner).await;
                assert_eq!(answer.status, 404, "{} {}", call.operation, answer.text());
                contract.holds(&call, &answer);
            }
        }
        // A parameter that it does not know.
        if operation["parameters"].as_array().into_iter().flatten().any(|one| one["in"] == "query") {
            let joint = if call.path.contains('?') { '&' } else { '?' };
            let answer = Call { path: format!("{}{joint}colour_of_sea=grey", call.path), ..copy(&call) }.by(&mut owner).await;
            assert_eq!(answer.status, 422, "{} {}", call.operation, answer.text());
            assert_eq!(answer.json::<Value>()["errors"][0]["field"], "colour_of_sea", "{}", call.operation);
            contract.holds(&call, &answer);
        }
        if let Sent::Json(body) = &call.sent {
            let mut more: Map<String, Value> = body.as_object().unwrap().clone();
            more.insert("colour_of_sea".to_owned(), json!("grey"));
            let answer = owner.json(call.method.clone(), &call.path, &Value::Object(more)).await;
            assert_eq!(answer.status, 422, "{} {}", call.operation, answer.text());
            assert_eq!(answer.json::<Value>()["errors"][0]["field"], "colour_of_sea", "{}", call.operation);
            contract.holds(&call, &answer);
            let json = [("content-type", "application/json")];
            for (headers, body, status) in [(&json[..], "{", 400), (&[][..], "{}", 415), (&json[..], "7", 422)] {
                let answer = owner.send(call.method.clone(), &call.path, headers, body).await;
                assert_eq!(answer.status, status, "{} {body} {}", call.operation, answer.text());
                contract.holds(&call, &answer);
            }
            let answer = owner.send(call.method.clone(), &call.path, &json, vec![b' '; 5 << 20]).await;
            assert_eq!(answer.status, 413, "{}", call.operation);
            contract.holds(&call, &answer);
        }
    }
}

fn copy(call: &Call) -> Call {
    let sent = match &call.sent {
        Sent::Nothing => Sent::Nothing,
        Sent::Json(body) => Sent::Json(body.clone()),
        Sent::Bytes(bytes) => Sent::Bytes(bytes.clone()),
    };
    Call { operation: call.operation, method: call.method.clone(), path: call.path.clone(), sent }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_is_missing_from_the_document() {
    let test = TestStudio::set_up().await;
    let contract = Contract::of(&test).await;
    let told: BTreeSet<String> = contract.document["paths"].as_object().unwrap().keys().cloned().collect();
    // What axum says of itself names every route.
    let routes = format!("{:?}", atelier::server::http::v1::routes());
    let mounted: BTreeSet<String> = routes.split('"').filter(|text| text.starts_with("/api/v1")).map(str::to_owned).collect();
    let beside: BTreeSet<String> = BESIDE.map(str::to_owned).into();
    assert!(beside.is_subset(&mounted), "{mounted:?}");
    assert_eq!(mounted.difference(&beside).cloned().collect::<BTreeSet<_>>(), told);
    // And no path takes a method that the document is silent about.
    let mut owner = Program::of(&test, "owner", &TokenScope::ALL).await;
    for (path, item) in contract.document["paths"].as_object().unwrap() {
        let path = path.replace("{size}", "640");
        let path = path.split('/').map(|part| if part.starts_with('{') { Id(1).to_string() } else { part.to_owned() });
        let path = path.collect::<Vec<_>>().join("/");
        for method in [Method::GET, Method::PUT, Method::POST, Method::PATCH, Method::DELETE] {
            let answer = owner.send(method.clone(), &path, &[], "").await;
            let told = item.get(method.as_str().to_lowercase()).is_some();
            assert_eq!(answer.status != 405, told, "{method} {path} {}", answer.status);
            if !told {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
                assert!(!answer.header("allow").is_empty(), "{method} {path}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_below_the_root_is_ever_answered_as_a_page() {
    let test = TestStudio::set_up().await;
    let mut owner = Program::of(&test, "owner", &TokenScope::ALL).await;
    let mut nobody = Program::nobody(&test);
    for path in ["/api/v1/nothing", "/api/v1/assets/", "/api/v1/", "/api/v1/assets/1/2/3/4", "/api/v1/docs/x", "/api/v1//assets"]
    {
        for program in [&mut owner, &mut nobody] {
            for method in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS] {
                let answer = program.send(method.clone(), path, &[("accept", "text/html")], "").await;
                assert!(answer.status.is_client_error(), "{method} {path} {}", answer.status);
                assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
                let problem: Value = answer.json();
                assert_eq!(problem["status"], answer.status.as_u16());
                assert!(
                    ["type", "title", "detail"].iter().all(|name| problem[name].as_str().is_some_and(|text| !text.is_empty()))
                );
            }
        }
    }
    // A page of another site that makes a browser send a change.
    let mut browser = test.signed_in_quickly("owner").await;
    let headers = [("content-type", "application/json"), ("origin", "https://evil.example")];
    let answer = browser.request(Method::POST, "/api/v1/brands", &headers, json!({ "name": "Theirs" }).to_string()).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (403, "application/problem+json"));
    // The same from this site, and a program of anywhere with a token.
    let headers = [("content-type", "application/json"), ("origin", "http://studio.test")];
    let answer = browser.request(Method::POST, "/api/v1/brands", &headers, json!({ "name": "Ours" }).to_string()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let headers = [("content-type", "application/json"), ("origin", "https://extension.example")];
    let answer = owner.send(Method::POST, "/api/v1/brands", &headers, json!({ "name": "Also ours" }).to_string()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
}

/// What the document calls the longest is taken, and one more is refused.
#[tokio::test(flavor = "multi_thread")]
async fn limits_are_those_of_the_document() {
    let test = TestStudio::set_up().await;
    let contract = Contract::of(&test).await;
    let mut owner = test.signed_in("owner").await;
    let schemas = &contract.document["components"]["schemas"];
    for (path, schema, field, others) in [
        ("/api/v1/brands", "NewBrand", "name", json!({})),
        ("/api/v1/collections", "NewCollection", "name", json!({ "brand": "saltmarsh" })),
        ("/api/v1/campaigns", "NewCampaign", "name", json!({ "brand": "saltmarsh" })),
        ("/api/v1/campaigns", "NewCampaign", "description", json!({ "brand": "saltmarsh", "name": "Tide" })),
        ("/api/v1/searches", "NewSearch", "name", json!({ "query": { "q": "koi" } })),
    ] {
        let most = schemas[schema]["properties"][field]["maxLength"].as_u64();
        let most = most.unwrap_or_else(|| panic!("{schema}.{field}: {}", schemas[schema])) as usize;
        for (length, taken) in [(most + 1, false), (most, true)] {
            let mut body = others.clone();
            body[field] = json!("é".repeat(length));
            let answer = owner.json(path, &body).await;
            assert_eq!(answer.status.is_success(), taken, "{path} {field} {length}: {}", answer.text());
            assert!(taken || answer.status == 422, "{path} {}", answer.status);
        }
    }
}
