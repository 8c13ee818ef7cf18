import { createRouter, createWebHistory } from "vue-router";
import { usePrefs } from "@/stores/prefs";
import { useSession } from "@/stores/session";
import type { Role } from "@/wire/types";

/** Where a role begins its work. */
export function landing(role: Role): string {
  if (role === "administrator") return "/admin";
  if (role === "village_informant") return "/observe";
  if (role === "warehouse_keeper") return "/warehouse";
  return "/";
}

/** Pages that are about no incident in particular: what they show is real, whatever exercise is chosen elsewhere,
 * or they ask for the incident themselves. */
export const WITHOUT_INCIDENT: ReadonlySet<string> = new Set(["/admin", "/stock", "/warehouse", "/personal", "/donations", "/relief", "/observe"]);

const views = {
  dashboard: () => import("@/views/Dashboard.vue"),
  report: () => import("@/views/ReportForm.vue"),
  observe: () => import("@/views/Observe.vue"),
  stock: () => import("@/views/Stock.vue"),
  allocation: () => import("@/views/Allocation.vue"),
  warehouse: () => import("@/views/Warehouse.vue"),
  help: () => import("@/views/Help.vue"),
};

/** Fetches the pages that must open without a line, while there is one. */
export async function preload(): Promise<void> {
  await Promise.all([...Object.values(views).map((load) => load()), import("@/components/map/MapView.vue")]);
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/sign-in", component: () => import("@/views/SignIn.vue"), meta: { open: true } },
    { path: "/", component: views.dashboard },
    { path: "/report", component: views.report },
    { path: "/print/:paper/:id", component: () => import("@/views/Print.vue"), meta: { bare: true } },
    // What is printed on papers and labels: short, so that their codes stay coarse.
    { path: "/w/:number", redirect: (to) => ({ path: "/stock", query: { t: "transit", over: "1", w: String(to.params.number) } }) },
    { path: "/b/:label", redirect: (to) => ({ path: "/stock", query: { t: "trace", q: String(to.params.label) } }) },
    { path: "/bin/:place/:bin", redirect: (to) => ({ path: "/stock", query: { t: "stock", by: "place", at: String(to.params.place) } }) },
    { path: "/observe", component: views.observe },
    { path: "/stock", component: views.stock },
    { path: "/allocation", component: views.allocation },
    { path: "/warehouse", component: views.warehouse },
    { path: "/relief", component: () => import("@/views/Relief.vue") },
    { path: "/homes", component: () => import("@/views/Homes.vue") },
    { path: "/relief-print/:paper/:campaign/:village", component: () => import("@/views/ReliefPrint.vue"), meta: { bare: true } },
    { path: "/audit-print/:audit/:village", component: () => import("@/views/AuditPrint.vue"), meta: { bare: true } },
    { path: "/personal", component: () => import("@/views/Personal.vue") },
    { path: "/key-certificate/:key", component: () => import("@/views/KeyCertificate.vue"), meta: { bare: true } },
    { path: "/admin", component: () => import("@/views/Admin.vue") },
    { path: "/handout-sheet", component: () => import("@/views/HandoutSheet.vue"), meta: { bare: true } },
    { path: "/donations", component: () => import("@/views/Donations.vue"), meta: { open: true } },
    { path: "/o/:code", component: () => import("@/views/Objection.vue"), meta: { open: true, bare: true } },
    { path: "/help", component: views.help, meta: { open: true } },
    { path: "/:rest(.*)", redirect: "/" },
  ],
});

router.beforeEach(async (to) => {
  if (to.meta.open) return true;
  const session = useSession();
  if (!(await session.resume())) return { path: "/sign-in", query: { to: to.fullPath } };
  return true;
});

// The address may ask for the wall also behind the sign-in page.
router.afterEach((to) => {
  if (to.query.wall !== undefined) usePrefs().wall = to.query.wall === "1";
});
