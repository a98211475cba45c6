/** Counts how outings end. */
export function tally() {
  const counts = new Map<string, number>();
  return {
    add: (outcome: string): void => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1),
    /** `12 rides, 3 refused (lock_jammed 2, device_in_use 1)` */
    text: (): string => {
      const refused = [...counts].filter(([outcome]) => outcome !== 'settled').sort((a, b) => b[1] - a[1]);
      const sum = refused.reduce((total, [, count]) => total + count, 0);
      const reasons = refused.map(([reason, count]) => `${reason} ${count}`).join(', ');
      return `${counts.get('settled') ?? 0} rides, ${sum} refused${sum > 0 ? ` (${reasons})` : ''}`;
    },
  };
}
