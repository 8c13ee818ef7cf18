const GAP = 400; // ms between two looks

/**
 * Looks again whenever something happened, one look at a time: what happens meanwhile is seen by one more look, however
 * much it was. Many people at work do not make a page ask for each of their acts.
 */
export function useSteady(look: () => Promise<void>): () => Promise<void> {
  let looking = false;
  let again = false;
  return async function ask(): Promise<void> {
    again = true;
    if (looking) return;
    looking = true;
    while (again) {
      again = false;
      await look();
      if (again) await new Promise((resolve) => setTimeout(resolve, GAP));
    }
    looking = false;
  };
}
