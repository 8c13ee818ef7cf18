// The form's own lists, in its own order.
import type { Role } from "@/wire/types";
import type { Circumstance, FundingLevel, HouseholdClass, Kinship, NeedKind, PayBy, PhotoAbout, Vulnerability, WithdrawReason } from "@/wire/relief";

export const CLASSES: readonly HouseholdClass[] = ["destitute_support", "minimum_living", "monitored", "other_hardship", "ordinary"];
export const CIRCUMSTANCES: readonly Circumstance[] = [
  "home_collapsed", "home_severely_damaged", "home_damaged", "crop_lost", "crop_reduced", "injured", "disabled",
];
export const VULNERABILITIES: readonly Vulnerability[] = [
  "rebuilding", "orphan", "left_behind_elder", "left_behind_child", "severely_disabled", "lifted_from_poverty", "near_poverty",
  "special_care", "serious_illness",
];
export const NEEDS: readonly NeedKind[] = ["grain", "clothing", "heating", "water", "medical", "other"];
/** Needs counted in money; the others in kilograms and pieces. */
export const IN_MONEY: ReadonlySet<NeedKind> = new Set<NeedKind>(["heating", "water", "medical", "other"]);
export const PAY_BY: readonly PayBy[] = ["card", "cash"];
export const KINSHIPS: readonly Kinship[] = [
  "head", "spouse", "child", "child_in_law", "grandchild", "parent", "grandparent", "sibling", "other",
];
export const FUNDING: readonly FundingLevel[] = ["central", "province", "city", "county"];
export const REASONS: readonly WithdrawReason[] = ["duplicate", "moved_away", "deceased", "not_affected", "own_wish", "mistake", "other"];

export const PHOTO_ABOUT: readonly PhotoAbout[] = ["home", "crop", "people", "paper", "other"];

export const RELIEF_READERS: readonly Role[] = [
  "village_informant", "township_clerk", "county_duty", "city_duty", "leader", "township_reviewer", "county_reviewer", "auditor",
];
export const RELIEF_ENTERERS: readonly Role[] = ["village_informant", "township_clerk"];
export const RELIEF_REVEALERS: readonly Role[] = ["village_informant", "township_clerk", "township_reviewer", "county_reviewer", "auditor"];
/** Whoever stands before the house. */
export const PHOTOGRAPHERS: readonly Role[] = ["village_informant", "township_clerk", "township_reviewer"];
export const CAMPAIGN_DECIDERS: readonly Role[] = ["county_reviewer", "leader"];
