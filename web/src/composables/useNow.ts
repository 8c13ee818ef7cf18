import { computed, onScopeDispose, ref, type ComputedRef } from "vue";
import { useSession } from "@/stores/session";

/** The server's time, every second. Deadlines are the server's, whatever this machine's clock says. */
export function useNow(): ComputedRef<number> {
  const session = useSession();
  const tick = ref(Date.now());
  const timer = setInterval(() => (tick.value = Date.now()), 1000);
  onScopeDispose(() => clearInterval(timer));
  return computed(() => tick.value + session.skew);
}
