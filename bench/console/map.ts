import type { Page } from 'playwright-core';

/** Resolves when the map has drawn heat. */
export const heatDrawn = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    // biome-ignore lint/suspicious/noExplicitAny: MapLibre's own, in the page
    const { drawing } = (document.querySelector('.canvas') ?? {}) as any;
    return drawing?.getLayer('heat') && drawing.queryRenderedFeatures(undefined, { layers: ['heat'] }).length > 0;
  });

/** The times between frames, ms, while the map is moved to and fro for so long. */
export const framesWhileMoving = (page: Page, ms: number): Promise<number[]> =>
  page.evaluate(async (lasts) => {
    // biome-ignore lint/suspicious/noExplicitAny: MapLibre's own, in the page
    const { drawing } = document.querySelector('.canvas') as any;
    const start = performance.now();
    const frames: number[] = [];
    let last = start;
    let side = 1;
    const swing = () => {
      drawing.panBy([side * 200, side * 80], { duration: 500, easing: (part: number) => part });
      side = -side;
    };
    swing();
    const timer = setInterval(swing, 500);
    await new Promise<void>((resolve) => {
      const next = (now: number) => {
        frames.push(now - last);
        last = now;
        if (now - start < lasts) requestAnimationFrame(next);
        else resolve();
      };
      requestAnimationFrame(next);
    });
    clearInterval(timer);
    return frames.slice(1);
  }, ms);
