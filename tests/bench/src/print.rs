//! The contract with sixty lines as PDF, over HTTP, warm.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value as Json, json};

use crate::demo::Demo;
use crate::wire::{Reply, Wire, once, request, sign_in};
use crate::{Options, Outcome};

const LINES: usize = 60;

/// Makes a contract and prints it many times.
pub(crate) async fn measure(tenon: &Path, options: &Options) -> Outcome<String> {
    let demo = Demo::make(tenon)?;
    let server = demo.serve(tenon)?;
    let token = sign_in(&server.address, &demo.login, &demo.password).await?;
    let contract = contract(&server.address, &token).await?;
    let mut wire = Wire::connect(&server.address).await?;
    let mut reply = Reply::default();
    let mut times = Vec::new();
    let message = request("GET", &format!("/api/v1/prints/contract_zh/{contract}"), Some(&token), None, "");
    for _ in 0..if options.quick { 10 } else { 60 } {
        let started = Instant::now();
        wire.exchange(&message, &mut reply).await?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
        if reply.status != 200 || !reply.body.starts_with(b"%PDF-") {
            return Err(format!("status {}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
        }
    }
    let first = times.first().copied().unwrap_or_default();
    times.sort_by(f64::total_cmp);
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let fastest = times.first().copied().unwrap_or_default();
    let pages = reply.body.windows(11).filter(|part| part.eq_ignore_ascii_case(b"/type/page/")).count();
    let pages = if pages > 0 { format!(", {pages} pages") } else { String::new() };
    Ok(format!(
        "| figure | measured | goal |\n|---|--:|--:|\n\
         | contract PDF of {LINES} lines{pages}, warm, median of {} | {median:.1} ms | 25 ms |\n\
         | fastest | {fastest:.1} ms | |\n| first, cold | {first:.0} ms | |\n\
         | size with its font subset | {:.0} KB | 250 KB |\n",
        times.len(),
        reply.body.len() as f64 / 1024.0
    ))
}

async fn contract(address: &str, token: &str) -> Outcome<String> {
    let get = async |path: &str| once(address, "GET", path, Some(token), "").await;
    let ids = |page: &Json| -> Vec<Json> {
        let data = page.get("data").and_then(Json::as_array).into_iter().flatten();
        data.filter_map(|record| record.get("id").cloned()).collect()
    };
    let customer = ids(&get("/api/v1/records/customer?limit=1").await?).pop().ok_or("no customer")?;
    let products = ids(&get("/api/v1/records/product?limit=50").await?);
    let lines: Vec<Json> = (0..LINES)
        .filter_map(|line| {
            Some(json!({
                "product": products.get(line % products.len().max(1))?,
                "specification": format!("型号 TN-{line:03}，含安装调试"),
                "unit": "set",
                "quantity": format!("{}.00", line % 9 + 1),
                "price": format!("{}.50", 1200 + line * 37),
                "delivery_on": "2027-03-01",
            }))
        })
        .collect();
    let body = json!({
        "name": "自动化生产线设备采购合同", "customer": customer, "signed_on": "2026-11-20", "start_on": "2026-12-01",
        "end_on": "2027-11-30", "payment_terms": "合同签订后 30% 预付，发货前 60%，验收后 10%。",
        "delivery_terms": "卖方负责运输至买方工厂。", "lines": lines,
    });
    let made = once(address, "POST", "/api/v1/records/contract", Some(token), &body.to_string()).await?;
    Ok(made.get("id").and_then(Json::as_str).ok_or("no id")?.to_owned())
}
