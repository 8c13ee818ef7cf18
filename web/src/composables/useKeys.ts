import { onMounted, onUnmounted } from "vue";

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A closed dialog stays in the page, out of sight: only one that is seen holds the keys. */
export const modalOpen = (): boolean =>
  [...document.querySelectorAll("[aria-modal=true]")].some((each) => each.getClientRects().length > 0);

let heldKeys = false;
addEventListener("keydown", () => {
  heldKeys = modalOpen();
}, true);
/** Whether a dialog was open when the key was struck; on that very key it may have closed since. */
export const modalHadKey = (): boolean => heldKeys;

/** How a key is named here: "ctrl+k", "escape", "n". */
export function keyName(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const lead = event.ctrlKey || event.metaKey ? "ctrl+" : event.altKey ? "alt+" : "";
  return lead + event.key.toLowerCase();
}

/**
 * Keys of the page. Single letters do nothing while somebody types, and no key does anything while an input method
 * composes: the Enter that picks a Chinese word must not send a report.
 */
export function useKeys(keys: Keys): void {
  const listen = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    const name = keyName(event);
    const action = keys[name];
    if (!action) return;
    if (name.length === 1 && (typing(event.target) || modalOpen())) return;
    event.preventDefault();
    action(event);
  };
  onMounted(() => addEventListener("keydown", listen));
  onUnmounted(() => removeEventListener("keydown", listen));
}
