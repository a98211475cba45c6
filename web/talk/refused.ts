/** What was not answered, or answered with a refusal; `reason` is the API's, or `unreachable`. */
export class Refused extends Error {
  readonly reason: string;
  readonly status: number;

  constructor(reason: string, detail: string, status: number) {
    super(detail);
    this.reason = reason;
    this.status = status;
  }
}
