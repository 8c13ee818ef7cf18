// The papers of goods set aside.
import { useAnswer } from "@/composables/useAnswer";
import { client } from "@/services";
import type { Inspection, Outstanding, Recovery } from "@/wire/aside";

export const useRecoveries = () =>
  useAnswer<readonly Recovery[]>(["recovery"], () => "recoveries", async () => (await client.call("recovery.list", {})).recoveries);

export const useInspections = () =>
  useAnswer<readonly Inspection[]>(["inspection"], () => "inspections", async () => (await client.call("inspection.list", {})).inspections);

/** What people of a division have; nothing while none is chosen. */
export const useOutstanding = (division: () => string) =>
  useAnswer<readonly Outstanding[]>(
    ["recovery", "stock"],
    () => (division() === "" ? undefined : `outstanding/${division()}`),
    async () => (await client.call("recovery.outstanding", { division: division() })).rows,
  );
