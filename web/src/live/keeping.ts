// Keeps the picture on this machine, so that a page opened without a line shows what was last known, and when.
import { pictureOf, type LiveState, type Picture } from "./state";

export interface KeepingPorts {
  read(): Promise<unknown>;
  write(picture: Picture): Promise<void>;
  /** Calls back after a while; answers with how to call it off. */
  later(then: () => void): () => void;
}

export interface Keeping {
  /** The picture that was kept, if there is one. */
  recall(): Promise<Picture | undefined>;
  /** Something changed: it is written down soon, many changes at once. */
  changed(state: LiveState): void;
  /** Writes down what is not yet: the page may go away now. */
  flush(): void;
  /** Whoever sat here leaves: what is not written down yet never is. */
  stop(): void;
}

export function createKeeping(ports: KeepingPorts): Keeping {
  let newest: LiveState | undefined;
  let callOff: (() => void) | undefined;

  function flush(): void {
    callOff?.();
    callOff = undefined;
    if (!newest) return;
    const picture = pictureOf(newest);
    newest = undefined;
    void ports.write(picture).catch(() => {}); // a full disk costs the hours without a line, not the hour with one
  }

  return {
    recall: async () => (await ports.read()) as Picture | undefined,
    changed(state) {
      if (state.recalled || state.cursor === 0) return; // nothing here that was heard from the server
      newest = state;
      callOff ??= ports.later(flush);
    },
    flush,
    stop() {
      callOff?.();
      callOff = newest = undefined;
    },
  };
}
