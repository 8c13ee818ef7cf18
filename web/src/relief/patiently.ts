// Asks again what the server is busy with, after the pause it names.
import { problemOf } from "@/api/problem";

const MOST_TRIES = 20;
const BUSY = "rules-running";

export async function patiently<Answer>(question: () => Promise<Answer>, wait = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); })): Promise<Answer> {
  for (let tries = 1; ; ++tries) {
    try {
      return await question();
    } catch (error) {
      const problem = problemOf(error);
      if (!problem.type.endsWith(BUSY) || tries >= MOST_TRIES) throw error;
      await wait((problem.retry_after ?? 5) * 1000);
    }
  }
}
