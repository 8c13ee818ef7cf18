import { useI18n } from "vue-i18n";
import type { Locale } from "@/catalogue/sentence";
import type { Problem, Text } from "@/wire/types";

/** The page's own strings, and the right half of what the server says in both languages. */
export function useWords() {
  const { t, locale } = useI18n();
  const lang = (): Locale => (locale.value === "en" ? "en" : "zh");
  const both = (text: Text): string => text[lang()];
  const titleOf = (problem: Problem): string => (lang() === "zh" ? problem.title : problem.title_en);
  const detailOf = (problem: Problem): string => (lang() === "zh" ? problem.detail : problem.detail_en);
  return { t, lang, both, titleOf, detailOf };
}
