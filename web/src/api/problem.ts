import type { Problem } from "@/wire/types";

/** The server understood and said no. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  constructor(readonly problem: Problem) {
    super(problem.title_en);
  }
}

/** Nobody answered: no line, a time-out, a closed socket. Whether a command was carried out is not known. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

const LOCAL: Omit<Problem, "kind" | "title" | "title_en" | "detail" | "detail_en"> = {
  type: "urn:anlan:problem:local", status: 0,
};

export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "status" in value && "title" in value;
}

/** Any failure as a problem that can be shown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof Unreachable) {
    return {
      ...LOCAL, kind: "unreachable",
      title: "连不上服务器", title_en: "The server cannot be reached",
      detail: "请检查网线或无线网络；填写的内容都保存在本机。",
      detail_en: "Check the cable or the wireless network. What you typed is kept on this machine.",
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    ...LOCAL, kind: "page-fault",
    title: "页面出错", title_en: "This page failed", detail: message, detail_en: message,
  };
}

/** Worth another try by itself: nobody answered, or the server said "later". */
export function isTransient(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  if (!(error instanceof ProblemError)) return false;
  return [429, 502, 503, 504].includes(error.problem.status);
}
