import { tellFigure } from "@/catalogue/sentence";
import type { Indicator } from "@/catalogue/types";
import { useWords } from "@/composables/useWords";
import { shortTime } from "@/format/time";
import { useReference } from "@/stores/reference";
import type { Figure } from "@/wire/types";

/** One figure as people read it: codes of hazards become their names, times lose their zone. */
export function useFigureWords() {
  const { lang, both } = useWords();
  const reference = useReference();
  return (figure: Figure | undefined, indicator: Indicator): string => {
    if (!figure) return "—";
    if (figure.text === undefined || figure.unknown) return tellFigure(figure, indicator, lang());
    if (indicator.value === "hazard") return both(reference.hazardName(figure.text));
    return indicator.value === "datetime" ? shortTime(figure.text) : figure.text;
  };
}
