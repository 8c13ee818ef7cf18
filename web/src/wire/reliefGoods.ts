// What decided lists grant in goods, and what of it was handed out.
import type { LineState } from "./payments";
import type { NeedKind } from "./relief";
import type { Text } from "./types";

/** What a hand-out gave a household, in the article's unit; its worth is null without a price. */
export interface GivenGoods {
  readonly handout: string;
  readonly number: string;
  readonly at: string;
  readonly item: string;
  readonly name: Text;
  readonly unit: Text;
  readonly quantity: number;
  readonly worth_fen: number | null;
}
/** A household's money and goods. Quantities in the need's or the article's unit. */
export interface GoodsRow {
  readonly household: string;
  readonly number: number;
  readonly decided_fen: number | null;
  readonly paid_fen: number;
  readonly payment: LineState | null;
  readonly needs: readonly { readonly kind: NeedKind; readonly quantity: number; readonly counted: boolean; readonly left: number }[];
  readonly given: readonly GivenGoods[];
  /** Nothing when one of its goods has no price. */
  readonly worth_fen: number | null;
}
