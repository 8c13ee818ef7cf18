import { toast } from "@/composables/toast";
import { ProblemError } from "@/api/problem";
import { useWords } from "@/composables/useWords";
import { useOutbox } from "@/stores/outbox";
import type { Posting } from "@/outbox/outbox";
import type { Postponable } from "@/outbox/model";
import type { Answer } from "@/wire/operations";

/**
 * Sends a command through the outbox. Answered: its result. No line: nothing, and a message says that it waits.
 * Refused: the problem is thrown for the dialog to show, and the command does not stay behind in the list.
 */
export function usePost() {
  const outbox = useOutbox();
  const { t } = useWords();
  return async <K extends Postponable>(posting: Posting<K>): Promise<Answer<K> | undefined> => {
    const outcome = await outbox.post(posting);
    if (outcome.state === "sent") return outcome.answer;
    if (outcome.state === "waiting") {
      toast("warning", t("outbox.kept", { subject: posting.subject }));
      return undefined;
    }
    await outbox.discard(posting.params.command_id);
    throw new ProblemError(outcome.problem);
  };
}
