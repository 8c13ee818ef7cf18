import type { TicketedPhoto } from "@/wire/pictures";

export interface Picture extends TicketedPhoto {
  /** Whether a browser shows it beside others; a paper of another kind opens on its own. */
  readonly image: boolean;
  readonly caption: string;
}

export const pictureAddress = (one: TicketedPhoto): string => `/blobs/${one.blob}?${new URLSearchParams({ ticket: one.ticket })}`;
