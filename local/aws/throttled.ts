/** Lambda has not run the function, because as many as may are running. */
export class Throttled extends Error {
  constructor() {
    super('Rate exceeded');
    this.name = 'TooManyRequestsException';
  }
}
