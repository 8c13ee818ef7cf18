// A long list by keyboard and by scrolling: arrow keys walk along its rows, and what follows comes near its end.
const NEAR = 400; // pixels from the end

const rowsOf = (event: Event): HTMLElement | null => (event.currentTarget as HTMLElement).parentElement;

export function useListWalk(hasMore: () => boolean, more: () => void) {
  function walk(event: KeyboardEvent, at: number): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    (rowsOf(event)?.children[at + step] as HTMLElement | undefined)?.focus();
  }
  function scrolled(event: Event): void {
    const { scrollTop, scrollHeight, clientHeight } = event.target as HTMLElement;
    if (hasMore() && scrollHeight - scrollTop - clientHeight < NEAR) more();
  }
  return { walk, scrolled };
}
