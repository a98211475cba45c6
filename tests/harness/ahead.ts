/** Puts every clock of this process ahead, until mocks are restored. */
export function putForward(ms: number): void {
  for (const clock of [Date, performance]) {
    const now = clock.now.bind(clock);
    jest.spyOn(clock, 'now').mockImplementation(() => now() + ms);
  }
}
