/** The colours of the theme in force, for canvases that cannot read CSS variables. */
export interface Palette {
  readonly classes: readonly string[];
  readonly ground: string;
  readonly panel: string;
  readonly line: string;
  readonly ink: string;
  readonly ink2: string;
  readonly hatch: string;
  readonly noData: string;
  readonly red: string;
  readonly amber: string;
  readonly green: string;
  readonly accent: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    classes: [0, 1, 2, 3, 4, 5].map((at) => read(`--c${at}`)),
    ground: read("--ground"), panel: read("--panel"), line: read("--ink-3"), ink: read("--ink"), ink2: read("--ink-2"),
    hatch: read("--hatch"), noData: read("--no-data"), red: read("--red"), amber: read("--amber"), green: read("--green"), accent: read("--accent"),
  };
}
