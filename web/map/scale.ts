/**
 * Stops of viridis (https://bids.github.io/colormap/, CC0): perceptually uniform, and told apart by the colour-blind.
 * What is hottest stands out most from the background, so a light map has them the other way round.
 */
const VIRIDIS = [
  '#440154',
  '#482878',
  '#3e4989',
  '#31688e',
  '#26828e',
  '#1f9e89',
  '#35b779',
  '#6ece58',
  '#b5de2b',
  '#fde725',
];

export const stops = (theme: 'light' | 'dark'): readonly string[] =>
  theme === 'dark' ? VIRIDIS.slice(1) : VIRIDIS.slice(0, -1).toReversed();

const STEPS = [1, 2, 5];

/** The next of 1, 2, 5, 10, 20, … that is no less: a scale that stays while people move. */
export function ceiling(most: number): number {
  if (!(most > 0)) return 1;
  const decade = 10 ** Math.floor(Math.log10(most));
  return [...STEPS, 10].map((step) => step * decade).find((step) => step >= most * (1 - 1e-9))!;
}
