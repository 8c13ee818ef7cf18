import { defineStore } from "pinia";
import { computed, shallowRef } from "vue";
import { ProblemError } from "@/api/problem";
import { client } from "@/services";
import type { Role, SignIn } from "@/wire/types";

const LAST_SEEN = "anlan.session";

/** Who sits here. Kept on this machine too, so that a reload without a line still shows the form and the drafts. */
export const useSession = defineStore("session", () => {
  const current = shallowRef<SignIn>();
  /** Server time less this machine's, in milliseconds: deadlines are counted by the server's clock. */
  const skew = shallowRef(0);

  const account = computed(() => current.value?.account);
  const is = (...roles: readonly Role[]): boolean => account.value !== undefined && roles.includes(account.value.role);

  function take(signedIn: SignIn): void {
    current.value = signedIn;
    skew.value = Date.parse(signedIn.server_time) - Date.now();
    localStorage.setItem(LAST_SEEN, JSON.stringify(signedIn));
  }

  function forget(): void {
    current.value = undefined;
    localStorage.removeItem(LAST_SEEN);
  }

  async function signIn(name: string, password: string): Promise<void> {
    take(await client.call("session.open", { name, password }));
  }

  /** Takes up the session that the cookie names; without a line, the last one known here. */
  async function resume(): Promise<boolean> {
    if (current.value) return true;
    const kept = localStorage.getItem(LAST_SEEN);
    try {
      take(await client.call("session.current", {}));
    } catch (error) {
      if (error instanceof ProblemError || !kept) {
        forget();
        return false;
      }
      current.value = JSON.parse(kept) as SignIn;
    }
    return true;
  }

  async function signOut(): Promise<void> {
    await client.call("session.close", {});
    forget();
  }

  return { current, account, skew, is, signIn, resume, signOut, forget };
});
