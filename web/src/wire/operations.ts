// Every operation this page uses: what it takes and what it answers.
import type {
  Account, Aspect, BoundaryLayer, Channel, Clock, Division, Figures, Incident, Lineage, Located, NearIncident,
  Notification, Observation, Phase, Report, Role, Rollup, SignIn, Topic,
} from "./types";
import type { AllocationOperations } from "./allocation";
import type { BoundaryOperations } from "./boundaries";
import type { PaperOperations } from "./papers";
import type { DonationOperations } from "./donations";
import type { HandoutOperations } from "./handouts";
import type { HomeOperations } from "./homes";
import type { LoanOperations } from "./loans";
import type { PersonalOperations } from "./personal";
import type { ReferralOperations } from "./referrals";
import type { ReliefOperations } from "./relief";
import type { AsideOperations } from "./aside";
import type { DueOperations } from "./due";
import type { GateOperations } from "./gates";
import type { StocktakeOperations } from "./stocktake";
import type { SupervisionOperations } from "./supervision";
import type { BalanceOperation, SupplyOperations } from "./supplies";

export interface Command {
  readonly command_id: string;
}

interface Change extends Command {
  readonly expected_version: number;
}

export interface ReportSubmission extends Change {
  readonly incident: string;
  readonly division: string;
  readonly phase: Phase;
  readonly figures: Figures;
  readonly narrative?: { readonly situation?: string; readonly response?: string };
  readonly contact?: { readonly unit?: string; readonly post?: string };
  readonly channel: Channel;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly reason?: string;
}

export interface ObservationSubmission extends Command {
  readonly incident?: string;
  readonly text: string;
  readonly point?: { readonly lon: number; readonly lat: number; readonly crs?: string };
  readonly division?: string;
  readonly photos?: readonly string[];
  readonly occurred_at: string;
  readonly channel: Channel;
}

export interface IncidentOpening extends Command {
  readonly hazard: string;
  readonly sub_hazard?: string;
  readonly name: string;
  readonly occurred_at: string;
  readonly area: readonly string[];
  readonly exercise: boolean;
}

type OneReport = { readonly report: Report };
type OneIncident = { readonly incident: Incident };
type OneAccount = { readonly account: Account };
type AccountChange = Change & { readonly account: string };
type IncidentChange = Change & { readonly incident: string };

export interface Operations extends SupplyOperations, BalanceOperation, PaperOperations, PersonalOperations, AllocationOperations, BoundaryOperations, StocktakeOperations, DonationOperations, HandoutOperations, LoanOperations, AsideOperations, DueOperations, ReferralOperations, ReliefOperations, HomeOperations, GateOperations, SupervisionOperations {
  "session.open": [{ name: string; password: string }, SignIn];
  "session.current": [object, SignIn];
  "session.close": [object, unknown];
  "session.change_password": [{ old_password: string; new_password: string }, unknown];
  "account.list": [{ division?: string; state?: string }, { accounts: Account[] }];
  "account.open": [
    Command & { name: string; display_name: string; role: Role; division: string; password: string }, OneAccount,
  ];
  "account.change": [AccountChange & { display_name?: string; role?: Role; division?: string }, OneAccount];
  "account.close": [AccountChange & { reason: string }, OneAccount];
  "account.reset_password": [AccountChange & { password: string }, OneAccount];
  "account.issue_token": [AccountChange & { label: string }, { token_id: string; token: string }];
  "account.revoke_token": [AccountChange & { token_id: string }, unknown];
  "division.list": [object, { layer_version: string; divisions: Division[] }];
  "geo.locate": [{ lon: number; lat: number; crs?: string }, Located];
  "boundaries.list": [object, { layers: BoundaryLayer[] }];
  "catalogue.get": [{ name: "hazards" | "indicators" | "checks" | "deadlines" }, unknown];
  "incident.open": [IncidentOpening, { incident: Incident; near: NearIncident[] }];
  "incident.near": [{ hazard: string; occurred_at: string; area: readonly string[] }, { near: NearIncident[] }];
  "incident.stabilise": [IncidentChange & { stabilised_at: string }, OneIncident];
  "incident.close": [IncidentChange & { reason: string }, OneIncident];
  "incident.reopen": [IncidentChange & { reason: string }, OneIncident];
  "incident.list": [{ state?: string }, { incidents: Incident[]; seq: number }];
  "observation.submit": [ObservationSubmission, { observation: Observation }];
  "observation.assign": [Change & { observation: string; incident: string; reason: string }, { observation: Observation }];
  "observation.withdraw": [Change & { observation: string; reason: string }, { observation: Observation }];
  "observation.list": [
    { incident?: string; unassigned?: boolean; division?: string; limit?: number; before?: string },
    { observations: Observation[]; seq: number },
  ];
  "report.submit": [ReportSubmission, OneReport];
  "report.correct": [ReportSubmission & { report: string; reason: string }, OneReport];
  "report.withdraw": [Change & { report: string; reason: string }, OneReport];
  "report.return": [Change & { report: string; reason: string; fault: "time" | "figures" | "other" }, OneReport];
  "report.list": [{ incident: string; division?: string }, { reports: Report[]; seq: number }];
  "report.history": [{ report: string }, OneReport];
  "report.rollup": [{ incident: string; division?: string }, Rollup];
  "report.lineage": [{ incident: string; division: string; indicator: string; aspect: Aspect }, Lineage];
  "clock.list": [{ incident?: string; open_only?: boolean }, { clocks: Clock[]; seq: number }];
  "clock.settle": [
    Command & { clock: string; how: "phone" | "written" | "system"; note: string; met_at: string }, { clock: Clock },
  ];
  "journal.list": [{ limit?: number }, { entries: { seq: number; hash: string }[]; seq: number }];
  "journal.page": [
    { since: number; limit: number; topics?: readonly Topic[] },
    { notifications: Notification[]; next: number; complete: boolean; seq: number },
  ];
  "system.status": [object, { version: string; seq: number; started_at: string; data_bytes: number }];
}

export type Operation = keyof Operations;
export type Params<K extends Operation> = Operations[K][0];
export type Answer<K extends Operation> = Operations[K][1];
