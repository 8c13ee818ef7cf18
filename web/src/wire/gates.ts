// The way of a village's list on the wire: its gates, the plan and the payment.
import type { GoodsRow } from "./reliefGoods";
import type { HouseholdClass, NeedKind, PinnedStandard } from "./relief";
import type { Programme, ProgrammeRelation } from "./referrals";
import type { Text } from "./types";
import type { BankAnswer, Payments } from "./payments";

export type Stage =
  | "report" | "village_review" | "public_notice" | "township_review" | "county_decision" | "allotment" | "payment"
  | "second_notice" | "relieved" | "follow_up" | "finished";
export type Bench = "committee" | "villagers" | "affected";
export type VisitResult = "agrees" | "adjust" | "reject";
export type Policy = "equal" | "by_class" | "by_severity";

export interface Attendee {
  readonly bench: Bench;
  readonly declared: boolean;
  readonly kin?: readonly string[];
}
export interface Vote {
  readonly household: string;
  readonly ayes: number;
  readonly noes: number;
  readonly abstained?: number;
}
export interface Meeting {
  readonly held_at: string;
  readonly present: readonly Attendee[];
  readonly absent: number;
  readonly votes: readonly Vote[];
  readonly minutes: string;
  readonly photo: string;
}
export interface NoticePhoto {
  readonly photo: string;
  readonly taken_at: string;
  /** Nothing: the photo says no place, or no border can tell. */
  readonly in_village: boolean | null;
  readonly seen_before: boolean;
  /** It was taken from the evidence; why is shown with the picture, for a purpose. */
  readonly dropped?: boolean;
}
export interface Notice {
  readonly posted_at: string;
  readonly place: string;
  readonly photos: readonly NoticePhoto[];
}
export interface Objection {
  readonly objection: string;
  /** Nothing when somebody is missing from the list. */
  readonly household: string | null;
  readonly raised_at: string;
  readonly settled_at?: string;
  readonly upheld?: boolean;
}
export interface Visit {
  readonly household: string;
  readonly at: string;
  readonly result: VisitResult;
  readonly by: string;
  readonly by_name: string;
  /** Whether there is one: `gate.reveal_evidence` shows it. */
  readonly photo: boolean;
}
export interface Sample {
  readonly wanted: number;
  readonly seed: string;
  readonly households: readonly string[];
  readonly visits: readonly Visit[];
}
export interface Freeze {
  readonly at: string;
  readonly snapshot: string;
  readonly total_fen: number;
  readonly standard: string;
  readonly policy: Policy;
  readonly budget_fen: number;
  readonly signatures: readonly { readonly by: string; readonly by_name: string; readonly at: string; readonly snapshot: string }[];
}
export interface Evidence {
  readonly stage: Stage;
  /** Without its papers: `gate.reveal_evidence` shows them. */
  readonly meeting?: Omit<Meeting, "minutes" | "photo">;
  readonly notice?: Notice;
  readonly second_notice?: Notice;
  readonly objections?: readonly Objection[];
  readonly sample?: Sample;
  readonly follow_up?: Sample;
  readonly freeze?: Freeze;
  readonly allotments?: readonly { readonly document: string; readonly fen: number }[];
  readonly results_confirmed?: boolean;
  readonly returned?: Returned;
}
/** That a list was sent back, until it is where it was again; its reason is for those who may see people in clear. */
export interface Returned {
  readonly at: string;
  readonly by_name: string;
  readonly from: Stage;
  readonly to: Stage;
  readonly reason: string | null;
}
export interface Missing extends Text {
  readonly type: string;
}
export interface GatedRow {
  readonly household: string;
  readonly missing: readonly string[];
  /** Whole days its notice has hung; nothing while an objection stops the clock. */
  readonly notice_days: number | null;
}
export interface GatedList {
  readonly campaign: string;
  readonly village: string;
  readonly name: string;
  readonly stage: Stage;
  readonly notice_days_needed: number;
  readonly missing: readonly Missing[];
  readonly evidence: Evidence;
  /** Whether what was frozen is still what stands. */
  readonly as_frozen: boolean;
  readonly rows: readonly GatedRow[];
}
/** A village on the board. */
export interface VillageStage {
  readonly village: string;
  readonly name: string;
  readonly stage: Stage;
  readonly households: number;
  readonly people: number;
  readonly needy: number;
}

export type EvidenceKind = "minutes" | "meeting" | "notice" | "second_notice" | "visit" | "follow_up" | "signature";
export interface EvidencePicture {
  readonly of: EvidenceKind;
  readonly blob: string;
  readonly ticket: string;
  readonly image: boolean;
  readonly household: string | null;
  readonly at: string | null;
  readonly dropped_for: string | null;
}

/** A list that waits at a gate, as its desk sees it. */
export interface DeskList {
  readonly village: string;
  readonly name: string;
  readonly households: number;
  readonly missing: readonly Missing[];
  readonly frozen: { readonly snapshot: string; readonly total_fen: number; readonly as_frozen: boolean; readonly signed_by: readonly string[] } | null;
  readonly allotted_fen: number;
  /** Households that were drawn to be visited, and visits so far; nothing before the draw. */
  readonly sample: { readonly households: number; readonly visits: number } | null;
}

export interface VillageEffect {
  readonly village: string;
  readonly name: string;
  readonly households: number;
  readonly people: number;
  readonly fen: number;
  readonly least_a_head: number;
  readonly most_a_head: number;
  readonly all_equal: boolean;
}
export interface ClassEffect {
  readonly class: HouseholdClass;
  readonly households: number;
  readonly people: number;
  readonly fen: number;
  readonly least_a_head: number;
  readonly most_a_head: number;
}
export interface Plan {
  readonly policy: Policy;
  readonly wanted: number;
  readonly total: number;
  readonly villages: readonly VillageEffect[];
  readonly classes: readonly ClassEffect[];
}
/** Over which lists a plan is made: all, those that came to the county, those without amounts. */
export type PlannedLists = "all" | "ready" | "undecided";
/** What is frozen so far. */
export interface DecidedSoFar {
  readonly lists: number;
  readonly fen: number;
}
/** How one household's amount comes about. */
export interface Explained {
  readonly household: string;
  readonly class: HouseholdClass;
  readonly severity: "light" | "moderate" | "severe";
  /** One tier higher for what makes it weaker. */
  readonly raised: boolean;
  readonly needy: number;
  readonly tier: number;
  readonly full: number;
  readonly capped: number;
  readonly fen: number;
  readonly decided_fen: number | null;
  readonly why: Text;
}
export interface Basis extends PinnedStandard {
  readonly basis: "frozen" | "pinned" | "asked";
  readonly budget_fen: number | null;
}
/** A village's part of one plan over the county. */
export interface ListShare {
  readonly standard: string;
  readonly policy: Policy;
  readonly budget_fen: number;
  readonly decided: DecidedSoFar;
  readonly households: number;
  readonly wanted: number;
  readonly share_fen: number;
}
/** An objection on a board, without its words. */
export interface ObjectionLine {
  readonly objection: string;
  readonly village: string;
  readonly name: string;
  readonly household: string | null;
  readonly number: number | null;
  readonly raised_at: string;
  readonly door: "public" | "desk";
  /** Money was on its way already: it stops nothing. */
  readonly late: boolean;
  readonly settled_at: string | null;
  readonly upheld: boolean | null;
  readonly settled_by: string | null;
  readonly stage: Stage;
  /** The clock of the household's notice stands still until it is answered. */
  readonly stops_notice: boolean;
}
export interface UnreachedPlan {
  readonly policy: Policy;
  readonly problem: Text & { readonly type: string };
}

export interface Tier {
  readonly name: Text;
  readonly fen: number;
}
export interface Standard {
  readonly id: string;
  readonly name: Text;
  readonly tiers: readonly Tier[];
  readonly of_class: Readonly<Record<string, number>>;
  readonly of_severity: Readonly<Record<string, number>>;
  readonly for_all: number;
  readonly person_floor_fen: number;
  readonly person_ceiling_fen: number;
  readonly household_ceiling_fen: number;
  readonly source: string;
  readonly mark: "sourced" | "partial" | "unverified";
  readonly note?: Text;
}
export interface Standards {
  /** Which articles meet a need. */
  readonly needs: readonly { readonly code: NeedKind; readonly items: readonly string[] }[];
  readonly programmes: readonly Programme[];
  readonly relations: readonly ProgrammeRelation[];
  readonly standards: readonly Standard[];
  /** Ids usable today. */
  readonly usable: readonly string[];
  readonly sources: readonly { readonly id: string; readonly title: string }[];
  readonly notice: { readonly days: number; readonly photos: number };
}

/** What hangs on the wall: made by the server's masking, and the same for everybody. */
export interface PublicNotice {
  readonly kind: "notice" | "second_notice";
  readonly campaign: string;
  readonly name: string;
  readonly county: string;
  readonly posted_at: string | null;
  readonly place: string | null;
  readonly days_needed: number;
  readonly source: string;
  readonly households: number;
  readonly people: number;
  readonly total_fen: number | null;
  readonly rows: readonly PublicRow[];
}
export interface PublicRow {
  readonly row: number;
  /** Names the household on this notice and nowhere else. */
  readonly reference: string;
  readonly name: string;
  readonly people: number;
  readonly people_in_need: number;
  readonly amount_fen: number | null;
  /** Articles with their quantities, on the second notice. */
  readonly goods: readonly string[];
}

export interface AtVillage {
  readonly campaign: string;
  readonly village: string;
}
/** `stage`: where the caller saw the list. */
export interface GateCommand extends AtVillage {
  readonly command_id: string;
  readonly stage: Stage;
}
type OneList = { readonly list: GatedList };

export interface GateOperations {
  "gate.get": [AtVillage, OneList & { seq: number }];
  "gate.list": [{ campaign: string; division: string }, { lists: VillageStage[]; seq: number }];
  "gate.desk": [{ campaign: string; division: string; stage: Stage; after?: string }, { lists: DeskList[]; next: string | null; seq: number }];
  "gate.meet": [GateCommand & { meeting: Meeting }, OneList];
  "gate.post": [GateCommand & { posted_at: string; place: string }, OneList];
  "gate.photograph": [GateCommand & { photo: string; taken_at: string; lon?: number; lat?: number }, OneList];
  "gate.drop_photo": [GateCommand & { photo: string; reason: string }, OneList];
  "gate.object": [GateCommand & { household: string | null; words: string; contact?: string }, OneList];
  "gate.settle": [GateCommand & { objection: string; upheld: boolean; answer: string }, OneList];
  "gate.draw": [GateCommand, OneList];
  "gate.visit": [GateCommand & { household: string; at: string; result: VisitResult; photo?: string }, OneList];
  "gate.freeze": [GateCommand & { standard: string; policy: Policy; budget_fen: number }, OneList];
  "gate.sign": [GateCommand & { snapshot: string }, OneList];
  "gate.allot": [GateCommand & { document: string; fen: number }, OneList];
  "gate.confirm": [GateCommand, OneList];
  "gate.pass": [GateCommand, OneList];
  "gate.return": [GateCommand & { to: Stage; reason: string }, OneList];
  "gate.reveal_evidence": [AtVillage & { command_id: string; purpose: string }, { revealed: readonly EvidencePicture[] | null }];
  /** `code` opens the notice to whoever reads it; nothing before it hangs. */
  "gate.notice": [AtVillage, { notice: PublicNotice; code: string | null }];
  "objection.read": [
    { command_id: string; objection: string; purpose: string },
    { revealed: { words: string; contact: string | null; answer: string | null } | null },
  ];
  // Without an account, by the code on the notice.
  "objection.look": [{ code: string }, { notice: PublicNotice }];
  "objection.file": [
    { command_id: string; code: string; reference?: string; words: string; contact?: string },
    { objection: string; raised_at: string; to: string; late: boolean },
  ];
  "objection.answer": [
    { code: string; objection: string },
    { raised_at: string; settled_at: string | null; upheld: boolean | null; answer: string | null },
  ];
  "objection.list": [{ campaign: string; division: string; open?: boolean }, { objections: ObjectionLine[]; seq: number }];
  "plan.compare": [
    { campaign: string; division: string; standard: string; budget_fen: number; lists?: PlannedLists },
    { standard: string; households: number; decided: DecidedSoFar; plans: (Plan | UnreachedPlan)[] },
  ];
  /** Without a standard: by what the list was frozen, or what the campaign pays by. */
  "plan.explain": [
    AtVillage & { household?: string; standard?: string; policy?: Policy; budget_fen?: number },
    { basis: Basis; wanted: number; total: number; rows: Explained[] },
  ];
  "plan.share": [AtVillage, ListShare];
  /** `open`: goods may be handed out by this list now. */
  "relief.goods": [AtVillage, { rows: GoodsRow[]; open: boolean; seq: number }];
  "standard.list": [object, Standards];
  /** `file` is there only in the first answer. */
  "payment.send": [GateCommand & { purpose: string }, { hash: string; count: number; held: { household: string; number: number }[]; file?: string }];
  "payment.file": [AtVillage & { command_id: string; file: string; purpose: string }, { revealed: { hash: string; file: string } | null }];
  "payment.answer": [GateCommand & { answers: readonly BankAnswer[] }, OneList & { taken: number; known: number }];
  "payment.hand": [GateCommand & { key: string; proof: string }, OneList];
  "payment.close": [GateCommand & { key: string; reason: string }, OneList];
  "payment.confirm_payee": [GateCommand & { key: string; expected_version: number; reason: string }, OneList];
  "payment.reason": [AtVillage & { command_id: string; key: string; purpose: string }, { revealed: { reason: string } | null }];
  "payment.list": [AtVillage, Payments & { seq: number }];
}
