// A server of its own whose wall clock a test moves: a notice hangs for a week, and no test waits that long.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { within } from "./helper.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const MOVED_CLOCK = `${root}build/release/libmoved_clock.so`;

/** `at`: the moment the server's clock begins at; now, without. */
export async function startAhead({ at } = {}) {
  if (!existsSync(MOVED_CLOCK)) throw new Error(`build all of build/release first: there is no ${MOVED_CLOCK}`);
  const folder = mkdtempSync(join(tmpdir(), "anlan-ahead-"));
  const clock = join(folder, "clock");
  const log = join(folder, "log");
  let hours = at ? (new Date(at).getTime() - Date.now()) / 3600e3 : 0;
  const set = () => {
    writeFileSync(`${clock}.next`, `${Math.round(hours * 3600)}\n`);
    renameSync(`${clock}.next`, clock);
  };
  set();
  const child = spawn("bash", ["-c", `exec build/release/anlan serve --data ${folder}/site --listen 127.0.0.1:0 --reference data --sample data/jiaozuo --web web/dist --demo >${log} 2>&1`], {
    cwd: root,
    env: { ...process.env, LD_PRELOAD: MOVED_CLOCK, ANLAN_TEST_CLOCK: clock },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const said = () => { try { return readFileSync(log, "utf8"); } catch { return ""; } };
  for (let tries = 0; !/account: manager/.test(said()); tries += 1) {
    if (tries > 1200 || child.exitCode !== null) {
      child.kill();
      throw new Error(`no server ahead of time: ${said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url: said().match(/https?:\/\/127\.0\.0\.1:\d+/)[0],
    log,
    /** The time as that server has it, as people type it. */
    now: (hoursAgo = 0) => new Date(Date.now() + (hours - hoursAgo + 8) * 3600e3).toISOString().slice(0, 16).replace("T", " "),
    advance(more) {
      hours += more;
      set();
    },
    async stop() {
      child.kill();
      try {
        await within(60_000, ended, () => "a server ahead of time was told to stop");
      } finally {
        child.kill("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
