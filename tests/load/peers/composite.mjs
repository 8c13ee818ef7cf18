// What a team would put together otherwise: node's http, PostGIS with a trigger that finds the village, ws to broadcast
// after the commit. Arguments: port, PostgreSQL's port.
import http from "node:http";
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/package.json");
const { Pool } = require("pg");
const { WebSocketServer, WebSocket } = require("ws");

const pool = new Pool({ host: "127.0.0.1", port: Number(process.argv[3]), user: "postgres", database: "relief", max: 16 });
const insert =
  "INSERT INTO report (uuid, ts, kind, severity, lon, lat, body, geom) VALUES (gen_random_uuid(), now(), 1, 1, $1, $2, $3," +
  " ST_SetSRID(ST_MakePoint($1, $2), 4326)) RETURNING id, village";

const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", async () => {
    try {
      const { point, text } = JSON.parse(body);
      const { rows } = await pool.query({ name: "insert", text: insert, values: [point.lon, point.lat, text] });
      const message = JSON.stringify({ ...rows[0], lon: point.lon, lat: point.lat, text });
      for (const each of dashboards.clients) if (each.readyState === WebSocket.OPEN) each.send(message);
      response.writeHead(200, { "Content-Length": 2 }).end("ok");
    } catch (error) {
      response.writeHead(500, { "Content-Length": 0 }).end();
      console.error(error.message);
    }
  });
});
const dashboards = new WebSocketServer({ server, perMessageDeflate: false });
dashboards.on("connection", (socket) => socket.on("message", () => socket.send("subscribed")));
server.listen(Number(process.argv[2]), "127.0.0.1");
