import { nextTick, type Ref } from "vue";

/** A long form walked with the keyboard: Enter goes to the next box; in the last one, or with Ctrl, it saves. */
export function useBoxes(form: Readonly<Ref<HTMLFormElement | undefined>>, save: () => Promise<void>) {
  const boxes = (): HTMLElement[] => [...(form.value?.querySelectorAll<HTMLElement>("input:not([type=checkbox], [type=file], :disabled), select:not(:disabled)") ?? [])];
  const begin = (at: number): void => void nextTick(() => boxes()[at]?.focus());
  const toFault = (): void => void nextTick(() => form.value?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  function walk(event: KeyboardEvent): void {
    if (event.isComposing || !(event.target instanceof HTMLElement) || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    const all = boxes();
    const at = all.indexOf(event.target);
    if (event.ctrlKey || event.metaKey || at === all.length - 1) void save();
    else all[at + 1]?.focus();
  }
  return { begin, toFault, walk };
}
