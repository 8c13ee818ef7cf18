/** A stored picture that is shown for a purpose: to whoever asked, and for a quarter of an hour. */
export interface TicketedPhoto {
  readonly blob: string;
  readonly ticket: string;
}
