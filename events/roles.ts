/** What a token's `role` may be. */
export const ROLES = ['operator', 'partner', 'rider', 'device'] as const;
export type Role = (typeof ROLES)[number];
