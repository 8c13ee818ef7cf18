/** Something stored that is shown for a purpose. */
export interface Picture {
  readonly blob: string;
  /** Whether a browser shows it beside others; a paper of another kind opens on its own. */
  readonly image: boolean;
  readonly caption: string;
}
