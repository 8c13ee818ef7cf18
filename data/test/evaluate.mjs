// The evaluation of checks as schemas/checks.schema.json words it; an executable reading of that text.

const hundredths = (n) => Math.round(n * 100);

/** @returns one entry per aspect that fails: `{ check, aspect }` */
export function failing(checks, indicators, figures) {
  const isDual = (code) => indicators.get(code).aspects.length === 2;
  const number = (code, aspect) => figures[code]?.[isDual(code) ? aspect : 'value'];
  const aspectsOf = (check) => {
    if (![...check.left, ...check.right].some(isDual)) return [null];
    return check.aspects === 'instant' ? ['instant'] : ['instant', 'cumulative'];
  };
  return checks.flatMap((check) => aspectsOf(check)
    .filter((aspect) => !holds(check, (code) => number(code, aspect)))
    .map((aspect) => ({ check: check.id, severity: check.severity, aspect })));
}

function holds({ left, relation, right }, number) {
  const known = (codes) => codes.every((code) => number(code) !== undefined);
  const sum = (codes) => codes.reduce((total, code) => total + hundredths(number(code) ?? 0), 0);
  if (!known(left)) return true;
  if (known(right)) return relation === '=' ? sum(left) === sum(right) : sum(left) >= sum(right);
  return relation !== '=' || sum(right) <= sum(left);
}
