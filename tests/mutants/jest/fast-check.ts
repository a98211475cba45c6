// What a test that imports fast-check gets: how small a counterexample may be made does not matter here.
import real from '../../../node_modules/fast-check/lib/cjs/fast-check.js';

real.configureGlobal({ endOnFailure: true });

export * from '../../../node_modules/fast-check/lib/cjs/fast-check.js';
export default real;
