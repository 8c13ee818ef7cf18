import { createRouter, createWebHistory } from "vue-router";
import { useSession } from "@/stores/session";
import type { Role } from "@/wire/types";

/** Where a role begins its work. */
export function landing(role: Role): string {
  if (role === "administrator") return "/admin";
  if (role === "village_informant") return "/observe";
  return "/";
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/sign-in", component: () => import("@/views/SignIn.vue"), meta: { open: true } },
    { path: "/", component: () => import("@/views/Dashboard.vue") },
    { path: "/report", component: () => import("@/views/ReportForm.vue") },
    { path: "/observe", component: () => import("@/views/Observe.vue") },
    { path: "/admin", component: () => import("@/views/Admin.vue") },
    { path: "/help", component: () => import("@/views/Help.vue"), meta: { open: true } },
    { path: "/:rest(.*)", redirect: "/" },
  ],
});

router.beforeEach(async (to) => {
  if (to.meta.open) return true;
  const session = useSession();
  if (!(await session.resume())) return { path: "/sign-in", query: { to: to.fullPath } };
  return true;
});
