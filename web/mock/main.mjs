// Serves the mock on 127.0.0.1: `npm run mock`, then `npm run dev`; or, with a built web/dist, by itself.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { WebSocketServer } from "ws";
import { createHouse, Problem } from "./house.mjs";
import { seed } from "./seed.mjs";
import { cutTile } from "./tiles.mjs";

const port = Number(process.env.PORT ?? 8765);
const house = createHouse();
seed(house);

const dist = new URL("../dist/", import.meta.url);
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json" };
const POLICY = "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'";

const accountOf = (request) => {
  const id = /anlan_session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
  const account = house.sessions.get(id);
  return account && house.accounts.get(account);
};

function answer(response, status, body, headers = {}) {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store", ...headers }).end(JSON.stringify(body));
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function problemOf(error) {
  if (error instanceof Problem) return error.body;
  console.error(error);
  return new Problem(500, "internal", "服务器出错", "The server failed", { detail: String(error), detail_en: String(error) }).body;
}

async function serveApi(request, response, operation) {
  const body = await bodyOf(request);
  if (operation === "session.open") return signIn(response, JSON.parse(body));
  const account = accountOf(request);
  if (!account) return answer(response, 401, new Problem(401, "not-signed-in", "请先登录", "Sign in first").body);
  if (operation === "session.close") return answer(response, 200, {}, { "Set-Cookie": "anlan_session=; Path=/; Max-Age=0" });
  if (operation === "blob.put") {
    const blob = createHash("sha256").update(body).digest("hex");
    house.blobs.set(blob, { body, type: request.headers["content-type"] });
    return answer(response, 200, { blob, media_type: request.headers["content-type"], size: body.length });
  }
  answer(response, 200, house.call(operation, JSON.parse(body.toString() || "{}"), account));
}

function signIn(response, { name, password }) {
  const account = [...house.accounts.values()].find((one) => one.name === name && one.state === "active");
  if (!account || house.passwords.get(account.account) !== password) {
    throw new Problem(401, "bad-credentials", "用户名或密码不对", "Wrong name or password", { detail: "请核对后重试；忘记密码请找管理员。", detail_en: "Check and try again; the administrator can reset a password." });
  }
  const session = randomUUID();
  house.sessions.set(session, account.account);
  answer(response, 200, house.sign(account), { "Set-Cookie": `anlan_session=${session}; Path=/; HttpOnly; SameSite=Strict` });
}

function serveTile(response, level, z, x, y) {
  const tile = cutTile(level, house.patches.levels[level] ?? [], z, x, y);
  if (!tile) return response.writeHead(204).end();
  response.writeHead(200, { "Content-Type": "application/vnd.mapbox-vector-tile", "Cache-Control": "max-age=3600" }).end(tile);
}

function serveFile(response, path) {
  const file = new URL(`.${path}`, dist);
  const found = path !== "/" && existsSync(file) ? file : new URL("index.html", dist);
  if (!existsSync(found)) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": TYPES[extname(found.pathname)] ?? "application/octet-stream", "Content-Security-Policy": POLICY }).end(readFileSync(found));
}

const server = createServer(async (request, response) => {
  try {
    const { pathname } = new URL(request.url, "http://mock");
    const tile = /^\/tiles\/(\w+)\/[\w-]+\/(\d+)\/(\d+)\/(\d+)\.mvt$/.exec(pathname);
    if (pathname.startsWith("/api/")) await serveApi(request, response, pathname.slice(5));
    else if (tile) serveTile(response, tile[1], Number(tile[2]), Number(tile[3]), Number(tile[4]));
    else if (pathname.startsWith("/blobs/")) {
      const blob = house.blobs.get(pathname.slice(7));
      if (blob) response.writeHead(200, { "Content-Type": blob.type }).end(blob.body);
      else response.writeHead(404).end();
    } else serveFile(response, pathname);
  } catch (error) {
    const problem = problemOf(error);
    answer(response, problem.status, problem);
  }
});

const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => "anlan.v1" });
server.on("upgrade", (request, socket, head) => {
  const account = accountOf(request);
  if (!account || new URL(request.url, "http://mock").pathname !== "/live") return socket.destroy();
  sockets.handleUpgrade(request, socket, head, (live) => converse(live, account));
});

function converse(live, account) {
  let topics;
  const hear = (notification) => {
    if (topics && house.shows(notification, account, topics)) live.send(JSON.stringify(notification));
  };
  house.listeners.add(hear);
  live.on("close", () => house.listeners.delete(hear));
  live.on("message", (text) => {
    const { id, method, params } = JSON.parse(text);
    try {
      if (method !== "live.subscribe") return live.send(JSON.stringify({ jsonrpc: "2.0", id, result: house.call(method, params, account) }));
      topics = params.topics;
      live.send(JSON.stringify({ jsonrpc: "2.0", id, result: { seq: house.seq, resumed: true, snapshot: false } }));
      const page = house.call("journal.page", { since: params.since ?? house.seq, limit: 100_000, topics }, account);
      if (page.notifications.length > 0) live.send(JSON.stringify(page.notifications));
    } catch (error) {
      const problem = problemOf(error);
      live.send(JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32000, message: problem.title_en, data: problem } }));
    }
  });
}

server.listen(port, "127.0.0.1", () => console.log(`mock at http://127.0.0.1:${port}`));
