import { defineStore } from "pinia";
import { computed, shallowRef } from "vue";
import { isTransient, ProblemError } from "@/api/problem";
import { client, depot } from "@/services";
import type { Role, SignIn, Topic } from "@/wire/types";

const LAST_SEEN = "anlan.session";
/** Somebody signed out without a line: the cookie is still good, and must be given back before anything else. */
const LEFT = "anlan.left";
/** How far this machine's clock is off, for the hours when nobody can be asked. */
const SKEW = "anlan.skew";

/** Who sits here. Kept on this machine too, so that a reload without a line still shows the form and the drafts. */
export const useSession = defineStore("session", () => {
  const current = shallowRef<SignIn>();
  /** Server time less this machine's, in milliseconds: deadlines are counted by the server's clock. */
  const skew = shallowRef(0);

  const account = computed(() => current.value?.account);
  const is = (...roles: readonly Role[]): boolean => account.value !== undefined && roles.includes(account.value.role);

  const hears = (topic: Topic): boolean => current.value?.topics.includes(topic) === true;

  function take(signedIn: SignIn): void {
    current.value = signedIn;
    skew.value = Date.parse(signedIn.server_time) - Date.now();
    localStorage.setItem(LAST_SEEN, JSON.stringify(signedIn));
    localStorage.setItem(SKEW, String(skew.value));
  }

  /** Nobody sits here any more. What the server told the last one goes; what he wrote and could not send stays. */
  function forget(): void {
    current.value = undefined;
    localStorage.removeItem(LAST_SEEN);
    void depot().then((store) => store.forgetCopies()).catch(() => {});
  }

  /** False while a session that was left without a line is still open. */
  async function closed(): Promise<boolean> {
    try {
      await client.call("session.close", {});
    } catch (error) {
      if (isTransient(error)) return false;
      // Refused: it has ended by itself.
    }
    localStorage.removeItem(LEFT);
    return true;
  }

  async function signIn(name: string, password: string): Promise<void> {
    if (localStorage.getItem(LEFT)) await closed();
    take(await client.call("session.open", { name, password }));
  }

  /** Takes up the session that the cookie names; without a line, the last one known here. */
  async function resume(): Promise<boolean> {
    if (current.value) return true;
    const kept = localStorage.getItem(LAST_SEEN);
    if (localStorage.getItem(LEFT)) {
      await closed();
      return false;
    }
    try {
      take(await client.call("session.current", {}));
    } catch (error) {
      // Only a "no" ends it; a server that is starting or overloaded has not said anything about this session.
      if ((error instanceof ProblemError && !isTransient(error)) || !kept) {
        forget();
        return false;
      }
      current.value = JSON.parse(kept) as SignIn;
      skew.value = Number(localStorage.getItem(SKEW) ?? 0);
    }
    return true;
  }

  async function signOut(): Promise<void> {
    localStorage.setItem(LEFT, "1");
    sessionStorage.clear(); // half-filled forms that name people go with who filled them in
    forget();
    await closed();
  }

  return { current, account, skew, is, hears, signIn, resume, signOut, forget };
});
