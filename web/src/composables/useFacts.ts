import { useI18n } from "vue-i18n";
import { factLines } from "@/relief/supervise";
import type { Facts } from "@/wire/supervision";

/** What a finding or a step of the way says, fact by fact in words; never who somebody is. */
export function useFacts() {
  const { t, te } = useI18n();
  const member = (at: number): string => (at === 0 ? t("relief.head") : t("supervise.memberN", { n: at + 1 }));
  const stage = (value: string): string => (te(`way.stage.${value}`) ? t(`way.stage.${value}`) : value);
  const WORDS: Readonly<Record<string, (value: string) => string>> = {
    about: (value) => t(`relief.photoAbout.${value}`),
    alike: (value) => t(`likeness.alike.${value}`),
    member: (value) => member(Number(value)),
    members: (value) => member(Number(value)),
    from: stage,
    to: stage,
    notice: (value) => stage(value === "notice" ? "public_notice" : value),
    paid: (value) => t(`way.pay.state.${value === "true" ? "paid" : "returned"}`),
    reason: (value) => (te(`way.pay.reason.${value}`) ? t(`way.pay.reason.${value}`) : value),
    result: (value) => (te(`way.visit.result.${value}`) ? t(`way.visit.result.${value}`) : value),
  };
  const said = (key: string, value: string): string => {
    const words = WORDS[key];
    return words ? value.split("、").map(words).join("、") : value;
  };
  return (facts: Facts): readonly (readonly [string, string])[] =>
    factLines(facts).map(([key, value]) => [te(`supervise.fact.${key}`) ? t(`supervise.fact.${key}`) : key, said(key, value)]);
}
