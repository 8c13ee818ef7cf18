// Journeys of real users on a real server. ANLAN_URL says where; the passwords come from ANLAN_LOG (what `anlan serve
// --demo` printed) or from ANLAN_PASSWORD_<NAME>. Pictures go to build/screenshots. An argument picks tests by name, several with | between.
import { runTests } from "./helper.mjs";

await import("./specs/report.mjs");
await import("./specs/dashboard.mjs");
await import("./specs/duty.mjs");
await import("./specs/observe.mjs");
await import("./specs/drought.mjs");
await import("./specs/boundaries.mjs");
await import("./specs/stock.mjs");
await import("./specs/boards.mjs");
await import("./specs/correct.mjs");
await import("./specs/offline.mjs");
await import("./specs/warehouse.mjs");
await import("./specs/allocation.mjs");
await import("./specs/stocktake.mjs");
await import("./specs/receipt.mjs");
await import("./specs/apart.mjs");
await import("./specs/aside.mjs");
await import("./specs/people.mjs");
await import("./specs/relief.mjs");
await import("./specs/homes.mjs");
await import("./specs/way.mjs");
await import("./specs/money.mjs");
await import("./specs/township.mjs");
await import("./specs/supervise.mjs");
await import("./specs/alike.mjs");
await import("./specs/audit.mjs");
process.exit((await runTests()) ? 0 : 1);
