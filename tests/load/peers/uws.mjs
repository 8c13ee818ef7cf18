// uWebSockets from npm: "sub" subscribes, anything else is published to all subscribers.
import { createRequire } from "node:module";
const uWS = createRequire(process.cwd() + "/package.json")("@trufflesuite/uws-js-unofficial");

const app = uWS.App();
app
  .ws("/*", {
    compression: uWS.DISABLED,
    maxPayloadLength: 1 << 20,
    idleTimeout: 120,
    maxBackpressure: 64 << 20,
    message: (ws, message, binary) => {
      if (message.byteLength === 3 && Buffer.from(message).toString() === "sub") ws.subscribe("bench");
      else app.publish("bench", message, binary, false);
    },
  })
  .listen("127.0.0.1", Number(process.argv[2]), (socket) => socket || process.exit(1));
