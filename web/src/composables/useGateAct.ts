import { uuid } from "@/api/uuid";
import { useAction } from "@/composables/useAction";
import { client } from "@/services";
import type { GateCommand, GatedList, GateOperations } from "@/wire/gates";

/** Commands on a list that answer with the list as it is afterwards. */
type GateAct = {
  [K in keyof GateOperations]: GateOperations[K][0] extends GateCommand ? (GateOperations[K][1] extends { readonly list: GatedList } ? K : never) : never;
}[keyof GateOperations];
type Words<K extends GateAct> = Omit<GateOperations[K][0], keyof GateCommand>;

/** What is done at a gate, said of the list as it is seen; `took` gets it as it is afterwards. */
export function useGateAct(list: () => GatedList, took: (list: GatedList) => void) {
  const { busy, problem, run } = useAction();
  const seen = (): GateCommand => ({ command_id: uuid(), campaign: list().campaign, village: list().village, stage: list().stage });

  /** Whether it was done. */
  async function act<K extends GateAct>(operation: K, words: Words<K>): Promise<boolean> {
    await run(async () => {
      const answer = await client.call(operation, { ...seen(), ...words } as GateOperations[K][0]);
      took((answer as { readonly list: GatedList }).list);
    });
    return problem.value === undefined;
  }
  return { busy, problem, run, act, seen };
}
