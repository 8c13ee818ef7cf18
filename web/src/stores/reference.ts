import { defineStore } from "pinia";
import { computed, shallowRef } from "vue";
import type { Checks, Deadlines, Hazards, Indicator, Indicators } from "@/catalogue/types";
import { liesIn } from "@/format/division";
import { initials } from "@/format/pinyin";
import { client, depot } from "@/services";
import type { BoundaryLayer, Division, Text } from "@/wire/types";

export interface Place extends Division {
  readonly initials: string;
}

interface Kept {
  readonly divisions: readonly Division[];
  readonly indicators: Indicators;
  readonly checks: Checks;
  readonly hazards: Hazards;
  readonly deadlines: Deadlines;
  readonly layers: readonly BoundaryLayer[];
}

const KEPT = "reference";

/** What changes rarely: the divisions, the catalogues, the boundary layers. Kept here for the hours without a line. */
export const useReference = defineStore("reference", () => {
  const loaded = shallowRef(false);
  const places = shallowRef<ReadonlyMap<string, Place>>(new Map());
  const indicators = shallowRef<Indicators>({ groups: [], indicators: [] });
  const checks = shallowRef<Checks>({ checks: [], soft: [] });
  const hazards = shallowRef<Hazards>({ hazards: [] });
  const deadlines = shallowRef<Deadlines>({ conditions: [], deadlines: [] });
  const layers = shallowRef<readonly BoundaryLayer[]>([]);

  const byCode = computed(() => new Map<string, Indicator>(indicators.value.indicators.map((one) => [one.code, one])));
  /** The questions of a telephone report on such a disaster, in their order. */
  const spokenOf = (hazard: string): Indicator[] =>
    indicators.value.indicators
      .filter((one) => one.spoken && (one.spoken.hazards?.includes(hazard) ?? true))
      .sort((a, b) => (a.spoken?.order ?? 0) - (b.spoken?.order ?? 0));
  const childrenOf = computed(() => {
    const children = new Map<string, Place[]>();
    for (const place of places.value.values()) {
      if (place.parent === null) continue;
      const siblings = children.get(place.parent);
      if (siblings) siblings.push(place);
      else children.set(place.parent, [place]);
    }
    return children;
  });

  /** When the short deadlines of grave events begin. */
  const gravity = computed(() => {
    const rule = deadlines.value.conditions.find((one) => one.code === "ten_or_more");
    return rule?.threshold === undefined ? undefined : { threshold: rule.threshold, indicators: rule.indicators ?? [] };
  });

  const nameOf = (code: string | null | undefined): string => places.value.get(code ?? "")?.name ?? code ?? "";
  /** From the city down to the unit itself. */
  function pathOf(code: string): Place[] {
    const path: Place[] = [];
    for (let place = places.value.get(code); place; place = places.value.get(place.parent ?? "")) path.unshift(place);
    return path;
  }
  /** "沁阳市西向镇": the county before the township, since names repeat across counties. */
  function placeName(code: string): string {
    const path = pathOf(code).filter((place) => place.level !== "city");
    // Some names carry their county's name already ("博爱县金城乡"): it is not said twice.
    return path.length === 0 ? nameOf(code) : path.reduce((said, place) => (place.name.startsWith(said) ? place.name : said + place.name), "");
  }
  const below = (code: string, level: Division["level"]): Place[] =>
    [...places.value.values()].filter((one) => one.level === level && liesIn(one.code, code)).sort((a, b) => a.code.localeCompare(b.code));
  /** In the order of their codes; a village is its own. */
  const villagesOf = (code: string): Place[] => below(code, "village");
  /** What lists of people are divided by: in a township its villages, above it the townships. */
  const partsOf = (code: string): Place[] =>
    below(code, ["township", "village"].includes(places.value.get(code)?.level ?? "") ? "village" : "township");
  function hazardName(code: string | null | undefined): Text {
    for (const hazard of hazards.value.hazards) {
      if (hazard.code === code) return hazard.name;
      const kind = hazard.kinds.find((one) => one.code === code);
      if (kind) return kind.name;
    }
    return hazards.value.placeholder?.name ?? { zh: code ?? "", en: code ?? "" };
  }

  function take(kept: Kept): void {
    places.value = new Map(kept.divisions.map((one) => [one.code, { ...one, initials: initials(one.name) }]));
    indicators.value = kept.indicators;
    checks.value = kept.checks;
    hazards.value = kept.hazards;
    deadlines.value = kept.deadlines;
    layers.value = kept.layers;
    loaded.value = true;
  }

  async function load(): Promise<void> {
    const store = await depot();
    try {
      const [divisions, indicatorFile, checkFile, hazardFile, deadlineFile, boundaries] = await Promise.all([
        client.call("division.list", {}),
        client.call("catalogue.get", { name: "indicators" }) as Promise<Indicators>,
        client.call("catalogue.get", { name: "checks" }) as Promise<Checks>,
        client.call("catalogue.get", { name: "hazards" }) as Promise<Hazards>,
        client.call("catalogue.get", { name: "deadlines" }) as Promise<Deadlines>,
        client.call("boundaries.list", {}),
      ]);
      const kept: Kept = {
        divisions: divisions.divisions, indicators: indicatorFile, checks: checkFile, hazards: hazardFile, deadlines: deadlineFile,
        layers: boundaries.layers,
      };
      take(kept);
      await store.keep(KEPT, kept, Date.now());
    } catch (error) {
      const kept = await store.recall(KEPT);
      if (!kept) throw error;
      take(kept.value as Kept);
    }
  }

  return {
    loaded, places, indicators, checks, hazards, deadlines, layers, byCode, spokenOf, childrenOf, gravity,
    nameOf, pathOf, placeName, villagesOf, partsOf, hazardName, load,
  };
});
