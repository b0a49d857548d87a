"use strict";

// What the server rendered, kept fresh: once a second, and only while somebody looks.

const FINISHED = ["SUCCESS", "FAILURE", "REVOKED"];
const $ = (selector) => document.querySelector(selector);

async function get(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  const json = response.headers.get("Content-Type")?.startsWith("application/json");
  return { ok: response.ok, status: response.status, body: json ? await response.json() : {} };
}

async function getOrThrow(url) {
  const { ok, body } = await get(url);
  if (!ok) throw new Error(body.error);
  return body;
}

async function refreshTask(row) {
  const { state, result, error, progress } = await getOrThrow(`/tasks/${row.dataset.id}`);
  if (progress) Object.assign(row.querySelector("progress"), { value: progress.done, max: progress.of });
  row.dataset.state = state;
  row.querySelector("progress").hidden = !progress;
  row.querySelector(".state").textContent = state.toLowerCase();
  row.querySelector("output").textContent = error ?? result ?? "";
  if (FINISHED.includes(state)) $("#news").textContent = row.textContent;
}

async function refreshTasks() {
  const rows = [...document.querySelectorAll("tr[data-id]")];
  await Promise.all(rows.filter((row) => !FINISHED.includes(row.dataset.state)).map(refreshTask));
}

async function refreshTicks() {
  const { ticks } = await getOrThrow("/ticks");
  $("#ticks").replaceChildren(...ticks.map(({ time }) => tickItem(new Date(time))));
}

function tickItem(at) {
  const item = document.createElement("li");
  const time = document.createElement("time");
  time.dateTime = at.toISOString();
  time.textContent = at.toLocaleTimeString();
  item.append(time, `${Math.max(0, Math.round((Date.now() - at) / 1000))} s ago`);
  return item;
}

async function refresh() {
  try {
    await Promise.all([refreshTasks(), refreshTicks()]);
    $("#outage").hidden = true;
  } catch (error) {
    $("#outage").textContent = error instanceof TypeError ? "The web server does not answer." : error.message;
    $("#outage").hidden = false;
  }
}

function showHealth(part, state, text) {
  const place = $(`[data-part=${part}]`);
  place.dataset.state = state;
  place.textContent = text;
}

async function refreshHealth() {
  const { redis, workers, beat, status } = (await get("/health").catch(() => ({ body: {} }))).body;
  if (!redis?.ok) {
    showHealth("redis", redis ? "bad" : "unknown", redis ? "silent" : "not served");
    for (const part of ["workers", "beat"]) showHealth(part, "unknown", "unknown");
    return;
  }
  const age = beat.last_tick_age_seconds;
  showHealth("redis", "good", `${redis.milliseconds} ms`);
  showHealth("workers", workers.length ? "good" : "bad", workers.length ? `${workers.length} alive` : "none");
  showHealth("beat", age === null || status === "degraded" ? "bad" : "good", age === null ? "silent" : `${Math.round(age)} s ago`);
}

async function forever(job) {
  for (;;) {
    if (!document.hidden) await job();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

forever(refresh);
forever(refreshHealth);
