// The machinery of the report form: the draft and its saving, what it says, what stands against it, and its sending.
import { computed, inject, provide, reactive, ref, shallowRef, watch, type InjectionKey } from "vue";
import { uuid } from "@/api/uuid";
import { numberOf } from "@/catalogue/answer";
import { judge } from "@/catalogue/checks";
import { tell } from "@/catalogue/sentence";
import { shortTime, readTime } from "@/format/time";
import { useDraft } from "@/composables/useDraft";
import { useWords } from "@/composables/useWords";
import { rhythmOf } from "@/report/rhythm";
import { draftOf, emptyDraft, figuresOf, submissionOf, timeFault, type Draft } from "@/report/draft";
import { useLive } from "@/stores/live";
import { useOutbox } from "@/stores/outbox";
import { useReference } from "@/stores/reference";
import { useSession } from "@/stores/session";
import type { Incident, Phase, Problem, Report } from "@/wire/types";
import type { Parcel, Postponable } from "@/outbox/model";
import type { Outcome } from "@/outbox/outbox";
import type { Params } from "@/wire/operations";

export interface Beginning {
  readonly incident: Incident;
  readonly correct?: Report | undefined;
  readonly parcel?: Parcel | undefined;
}

const laneOf = (draft: Draft): string => `${draft.incident}/${draft.division}`;

function useReportForm(beginning: Beginning) {
  const live = useLive();
  const outbox = useOutbox();
  const reference = useReference();
  const session = useSession();
  const { lang } = useWords();
  const now = (): number => Date.now() + session.skew;

  const key = `${session.account?.account}/report/${beginning.parcel?.createdAt ?? beginning.correct?.report ?? beginning.incident.incident}`;
  const drafting = useDraft<Draft>(key);
  const draft = reactive<Draft>(begin());
  const restoredAt = ref<number>();
  const problem = shallowRef<Problem>();
  const sending = ref(false);
  let finished = false;

  function before(turn: Pick<Parcel, "lane" | "order">): number {
    return outbox.parcels.filter((one) => one.lane === turn.lane && one.order < turn.order).length;
  }
  function begin(): Draft {
    const { incident, correct, parcel } = beginning;
    if (parcel) {
      const params = parcel.params as Parcel<"report.submit">["params"] & { report?: string };
      const where = { incident: params.incident, division: params.division, basedOn: params.expected_version - before(parcel), corrects: params.report ?? null, replaces: parcel.id };
      const kept = draftOf({ narrative: {}, contact: {}, ...params }, where, reference.byCode);
      return { ...kept, reason: params.reason ?? "" };
    }
    if (correct) {
      const where = { incident: correct.incident, division: correct.division, basedOn: correct.version, corrects: correct.report, replaces: null };
      return draftOf(correct.current, where, reference.byCode);
    }
    const own = session.is("township_clerk") ? (session.account?.division ?? "") : "";
    return emptyDraft(incident, own, own === "" ? "phone" : "web", now());
  }

  async function restore(): Promise<void> {
    const kept = await drafting.restore();
    if (kept) {
      Object.assign(draft, kept.value);
      restoredAt.value = kept.savedAt;
    }
    watch(draft, () => void save(), { deep: true, flush: "sync" });
  }
  async function save(): Promise<void> {
    if (!finished) await drafting.save(draft);
  }
  async function startOver(): Promise<void> {
    Object.assign(draft, begin());
    restoredAt.value = undefined;
    await drafting.drop();
  }

  // The chain that this report continues.
  const chain = computed(() => [...live.state.reports.values()].find((one) =>
    one.incident === draft.incident && one.division === draft.division && one.state !== "withdrawn"));
  const earlier = computed(() => [...(live.state.versions.get(chain.value?.report ?? "") ?? [])]
    .reverse().filter((one) => one.kind === "submission" || one.kind === "correction"));
  const newer = computed(() => (draft.basedOn > 0 || chain.value) && (chain.value?.version ?? 0) > draft.basedOn);
  /** The command on this machine that this form puts right; gone when another tab has sent it meanwhile. */
  const replaced = computed(() => outbox.parcels.find((one) => one.id === draft.replaces) as Parcel<"report.submit" | "report.correct"> | undefined);
  /** What waits on this machine for the same chain and will have come before this one. */
  const queued = computed(() => before({ lane: laneOf(draft), order: replaced.value?.order ?? Infinity }));

  /** A first report is there already, or on its way: only updates and the final one can follow. */
  const begun = computed(() => chain.value !== undefined || queued.value > 0);

  /** What follows the first report: once the disaster is stable the final one. */
  const next = computed<Phase>(() => (live.state.incidents.get(draft.incident)?.state === "stable" ? "final" : "update"));
  /** Where updates are owed in a rhythm, as in a drought. */
  const rhythm = computed(() => rhythmOf(reference.deadlines, beginning.incident.hazard, reference.places.get(draft.division)?.level));

  function choosePlace(code: string): void {
    draft.division = code;
    rebase();
    if (draft.corrects === null) draft.phase = begun.value ? next.value : "initial";
    if (draft.unit === "") draft.unit = reference.nameOf(code).replace(/(街道|镇|乡)$/, "$1政府");
  }
  /** From now on this report stands upon the newest version. */
  function rebase(): void {
    draft.basedOn = chain.value?.version ?? 0;
    if (draft.corrects === null && draft.phase === "initial" && begun.value) draft.phase = next.value;
    if (chain.value) void live.loadHistory(chain.value.report).catch(() => {});
  }
  if (draft.division !== "" && !beginning.correct && !beginning.parcel) choosePlace(draft.division);

  const read = computed(() => figuresOf(draft, reference.indicators.indicators, now()));
  const findings = computed(() => judge(reference.checks, reference.byCode, {
    figures: read.value.figures, phase: draft.phase, earlier: earlier.value.map((one) => one.figures),
  }));
  const asksReason = computed(() => draft.corrects !== null || findings.value.some((one) => one.asksReason));
  const timeProblem = computed(() => timeFault(draft, now()));
  /** Who reports for another unit says whose figures they are. */
  const nameless = computed(() =>
    draft.division !== "" && draft.division !== session.account?.division && draft.unit.trim() === "" && draft.post.trim() === "");
  const blocked = computed(() =>
    draft.division === "" || nameless.value || read.value.faults.length > 0 || timeProblem.value !== undefined
    || findings.value.some((one) => one.severity === "error" && !one.asksReason)
    || (asksReason.value && draft.reason.trim() === "") || newer.value);
  /** Dead, missing and trapped together: from ten on the county has one hour. */
  const grave = computed(() => {
    const rule = reference.gravity;
    if (!rule) return undefined;
    const sum = rule.indicators.reduce((all, code) => all + (numberOf(read.value.figures[code], "single") ?? 0), 0);
    return sum >= rule.threshold * 0.6 ? { sum, threshold: rule.threshold, reached: sum >= rule.threshold } : undefined;
  });

  const sentence = computed(() => tell({
    place: reference.placeName(draft.division), incident: beginning.incident.name, phase: draft.phase,
    asOf: shortTime(readTime(draft.occurredAt, now()), now()), from: [draft.unit, draft.post].filter((one) => one.trim() !== "").join(" "),
    figures: read.value.figures, earlier: earlier.value[0]?.figures, indicators: reference.indicators.indicators,
  }, lang()));

  type Content = Params<"report.submit">;
  function deliver(params: Content): Promise<Outcome<Postponable>> {
    const subject = sentence.value.slice(0, 80);
    const common = { lane: laneOf(draft), subject, ahead: queued.value };
    const corrected = draft.corrects === null ? undefined : { ...params, report: draft.corrects, reason: draft.reason.trim() };
    if (replaced.value) return outbox.mend(replaced.value, corrected ?? params, subject);
    if (corrected) return outbox.post({ ...common, operation: "report.correct", params: corrected });
    return outbox.post({ ...common, operation: "report.submit", params });
  }

  /** "sent" and "waiting" end the draft; a refusal keeps it, with the problem beside it. */
  async function send(): Promise<"sent" | "waiting" | "refused"> {
    sending.value = true;
    problem.value = undefined;
    try {
      const content = submissionOf(draft, read.value.figures, now());
      const params = { ...content, command_id: uuid(), expected_version: draft.basedOn + queued.value };
      const known = replaced.value;
      const outcome = await deliver(params);
      if (outcome.state === "refused") {
        problem.value = outcome.problem;
        // What was put right keeps its turn, refused once more; what is new stays in this form alone.
        if (known) draft.replaces = params.command_id;
        else await outbox.discard(params.command_id);
        return "refused";
      }
      finished = true;
      await drafting.drop();
      return outcome.state;
    } finally {
      sending.value = false;
    }
  }

  return {
    hazard: beginning.incident.hazard, rhythm, draft, restoredAt, restore, startOver, choosePlace, rebase, chain, earlier, newer, queued, read, findings, asksReason,
    timeProblem, begun, nameless, blocked, grave, sentence, problem, sending, send,
  };
}

export type ReportForm = ReturnType<typeof useReportForm>;

const KEY: InjectionKey<ReportForm> = Symbol("report form");

/** Makes the form of this page; the parts below it take it with `injectReportForm`. */
export function provideReportForm(beginning: Beginning): ReportForm {
  const form = useReportForm(beginning);
  provide(KEY, form);
  return form;
}

export const injectReportForm = (): ReportForm => inject(KEY)!;
