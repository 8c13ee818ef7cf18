// ws from npm, as its documentation broadcasts: "sub" subscribes, anything else goes to all subscribers.
import { createRequire } from "node:module";
const { WebSocketServer, WebSocket } = createRequire(process.cwd() + "/package.json")("ws");

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), perMessageDeflate: false });
const subscribers = new Set();
server.on("connection", (socket) => {
  socket.on("message", (data, binary) => {
    if (data.length === 3 && data.toString() === "sub") return subscribers.add(socket);
    for (const each of subscribers) if (each.readyState === WebSocket.OPEN) each.send(data, { binary });
  });
  socket.on("close", () => subscribers.delete(socket));
  socket.on("error", () => {});
});
