import { getCurrentScope, ref, watch, type Ref } from "vue";
import { useDraft, type DraftPlace } from "@/composables/useDraft";
import { useSession } from "@/stores/session";

export interface Kept {
  /** When what came back was typed (ms); nothing when the form began empty. */
  readonly restoredAt: Ref<number | undefined>;
  /** What was typed before is back, if there was any. */
  readonly restored: Promise<void>;
  /** Empties the form. */
  startOver(): Promise<void>;
  /** It was sent: nothing of it comes back. */
  done(): Promise<void>;
}

/** JSON writes a gap in a list as null; a form knows it as undefined. */
const gapsBack = (_: string, value: unknown): unknown => (Array.isArray(value) ? value.map((one: unknown) => one ?? undefined) : value);

/**
 * What is typed into a form outlives its page: `parts` are its fields, each under its name. Kept for the account that
 * signed in, under `form`; `place` is the tab alone where the form names people.
 */
export function useKept(form: string, parts: Readonly<Record<string, Ref<unknown>>>, place: DraftPlace = "machine"): Kept {
  const session = useSession();
  const drafting = useDraft<Record<string, unknown>>(`${session.account?.account}/${form}`, place);
  const typed = (): Record<string, unknown> => Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.value]));
  const blank = JSON.stringify(typed());
  let unworthy = blank; // what is not worth keeping
  const restoredAt = ref<number>();
  const scope = getCurrentScope();

  function put(values: Record<string, unknown>): void {
    const whole = JSON.parse(JSON.stringify(values), gapsBack) as Record<string, unknown>;
    for (const [name, part] of Object.entries(parts)) if (name in whole) part.value = whole[name];
  }
  const keep = (): Promise<void> => (JSON.stringify(typed()) === unworthy ? drafting.drop() : drafting.save(typed()));

  const restored = drafting.restore().then((kept) => {
    if (kept) {
      put(kept.value);
      restoredAt.value = kept.savedAt;
    }
    scope?.run(() => watch(Object.values(parts), () => void keep(), { deep: true })); // ends with its form
  });
  async function done(): Promise<void> {
    unworthy = JSON.stringify(typed());
    restoredAt.value = undefined;
    await drafting.drop();
  }
  async function startOver(): Promise<void> {
    put(JSON.parse(blank) as Record<string, unknown>);
    await done();
  }
  return { restoredAt, restored, startOver, done };
}
