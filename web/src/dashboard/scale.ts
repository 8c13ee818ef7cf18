// Classes of a choropleth: zero has its own, the rest are cut at round numbers that grow like 1, 2, 5.
export interface Scale {
  /** Lower limits of classes 1 to 5; class 0 is zero. */
  readonly breaks: readonly number[];
}

const CLASSES = 5;
const STEPS = [1, 2, 5];

function roundDown(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [...STEPS].reverse().find((one) => one * power <= value * 1.0000001) ?? 1;
  return step * power;
}

export function scaleOf(values: readonly number[]): Scale {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return { breaks: [1] };
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const ratio = (most / least) ** (1 / CLASSES);
  const breaks = Array.from({ length: CLASSES }, (_, at) => roundDown(least * ratio ** at));
  return { breaks: [...new Set(breaks)] };
}

/** 0 for zero, 1 to 5 for what is more. */
export function classOf(scale: Scale, value: number): number {
  if (value <= 0) return 0;
  let found = 1;
  scale.breaks.forEach((limit, at) => {
    if (value >= limit) found = at + 1;
  });
  // Few classes are spread over the whole range of colours, so that the most is always the darkest.
  const count = scale.breaks.length;
  return count <= 1 ? 3 : Math.round(1 + ((found - 1) * (CLASSES - 1)) / (count - 1));
}
