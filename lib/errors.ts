/** A refusal with a machine-readable `reason`, to be rendered as RFC 9457 problem+json. */
export class Problem extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, detail: string) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.reason = reason;
  }
}

/** A parameter, header or body member that cannot be taken; the reason names it. */
export const invalid = (name: string, detail: string) => new Problem(400, `invalid_${name}`, detail);
