// Programmes of assistance as the catalogue of standards has them.
import { inYuan } from "@/components/loan/money";
import type { ReferralState, ProgrammeFigure, ProgrammeRelation } from "@/wire/referrals";

export const REFERRAL_REFERRERS = ["village_informant", "township_clerk", "township_reviewer", "county_reviewer"] as const;
export const REFERRAL_ANSWERERS = ["county_reviewer", "county_duty"] as const;
export const REFERRAL_STATES: readonly ReferralState[] = ["open", "granted", "refused", "withdrawn"];
export const STATE_TONE = { open: "amber", granted: "green", refused: "grey", withdrawn: "grey" } as const;
/** The programme that everybody on the list asks for already. */
export const OWN = "winter_relief";

/** What is laid down of two programmes, in either order; nothing when nobody did. */
export const relationOf = (relations: readonly ProgrammeRelation[], one: string, other: string): ProgrammeRelation | undefined =>
  relations.find((each) => (each.a === one && each.b === other) || (each.a === other && each.b === one));

/** "60.00" of money, "70" of the rest; the unit is the screen's. */
export const valueOf = (figure: ProgrammeFigure): string => (figure.unit.startsWith("fen") ? inYuan(figure.value) : String(figure.value));

/** Figures that hold on a day. */
export const holding = (figures: readonly ProgrammeFigure[], day: string): readonly ProgrammeFigure[] =>
  figures.filter((one) => one.from <= day && (one.until === null || day <= one.until));
