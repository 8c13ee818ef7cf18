// Where something was seen: by the phone, by a tap on the map, or by the village's name. What the server makes of a
// point is shown before anything is sent.
import { ref, shallowRef } from "vue";
import { problemOf } from "@/api/problem";
import { mayLocate, phonePosition } from "@/composables/phonePosition";
import { client } from "@/services";
import type { Located, Problem } from "@/wire/types";
import type { Place } from "@/stores/reference";

export function useWhere() {
  const point = ref<readonly [number, number]>();
  const located = shallowRef<Located>();
  const village = shallowRef<Place>();
  const accuracy = ref<number>();
  const busy = ref(false);
  const problem = shallowRef<Problem>();
  const denied = ref(false);
  const possible = mayLocate();

  async function choosePoint(lon: number, lat: number): Promise<void> {
    point.value = [lon, lat];
    located.value = undefined;
    problem.value = undefined;
    const mine = point.value;
    try {
      const answer = await client.call("geo.locate", { lon, lat });
      if (point.value === mine) located.value = answer;
    } catch (error) {
      problem.value = problemOf(error); // the point still goes; the server looks at it when it arrives
    }
  }

  async function askPhone(): Promise<void> {
    if (!possible) return;
    busy.value = true;
    denied.value = false;
    try {
      const coords = await phonePosition();
      accuracy.value = Math.round(coords.accuracy);
      void choosePoint(coords.longitude, coords.latitude);
    } catch {
      denied.value = true;
    } finally {
      busy.value = false;
    }
  }

  function chooseVillage(place: Place): void {
    village.value = place;
  }
  function clear(): void {
    point.value = located.value = village.value = accuracy.value = problem.value = undefined;
  }

  return { point, located, village, accuracy, busy, problem, denied, possible, choosePoint, askPhone, chooseVillage, clear };
}
