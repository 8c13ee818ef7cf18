// Where something was seen: by the phone, by a tap on the map, or by the village's name. What the server makes of a
// point is shown before anything is sent.
import { ref, shallowRef } from "vue";
import { problemOf } from "@/api/problem";
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
  /** Browsers give the place only to HTTPS pages. */
  const possible = isSecureContext && "geolocation" in navigator;

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

  function askPhone(): void {
    if (!possible) return;
    busy.value = true;
    denied.value = false;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        busy.value = false;
        accuracy.value = Math.round(coords.accuracy);
        void choosePoint(coords.longitude, coords.latitude);
      },
      () => {
        busy.value = false;
        denied.value = true;
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 },
    );
  }

  function chooseVillage(place: Place): void {
    village.value = place;
  }
  function clear(): void {
    point.value = located.value = village.value = accuracy.value = problem.value = undefined;
  }

  return { point, located, village, accuracy, busy, problem, denied, possible, choosePoint, askPhone, chooseVillage, clear };
}
