/** What other domains may use of this one. */
export { conform, observablesOf, propertiesOf } from './conform.ts';
export { price, priceKeys, type Start, tariffAt } from './price.ts';
export { productOf, productsNow, rentedProducts } from './remembered.ts';
export { seriesIn, seriesProperty } from './series.ts';
export type { Settlement } from './tariff/form.ts';
export { formOf } from './tariff/index.ts';
